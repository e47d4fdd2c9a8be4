/** Owns which names new elements get: made of any text, short enough for every service, and unlike all that are taken. */

/** Characters that services take of an element's name. */
export const elementNameCharsMax = 20;

/** A name for an element made of any text, such as a file's name; `Element` where nothing of it can stand in one. */
export function elementNameFrom(text: string): string {
  const plain = text.normalize("NFC").replace(/[^\p{L}\p{N}_]+/gu, "_");
  return shorten(plain.replace(/^_+/, ""), elementNameCharsMax).replace(/_+$/, "") || "Element";
}

/** `wanted`, or the same with the first number that makes it free: `Name_2`. Case does not tell names apart. */
export function freeElementName(wanted: string, taken: Iterable<string>): string {
  const known = new Set([...taken].map((name) => name.toLowerCase()));
  for (let count = 1; ; count += 1) {
    const ending = count === 1 ? "" : `_${count}`;
    const name = count === 1 ? wanted : `${shorten(wanted, elementNameCharsMax - ending.length)}${ending}`;
    if (!known.has(name.toLowerCase())) return name;
  }
}

/** Whole characters only. */
function shorten(text: string, charsMax: number): string {
  return [...text].slice(0, charsMax).join("");
}
