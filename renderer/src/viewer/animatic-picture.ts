/** Owns drawing frames of animatics in the viewer, with the pictures that they need. */
import { type DrawOptions, drawFrame } from "../../../shared/animatic/draw-frame.ts";
import type { PlannedFrame, PlannedShot } from "../../../shared/animatic/plan-frames.ts";
import type { Picture } from "../../../shared/animatic/surface.ts";
import { mediaUrl } from "../../../shared/rpc/contract.ts";
import { layer } from "../media/layer.ts";
import { markOfBlocking } from "../state/blocking-mark.ts";
import type { EditorState } from "../state/editor-state.ts";
import { planOf } from "../state/planned-frame.ts";
import { cutOf, mediaOf, shownProject } from "../state/selectors.ts";
import { markOfSketch } from "../state/sketch-mark.ts";
import { createPictureCache, framePictures, portraitPictures } from "./pictures.ts";

export interface AnimaticPictures {
  draw(surface: CanvasRenderingContext2D, planned: PlannedFrame, options: WindowDrawOptions, state: EditorState): void;
  /** The picture of a shot that has one, or how it stands. */
  pictureOf(shot: PlannedShot, state: EditorState): Picture | "missing" | "pending";
  /** Starts reading what comes next, so that a cut does not show an empty slate. */
  readAhead(state: EditorState): void;
  /** Everything about a frame's picture that can change: equal marks look equal. */
  markOf(planned: PlannedFrame, burnIn: boolean): string;
  /** How the shot's picture stands; `none`: it has none. */
  standing(shot: PlannedShot, state: EditorState): "there" | "missing" | "pending" | "none";
  close(): void;
}

export interface WindowDrawOptions extends Omit<DrawOptions, "portraits"> {
  /** Whether figures have their names and pictures over them; absent: not. */
  readonly figureLabels?: boolean;
}

/** `onChange` hears when a picture has come. */
export function createAnimaticPictures(onChange: () => void): AnimaticPictures {
  let version = 0;
  const change = () => {
    version += 1;
    onChange();
  };
  const pictures = createPictureCache(change, framePictures);
  const portraits = createPictureCache(change, portraitPictures);
  document.fonts.addEventListener("loadingdone", change);

  function pictureOf(shot: PlannedShot, { view, projectId }: EditorState) {
    const id = shot.mediaId ?? "";
    if (mediaOf(view?.media ?? []).get(id)?.missing) return "missing" as const;
    return pictures.get({ url: mediaUrl(projectId ?? "", id, "proxy"), soft: shot.take.move === "rack-focus" });
  }

  function portraitOf(mediaId: string, { view, projectId }: EditorState): Picture | undefined {
    if (mediaOf(view?.media ?? []).get(mediaId)?.missing) return undefined;
    const found = portraits.get({ url: mediaUrl(projectId ?? "", mediaId, "proxy"), soft: false });
    return typeof found === "string" ? undefined : found;
  }

  return {
    pictureOf,
    draw(surface, planned, { figureLabels, ...options }, state) {
      surface.imageSmoothingQuality = "high";
      const labels = figureLabels ? { portraits: (mediaId: string) => portraitOf(mediaId, state) } : {};
      drawFrame(surface, planned, (shot) => pictureOf(shot, state), { ...options, ...labels, layer });
    },
    readAhead(state) {
      const project = shownProject(state);
      const { passes } = cutOf(state);
      const here = passes.findIndex(({ startFrame, frames }) => state.playheadFrame < startFrame + frames);
      for (const { pass } of project && here !== -1 ? passes.slice(here, here + 2) : []) {
        for (const shot of project ? planOf(project, pass).shots.slice(0, 8) : []) {
          if (shot.mediaId !== null) pictureOf(shot, state);
        }
      }
    },
    standing(shot, state) {
      if (shot.mediaId === null) return "none";
      const picture = pictureOf(shot, state);
      return typeof picture === "string" ? picture : "there";
    },
    markOf: (planned, burnIn) => `${markOf(planned)} ${contentOf(planned, burnIn)} ${version}`,
    close() {
      document.fonts.removeEventListener("loadingdone", change);
      pictures.clear();
      portraits.clear();
    },
  };
}

/** What moves, in a few characters. */
function markOf({ current, transition }: PlannedFrame): string {
  const from = transition?.from
    ? `${transition.from.shot.shot.id}@${transition.from.progress.toFixed(4)} ${markOfSketch(transition.from.shot.shot.sketch)}`
    : "";
  const { shot, progress } = current;
  const { move, slowMotion, durationSeconds, seed, strength, easing, hold } = shot.take;
  const pace = `${strength} ${easing} ${hold?.start} ${hold?.end}`;
  const moving = `${move} ${slowMotion} ${durationSeconds.toFixed(3)} ${seed} ${pace} ${shot.framing?.width}`;
  return `${shot.shot.id}@${progress.toFixed(4)} ${moving} ${shot.mediaId} ${markOfSketch(shot.shot.sketch)} ${transition?.kind} ${transition?.share.toFixed(4)} ${from}`;
}

/** What is drawn besides pictures: what is blocked and its words always, words on a picture with the burn-in. */
function contentOf({ current, timecodeFrame }: PlannedFrame, burnIn: boolean): string {
  const { shot } = current;
  const drawn = shot.blocked ? `${markOfBlocking(shot.blocked)} ${JSON.stringify(shot.card)}` : "";
  return burnIn ? `${drawn || JSON.stringify(shot.card)} ${timecodeFrame}` : drawn;
}
