/** Owns the animatic of a pass as data: for every frame number, which shots are seen and how one gives way to the next. */
import { type Framing, framingOf, wholePicture } from "../camera/framing.ts";
import type { CameraTake } from "../camera/moment.ts";
import { type PlacedShot, placeProgramme, placeShots, shotLabel, shotNumbers } from "../project/layout.ts";
import type { Camera, Pass, Project } from "../project/model.ts";
import { blockedPass } from "../stage/block-pass.ts";
import type { BlockedShot } from "../stage/scene.ts";
import { wordsOf } from "../stage/shot-words.ts";
import { type Rate, rateOf, secondsOfFrames, timebaseOf } from "../time/rate.ts";
import { parseTimecode } from "../time/timecode.ts";
import { ratioOf } from "./frame-size.ts";
import { shotPictureOf } from "./picture-of.ts";

/** What a slate, a caption or a burn-in says about a shot. */
export interface ShotCard {
  readonly scene: string;
  /** `SH0010`. */
  readonly label: string;
  readonly text: string;
  /** Size, angle, move and lens, such as `MCU · eye · push-in`; empty when none is given. */
  readonly camera: string;
  /** Spoken lines, each with its speaker. */
  readonly dialogue: readonly string[];
}

/** A shot as it is drawn. Frames are counted from the start of the pass, ends exclusive. */
export interface PlannedShot extends PlacedShot {
  readonly card: ShotCard;
  /** Media id of its picture, or null where it is drawn as it is blocked. */
  readonly mediaId: string | null;
  /** What of the picture its size shows; absent: all of it, also of one that is framed already. */
  readonly framing?: Framing;
  /** What is drawn for a shot without a picture. */
  readonly blocked?: BlockedShot;
  readonly take: CameraTake;
  /** How it comes in, and for how many of its own first frames; cuts take none. */
  readonly transition: "cut" | "fade-in" | "dissolve" | "whip";
  readonly transitionFrames: number;
  /** Up to where the next shot's transition still shows it: its move goes on until there. */
  readonly lastSeenFrame: number;
}

export interface AnimaticPlan {
  readonly rate: Rate;
  readonly frameCount: number;
  /** Frame number of the programme's start, for timecode. */
  readonly startTimecodeFrame: number;
  readonly shots: readonly PlannedShot[];
}

/** The media ids of all pictures that its frames are drawn from: those of shots, and of whom figures show. */
export function mediaIdsOf({ shots }: Pick<AnimaticPlan, "shots">): readonly string[] {
  const ids = shots.flatMap(({ mediaId, blocked }) => [
    mediaId,
    ...(blocked?.figures.map(({ cast }) => cast.mediaId) ?? []),
  ]);
  return [...new Set(ids.filter((id) => id !== null))];
}

export interface SeenShot {
  readonly shot: PlannedShot;
  /** How far its camera move has come, 0 to 1. */
  readonly progress: number;
}

export interface PlannedFrame {
  readonly frame: number;
  readonly timecodeFrame: number;
  readonly rate: Rate;
  readonly current: SeenShot;
  /** `share` is how much of the incoming shot is seen: 0 on the first frame of a fade from black, never quite 1. */
  readonly transition: {
    readonly kind: "fade-in" | "dissolve" | "whip";
    readonly share: number;
    readonly from: SeenShot | null;
  } | null;
}

type ShotPlace = Pick<PlacedShot, "shot" | "index" | "startFrame" | "endFrame">;

const transitionMs = { "fade-in": 1000, dissolve: 750, whip: 330 } as const;

/**
 * The animatic of one pass. Its frame count is the plan's exactly: a transition lives inside the incoming shot.
 * `startTimecode` is the record timecode of the pass's first frame; without it, where the pass lies in the programme.
 */
export function planFrames(project: Project, pass: Pass, startTimecode?: string): AnimaticPlan {
  const rate = rateOf(project.rate);
  const numbers = shotNumbers(project.passes);
  const placed = placeShots(pass, rate);
  const comings = placed.map(comingOf(rate));
  const shots = placed.map((place, index): PlannedShot => {
    const next = placed[index + 1];
    const lastSeenFrame = next ? next.startFrame + (comings[index + 1]?.transitionFrames ?? 0) : place.endFrame;
    return {
      ...place,
      ...comings[index]!,
      card: cardOf(pass, place, numbers.get(place.shot.id) ?? 0),
      ...lookOf(project, pass, place),
      lastSeenFrame,
      take: {
        move: wordsOf(place.shot).camera.move ?? "static",
        durationSeconds: secondsOfFrames(lastSeenFrame - place.startFrame, rate),
        slowMotion: place.shot.slowMotion ?? false,
        // The place, not the id: the same plan read twice gives the same pictures.
        seed: index + 1,
        ...paceOf(wordsOf(place.shot).camera),
      },
    };
  });
  return {
    rate,
    frameCount: placed.at(-1)?.endFrame ?? 0,
    startTimecodeFrame:
      startTimecode === undefined ? recordFrame(project, pass, rate) : (parseTimecode(startTimecode, rate) ?? 0),
    shots,
  };
}

