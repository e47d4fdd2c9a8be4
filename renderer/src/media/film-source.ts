/** Owns opening a stored film for decoding in the window: its tracks, read in parts from the core, in a form that WebCodecs knows. */
import {
  Input,
  type InputAudioTrack,
  type InputVideoTrack,
  MATROSKA,
  MP4,
  QTFF,
  UrlSource,
  WAVE,
  WEBM,
} from "mediabunny";
import { mediaUrl } from "../../../shared/rpc/contract.ts";
import { fetchOwn } from "../api/session.ts";

/** Which file of a film is decoded: the small one made for the window, or the film itself. */
export type FilmVariant = "proxy" | "original";

/** `startSeconds`: when the first picture is shown, in the file's own time; its sound counts from there too. */
export interface OpenFilm {
  readonly variant: FilmVariant;
  readonly video: InputVideoTrack;
  readonly audio: InputAudioTrack | null;
  readonly startSeconds: number;
  readonly widthPx: number;
  readonly heightPx: number;
  close(): void;
}

/** Why a film is not shown: its file is not there (yet), or the window has no decoder for it. */
export type FilmFault = "absent" | "undecodable";

/** What of an open file sounds; `startSeconds` as in `OpenFilm`. */
export type OpenSound = Pick<OpenFilm, "audio" | "startSeconds" | "close">;

function openInput(projectId: string, mediaId: string, variant: FilmVariant): Input {
  const url = new URL(mediaUrl(projectId, mediaId, variant), window.location.href);
  // Asked with the session and not by a signed address, which would be too old before long.
  const source = new UrlSource(url, {
    fetchFn: (_input, init) => fetchOwn(url.href, init ?? {}),
    getRetryDelay: (attempts) => (attempts < 2 ? 0.3 : null),
    handleUnhandledError: () => undefined,
  });
  return new Input({ source, formats: [MP4, QTFF, WEBM, MATROSKA, WAVE] });
}

/** Opens a stored sound; null when it can't be read. */
export async function openSound(projectId: string, soundId: string): Promise<OpenSound | null> {
  const input = openInput(projectId, soundId, "original");
  const audio = await input.getPrimaryAudioTrack().catch(() => null);
  if (audio) return { audio, startSeconds: 0, close: () => input.dispose() };
  input.dispose();
  return null;
}

/** Opens a film's pictures, and its sound where the window can decode it. */
export async function openFilm(
  projectId: string,
  mediaId: string,
  variant: FilmVariant,
): Promise<OpenFilm | FilmFault> {
  const input = openInput(projectId, mediaId, variant);
  const fail = (fault: FilmFault): FilmFault => {
    input.dispose();
    return fault;
  };
  try {
    if (!(await input.canRead())) return fail("undecodable");
    const video = await input.getPrimaryVideoTrack();
    if (!video || !(await video.canDecode())) return fail("undecodable");
    const audio = await input.getPrimaryAudioTrack();
    return {
      variant,
      video,
      audio: audio && (await audio.canDecode()) ? audio : null,
      startSeconds: await video.getFirstTimestamp(),
      widthPx: await video.getDisplayWidth(),
      heightPx: await video.getDisplayHeight(),
      close: () => input.dispose(),
    };
  } catch {
    return fail("absent");
  }
}
