/** The attribute of <html> that holds the colour scheme: `data-color-scheme="dark"`. Theme and style sheets follow it. */
export const COLOR_SCHEME_ATTRIBUTE = "data-color-scheme";
