/** Owns the nonce by which the page's policy knows styles that libraries add at work; it is another one at each load. */

export const styleNonce = document.querySelector<HTMLMetaElement>("meta[name=style-nonce]")?.nonce ?? "";
