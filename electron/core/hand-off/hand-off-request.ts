/** Owns what a hand-off is asked with, and what it needs of the rest of the core. */
import type { PlannedFrame } from "../../../shared/animatic/plan-frames.ts";
import type { SizePx } from "../../../shared/camera/placement.ts";
import type {
  BoardOptions,
  ClipMedia,
  ClipNames,
  EditListVersions,
  ExportFormat,
} from "../../../shared/cut/out/hand-off-options.ts";
import type { ProjectView } from "../../../shared/rpc/projects-contract.ts";
import type { RateName } from "../../../shared/time/rate.ts";
import type { TakePictures } from "./board/board-pictures.ts";

export interface HandOffTools {
  /** Makes a pass a film with sound, its timecode as in the programme, of exactly its planned frames at the project's rate; `onProgress` from 0 to 1. */
  renderPass(request: {
    readonly view: ProjectView;
    readonly passId: string;
    readonly burnIn: boolean;
    readonly outputFile: string;
    readonly signal: AbortSignal;
    readonly onProgress: (fraction: number) => void;
  }): Promise<unknown>;
  /** Runs ffmpeg to its end; `onProgress` is told frames done, `feed` fills its standard input. */
  runFfmpeg(argumentList: readonly string[], options: FfmpegRun): Promise<void>;
  probe(file: string, signal: AbortSignal): Promise<FilmFacts>;
  /** The path of a stored film; null when its file is gone. */
  filmFile(mediaId: string): Promise<string | null>;
  /** The path of a stored image; null when its file is gone. */
  imageFile(mediaId: string): Promise<string | null>;
  /** Gives what draws a frame's burn-in as RGBA on nothing, row by row. */
  labelPainter(frame: SizePx): (planned: PlannedFrame) => Uint8Array;
  /** The path of a stored sound; null when its file is gone. */
  soundFile(soundId: string): Promise<string | null>;
  /** Holds the parts of the review page. */
  readonly reviewFolder: string;
  /** Bytes that are free on the disk of a folder. */
  freeBytes(folder: string): Promise<number>;
  readonly takePictures: TakePictures;
  now(): Date;
}

export interface FfmpegRun {
  readonly timeLimitMs: number;
  readonly signal: AbortSignal;
  readonly onProgress: (frames: number) => void;
  readonly feed?: (write: (chunk: Uint8Array) => Promise<void>) => Promise<void>;
}

export interface FilmFacts {
  readonly frames: number;
  readonly rateNum: number;
  readonly rateDen: number;
  readonly hasEvenRate: boolean;
  /** How much later than the file itself its pictures begin. */
  readonly startSeconds: number;
  readonly widthPx: number;
  readonly heightPx: number;
  /** False where the file says that its colours are coded in another way. */
  readonly isRec709: boolean;
  readonly hasAudio: boolean;
}

export interface HandOffRequest {
  readonly view: ProjectView;
  /** Becomes the hand-off folder itself; must be absent or empty. */
  readonly folder: string;
  /** A fingerprint of what it is made from, noted in the folder: such a folder may be replaced. */
  readonly madeFrom?: string | undefined;
  /** A list for an editing suite, an Avid log and sounds bring the clips that they refer to. */
  readonly formats: readonly ExportFormat[];
  /** The project's own when absent. */
  readonly rate?: RateName | undefined;
  readonly board?: BoardOptions | undefined;
  readonly clipNames?: ClipNames | undefined;
  readonly versions?: EditListVersions | undefined;
  readonly media?: ClipMedia | undefined;
  readonly signal: AbortSignal;
  /** From 0 to 1, and the step under way. */
  readonly onProgress: (fraction: number, step: string) => void;
}
