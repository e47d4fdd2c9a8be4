/** Owns plain WAV files as this app writes and reads them: 16-bit stereo at 48 kHz, with the time of their first sample where it matters. */
import { type FileHandle, open } from "node:fs/promises";
import { AppError } from "../../../shared/errors/app-error.ts";
import { soundHz } from "../../../shared/project/sound-file.ts";

/** Of one sample of both channels. */
export const sampleBytes = 4;
const bextBytes = 602;
const headBytes = 64 * 1024;

/** Where the samples of such a file lie, and how many they are. Throws film.unreadable for any other file. */
export async function readWavLayout(handle: FileHandle): Promise<{ offset: number; samples: number }> {
  const { size } = await handle.stat();
  const { buffer: head, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
  const word = (at: number) => head.toString("latin1", at, at + 4);
  if (word(0) !== "RIFF" || word(8) !== "WAVE") throw notOurs();
  for (let at = 12, isOurs = false; at + 8 <= bytesRead; ) {
    const length = head.readUInt32LE(at + 4);
    const body = at + 8;
    if (word(at) === "fmt " && body + 16 <= bytesRead) {
      const [channels, hz, bits] = [
        head.readUInt16LE(body + 2),
        head.readUInt32LE(body + 4),
        head.readUInt16LE(body + 14),
      ];
      isOurs = channels === 2 && hz === soundHz && bits === 16;
    }
    if (word(at) === "data") {
      if (!isOurs) throw notOurs();
      return { offset: body, samples: Math.floor(Math.min(length, size - body) / sampleBytes) };
    }
    at = body + length + (length % 2);
  }
  throw notOurs();
}

/** `length` samples from `from` on, interleaved; where the file has none, silence. */
export async function readWavSamples(
  handle: FileHandle,
  layout: { readonly offset: number; readonly samples: number },
  from: number,
  length: number,
): Promise<Int16Array> {
  const samples = new Int16Array(length * 2);
  const bytes = Math.max(0, Math.min(length, layout.samples - from)) * sampleBytes;
  if (bytes > 0) await handle.read(new Uint8Array(samples.buffer), 0, bytes, layout.offset + from * sampleBytes);
  return samples;
}

/**
 * Writes a Broadcast WAV of `samples`, whose pieces come one after another, interleaved; `timeReference` is the time of its first sample in
 * samples since midnight. Source: EBU Tech 3285.
 */
export async function writeWav(
  file: string,
  samples: number,
  timeReference: number,
  pieces: AsyncIterable<Int16Array>,
): Promise<void> {
  const handle = await open(file, "wx");
  try {
    await handle.write(headOf(samples * sampleBytes, timeReference));
    for await (const piece of pieces)
      await handle.write(new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength));
  } finally {
    await handle.close();
  }
}

function headOf(dataBytes: number, timeReference: number): Buffer {
  const head = Buffer.alloc(12 + 8 + bextBytes + 8 + 16 + 8);
  const format = 12 + 8 + bextBytes;
  head.write("RIFF", 0, "latin1");
  head.writeUInt32LE(head.length - 8 + dataBytes, 4);
  head.write("WAVEbext", 8, "latin1");
  head.writeUInt32LE(bextBytes, 16);
  head.write("Shotline", 20 + 256, "latin1");
  head.writeBigUInt64LE(BigInt(timeReference), 20 + 338);
  head.writeUInt16LE(1, 20 + 346);
  head.write("fmt ", format, "latin1");
  head.writeUInt32LE(16, format + 4);
  head.writeUInt16LE(1, format + 8);
  head.writeUInt16LE(2, format + 10);
  head.writeUInt32LE(soundHz, format + 12);
  head.writeUInt32LE(soundHz * sampleBytes, format + 16);
  head.writeUInt16LE(sampleBytes, format + 20);
  head.writeUInt16LE(16, format + 22);
  head.write("data", format + 24, "latin1");
  head.writeUInt32LE(dataBytes, format + 28);
  return head;
}

function notOurs(): AppError {
  return new AppError("film.unreadable", "The sound is not the file Shotline created.", { next: "Import it again." });
}
