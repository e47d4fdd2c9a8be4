/**
 * Owns what a film file is by its first bytes: the one demuxer that ffmpeg gets to read it with. Left to itself ffmpeg also takes texts for
 * films, lists of other files and addresses among them, whatever a file is called.
 */
import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { basename, extname } from "node:path";
import { AppError } from "../../../shared/errors/app-error.ts";

const headBytes = 4096;

interface Kind {
  /** A short name of ffmpeg's demuxer. */
  readonly demuxer: string;
  is(head: Buffer): boolean;
}

const startsWith = (hex: string, offset = 0) => {
  const bytes = Buffer.from(hex, "hex");
  return (head: Buffer) => head.subarray(offset, offset + bytes.length).equals(bytes);
};
const ascii = (text: string, offset = 0) => startsWith(Buffer.from(text, "latin1").toString("hex"), offset);
/** Atoms that a QuickTime or MP4 file begins with. Source: ISO/IEC 14496-12, and Apple's QuickTime File Format. */
const firstAtoms = ["ftyp", "moov", "mdat", "free", "skip", "wide", "pnot", "styp"];
/** A sync byte each 188 bytes, or each 192 of a recorder's. Source: ISO/IEC 13818-1, and the BDAV container. */
const syncsEach = (length: number, offset: number) => (head: Buffer) =>
  head.length > offset + 3 * length && [0, 1, 2, 3].every((packet) => head[offset + packet * length] === 0x47);

const kinds: readonly Kind[] = [
  { demuxer: "mov", is: (head) => firstAtoms.includes(head.toString("latin1", 4, 8)) },
  { demuxer: "matroska", is: startsWith("1a45dfa3") },
  { demuxer: "avi", is: (head) => ascii("RIFF")(head) && ascii("AVI ", 8)(head) },
  { demuxer: "wav", is: (head) => (ascii("RIFF")(head) || ascii("RF64")(head)) && ascii("WAVE", 8)(head) },
  { demuxer: "mxf", is: startsWith("060e2b34020501010d010201") },
  { demuxer: "mpegts", is: (head) => syncsEach(188, 0)(head) || syncsEach(192, 4)(head) },
  { demuxer: "mpeg", is: startsWith("000001ba") },
  { demuxer: "asf", is: startsWith("3026b2758e66cf11a6d900aa0062ce6c") },
  { demuxer: "flv", is: ascii("FLV\u0001") },
  { demuxer: "ogg", is: ascii("OggS") },
];

/** What has sound alone. Sources: ID3v2, ISO/IEC 11172-3 and 13818-7 (a frame's sync word), RFC 9639, and Apple's AIFF. */
const soundKinds: readonly Kind[] = [
  { demuxer: "mp3", is: (head) => ascii("ID3")(head) || isFrame(head, (layer) => layer !== 0) },
  { demuxer: "aac", is: (head) => isFrame(head, (layer) => layer === 0) },
  { demuxer: "flac", is: ascii("fLaC") },
  { demuxer: "aiff", is: (head) => ascii("FORM")(head) && (ascii("AIFF", 8)(head) || ascii("AIFC", 8)(head)) },
];

function isFrame(head: Buffer, isRight: (layer: number) => boolean): boolean {
  const [first = 0, second = 0] = head;
  return first === 0xff && (second & 0xf0) === 0xf0 && isRight(second & 0x06);
}

/** What names of films end with, by demuxer; the first one where a name ends with anything else. */
const filmEndings: Readonly<Record<string, readonly string[]>> = {
  mov: ["mp4", "mov", "m4v"],
  matroska: ["mkv", "webm"],
  mpegts: ["ts", "mts", "m2ts"],
  mpeg: ["mpg", "mpeg", "vob"],
  asf: ["wmv", "asf"],
  ogg: ["ogv", "ogg"],
};

/** What a film is to be called by: the ending of `name` where its content is of that kind. Throws as `demuxerOf` does. */
export async function formatOf(file: string, name: string): Promise<string> {
  const demuxer = await demuxerOf(file);
  const endings = filmEndings[demuxer] ?? [demuxer];
  const ending = extname(name).slice(1).toLowerCase();
  return endings.includes(ending) ? ending : (endings[0] as string);
}

/** The demuxer for a film. Throws film.unreadable for a file of any other kind, and what the disk says. */
export async function demuxerOf(file: string): Promise<string> {
  const demuxer = await findDemuxer(file, kinds);
  if (demuxer !== null) return demuxer;
  throw new AppError("film.unreadable", `${basename(file)} is not a supported video file.`, {
    next: "Choose an MP4, MOV, MXF, MKV, WebM or AVI file.",
    path: file,
  });
}

/** The arguments that read the sound of a file, also of one that has nothing else. Throws film.unreadable as `demuxerOf` does. */
export async function soundInput(file: string): Promise<string[]> {
  const demuxer = await findDemuxer(file, [...kinds, ...soundKinds]);
  if (demuxer !== null) return [...readBy(demuxer), "-i", file];
  throw new AppError("film.unreadable", `${basename(file)} is not a supported sound file.`, {
    next: "Choose a WAV, MP3, M4A, FLAC or AIFF file.",
    path: file,
  });
}

/** So, and from the disk alone, an input is read. */
function readBy(demuxer: string): string[] {
  return ["-protocol_whitelist", "file", "-format_whitelist", demuxer, "-f", demuxer];
}

async function findDemuxer(file: string, from: readonly Kind[]): Promise<string | null> {
  // A pipe without a writer would keep us waiting.
  const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const info = await handle.stat();
    const { buffer, bytesRead } = info.isFile()
      ? await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0)
      : { buffer: Buffer.alloc(0), bytesRead: 0 };
    const head = buffer.subarray(0, bytesRead);
    return from.find(({ is }) => is(head))?.demuxer ?? null;
  } finally {
    await handle.close();
  }
}

/** The arguments of a run with each input told by which demuxer, and from the disk alone, it is read; an input that names its format stays. */
export async function guardInputs(argumentList: readonly string[]): Promise<string[]> {
  const guarded: string[] = [];
  let options: string[] = [];
  for (let at = 0; at < argumentList.length; at += 1) {
    const word = argumentList[at] as string;
    if (word !== "-i") {
      options.push(word);
      continue;
    }
    const input = argumentList[at + 1] ?? "";
    at += 1;
    const isOurs = input.startsWith("pipe:") || options.includes("-f");
    if (!isOurs) {
      const demuxer = await demuxerOf(input);
      options.push(...readBy(demuxer));
    }
    guarded.push(...options, "-i", input);
    options = [];
  }
  return [...guarded, ...options];
}
