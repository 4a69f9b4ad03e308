import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin({
  requestConfig: "./lib/i18n/request.ts",
  // Messages are parsed when the workbench is built: no parser goes to the browser, none runs for each answer.
  experimental: { messages: { path: "./lib/i18n/messages", format: "json", locales: "infer", precompile: true } },
});

const SECURITY_HEADERS = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=()" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
];

/** @type {import("next").NextConfig} */
const config = {
  // Two servers of one folder (development, browser tests) each need a build folder of their own.
  distDir: process.env.NEXT_DIST_DIR || ".next",
  poweredByHeader: false,
  typedRoutes: true,
  // Prisma's generated client and node-postgres are used as they are, from node_modules.
  serverExternalPackages: ["pg", "@prisma/client", "@prisma/adapter-pg", "@prisma/driver-adapter-utils"],
  // Types are checked with the tests (tsc), tests included: who starts the workbench need not wait for it again.
  typescript: { ignoreBuildErrors: true },
  experimental: { authInterrupts: true },
  // A browser that has not read the page's icon yet asks for this one.
  rewrites: async () => [{ source: "/favicon.ico", destination: "/icon.svg" }],
  headers: async () => [{ source: "/:path*", headers: SECURITY_HEADERS }],
};

export default withNextIntl(config);
