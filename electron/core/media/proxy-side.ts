/** Owns how large a proxy is: alone, as the drawing worker starts the sooner the less it loads. */

/** The longest side of a proxy: as much as a 1440p frame shows. */
export const proxySideMaxPx = 2560;
