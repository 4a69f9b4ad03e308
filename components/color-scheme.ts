/** The attribute of <html> that holds the colour scheme: `data-color-scheme="dark"`. Theme and style sheets follow it. */
export const COLOR_SCHEME_ATTRIBUTE = "data-color-scheme";

/** What one may choose: a scheme, or that of the system. */
export const COLOR_MODES = ["light", "dark", "system"] as const;
export type ColorMode = (typeof COLOR_MODES)[number];

/** Where the browser keeps the choice. The name is MUI's, which kept it first. */
export const COLOR_MODE_KEY = "mui-mode";

export const PREFERS_DARK = "(prefers-color-scheme: dark)";

/** Runs before anything is drawn, so that no page flashes in the other scheme. */
export const COLOR_SCHEME_SCRIPT = `(function(){try{var m=localStorage.getItem("${COLOR_MODE_KEY}")}catch(e){}
document.documentElement.setAttribute("${COLOR_SCHEME_ATTRIBUTE}",m==="dark"||m!=="light"&&matchMedia("${PREFERS_DARK}").matches?"dark":"light")})()`;
