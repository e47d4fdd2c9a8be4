/** Owns the names that leave the house: plain ASCII, unique, safe on Windows, and short enough for an editing suite's columns. */

// Latin letters that lose their meaning, or vanish, when their marks are stripped.
const spelledOut: Record<string, string> = {
  ä: "ae",
  ö: "oe",
  ü: "ue",
  Ä: "Ae",
  Ö: "Oe",
  Ü: "Ue",
  ß: "ss",
  æ: "ae",
  Æ: "Ae",
  ø: "oe",
  Ø: "Oe",
  å: "aa",
  Å: "Aa",
  œ: "oe",
  Œ: "Oe",
  ł: "l",
  Ł: "L",
  đ: "d",
  Đ: "D",
  "–": "-",
  "—": "-",
  "‘": "'",
  "’": "'",
  "“": '"',
  "”": '"',
  "…": "...",
};

/** The text in printable ASCII on one line: ü becomes ue, é becomes e, and what has no Latin letter becomes `?`. */
export function toAscii(text: string): string {
  return [...text.normalize("NFC")]
    .map((character) => spelledOut[character] ?? character)
    .join("")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/\s+/g, " ")
    .replace(/\p{C}/gu, "")
    .replace(/[^\x20-\x7e]/gu, "?")
    .trim();
}

/**
 * The text without what no file format bears: control characters, other than line ends and tabs, and halves of characters.
 * Line ends become `\n`.
 */
export function cleanText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return text.replace(/\r\n?/g, "\n").replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Cs}/gu, "");
}

/** Letters and digits alone, words run together (`Night race` is `NightRace`); `fallback` when nothing is left. */
export function nameStem(text: string, maxChars: number, fallback: string): string {
  const words = toAscii(text)
    .replace(/'/g, "")
    .split(/[^A-Za-z0-9]+/);
  const joined = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  return joined.slice(0, maxChars) || fallback;
}

/** Windows keeps these for devices, whatever their extension and case. */
const deviceName = /^(con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(\.|$)/i;

/** Whether Windows takes a file of that name, with any extension or none, for a device. */
export function isDeviceName(name: string): boolean {
  return deviceName.test(name);
}

/** The name, or the name with `_2`, `_3` … when it is taken; compared as Windows does, without regard to case. */
export function claimName(name: string, taken: Set<string>): string {
  let free = name;
  for (let count = 2; taken.has(free.toLowerCase()); count += 1) free = `${name}_${count}`;
  taken.add(free.toLowerCase());
  return free;
}

const reelMaxChars = 8;

/**
 * A reel name of at most 8 letters and digits, as CMX3600 allows: `S`, the scene without `SC`, the shot's number
 * (`S0100010`). One that is too long or taken is counted instead (`R0000007`).
 */
export function claimReel(scene: string, shotNumber: number, taken: Set<string>): string {
  const sceneCode = nameStem(scene, 40, "")
    .toUpperCase()
    .replace(/^SC(?=\d)/, "");
  const speaking = `S${sceneCode}${String(shotNumber).padStart(4, "0")}`;
  let reel = speaking;
  for (let count = 1; reel.length > reelMaxChars || taken.has(reel); count += 1) {
    reel = `R${String(count).padStart(7, "0")}`;
  }
  taken.add(reel);
  return reel;
}