function lookOf(
  { elements }: Pick<Project, "elements">,
  pass: Pass,
  { shot, index }: Pick<PlacedShot, "shot" | "index">,
): Pick<PlannedShot, "mediaId" | "framing" | "blocked"> {
  const picture = shotPictureOf({ elements }, pass, shot);
  if (!picture) {
    const blocked = blockedPass(pass, elements, ratioOf(pass.aspectRatio))[index];
    return { mediaId: null, ...(blocked ? { blocked } : {}) };
  }
  const framing = picture.from === "element" ? framingOf(shot.camera?.size) : wholePicture;
  return { mediaId: picture.mediaId, ...(framing === wholePicture ? {} : { framing }) };
}

/** What is said of how a move goes; nothing said leaves nothing, so that films drawn before are known again. */
export function paceOf(camera: Camera | undefined): Pick<CameraTake, "strength" | "easing" | "hold"> {
  const { strength, easing, hold } = camera ?? {};
  return {
    ...(strength === undefined ? {} : { strength }),
    ...(easing === undefined ? {} : { easing }),
    ...(hold === undefined ? {} : { hold }),
  };
}

/**
 * The first frame on which a shot alone is seen: past its fade from black, or past what it dissolves or whips from. Counted
 * from where `place` is.
 */
export function firstSeenFrame(place: ShotPlace, rate: Rate): number {
  return place.startFrame + comingOf(rate)(place).transitionFrames;
}

function recordFrame(project: Project, pass: Pass, rate: Rate): number {
  const placed = placeProgramme(project).find((each) => each.pass.id === pass.id);
  return (parseTimecode(project.start, rate) ?? 0) + (placed?.startFrame ?? 0);
}

/** What frame number `frame` shows; numbers outside the pass are clamped to its first and last frame. */
export function frameAt(plan: AnimaticPlan, frame: number): PlannedFrame {
  const clamped = Math.min(plan.frameCount - 1, Math.max(0, Math.floor(frame)));
  const index = Math.max(
    0,
    plan.shots.findIndex((shot) => clamped < shot.endFrame),
  );
  const shot = plan.shots[index]!;
  const into = clamped - shot.startFrame;
  const previous = plan.shots[index - 1];
  return {
    frame: clamped,
    timecodeFrame: plan.startTimecodeFrame + clamped,
    rate: plan.rate,
    current: seen(shot, clamped),
    transition:
      shot.transition === "cut" || into >= shot.transitionFrames
        ? null
        : {
            kind: shot.transition,
            // A fade begins on black; the others show some of the incoming shot from their first frame on.
            share:
              shot.transition === "fade-in" ? into / shot.transitionFrames : (into + 1) / (shot.transitionFrames + 1),
            from: shot.transition === "fade-in" || !previous ? null : seen(previous, clamped),
          },
  };
}

function seen(shot: PlannedShot, frame: number): SeenShot {
  const steps = shot.lastSeenFrame - shot.startFrame - 1;
  return { shot, progress: steps > 0 ? Math.min(1, (frame - shot.startFrame) / steps) : 0 };
}

function comingOf(rate: Rate) {
  return (place: ShotPlace): Pick<PlannedShot, "transition" | "transitionFrames"> => {
    const written = place.shot.transition ?? "cut";
    if (written !== "fade-in" && written !== "dissolve" && written !== "whip") {
      return { transition: "cut", transitionFrames: 0 };
    }
    // With no shot before it, a dissolve comes out of black and there is nothing to whip away from.
    if (place.index === 0 && written === "whip") return { transition: "cut", transitionFrames: 0 };
    const frames = Math.round((transitionMs[written] * timebaseOf(rate)) / 1000);
    const half = Math.floor((place.endFrame - place.startFrame) / 2);
    return {
      transition: place.index === 0 ? "fade-in" : written,
      transitionFrames: Math.min(frames, half),
    };
  };
}

function cardOf(pass: Pass, place: PlacedShot, number: number): ShotCard {
  const { shot } = place;
  const camera = [shot.camera?.size, shot.camera?.angle, shot.camera?.move, shot.camera?.lens];
  return {
    scene: pass.scene,
    label: shotLabel(number),
    text: (shot.prompt ?? shot.action ?? shot.camera?.note ?? "").trim(),
    camera: camera.filter((word) => word?.trim()).join("  ·  "),
    dialogue: (shot.dialogue ?? [])
      .filter((line) => line.line.trim())
      .map((line) => (line.speaker.trim() ? `${line.speaker.trim()}: ${line.line.trim()}` : line.line.trim())),
  };
}
