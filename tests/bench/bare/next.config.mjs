/**
 * The bundler looks for a proxy and for instrumentation in the folders above as well. Those of the workbench are .ts.
 * @type {import("next").NextConfig}
 */
const config = { pageExtensions: ["jsx"], poweredByHeader: false };

export default config;
