/** Owns which frames of a shot's neighbors are its ghosts, and drawing them over what is there. */
import { frameAt, type PlannedFrame } from "../../../shared/animatic/plan-frames.ts";
import type { SizePx } from "../../../shared/camera/placement.ts";
import type { Project } from "../../../shared/project/model.ts";
import { nearestTile } from "../../../shared/takes/products.ts";
import { placeOfTile, type TakeFilms } from "../media/take-films.ts";
import type { EditorState } from "../state/editor-state.ts";
import type { Ghosts } from "../state/ghosts.ts";
import { planOf } from "../state/planned-frame.ts";
import { rangeInCut, shownProject } from "../state/selectors.ts";
import { takeProducts } from "../state/use-take-products.ts";
import type { AnimaticPictures } from "./animatic-picture.ts";
import { type FilmFrame, filmAt } from "./frame-plan.ts";

/** How much of a ghost is seen. */
const ghostShare = 0.35;

/** `film`: the frame of the take that shows the neighbor in the cut, and the stretch of its film that does; null for the animatic. */
export interface Ghost {
  readonly planned: PlannedFrame;
  readonly film: (FilmFrame & { readonly from: number; readonly until: number }) | null;
}

export interface GhostSources {
  readonly pictures: AnimaticPictures;
  readonly films: TakeFilms;
}

/** The last frame of the shot before and the first of the shot after, as far as they are wanted, there and of the same shape. */
export function ghostsOf(state: EditorState, shotId: string, { previous, next }: Ghosts): Ghost[] {
  const project = shownProject(state);
  if (!project) return [];
  return [
    previous ? ghostAt(state, project, shotId, -1) : null,
    next ? ghostAt(state, project, shotId, 1) : null,
  ].filter((ghost) => ghost !== null);
}

function ghostAt(state: EditorState, project: Project, shotId: string, step: 1 | -1): Ghost | null {
  const { passes } = project;
  const at = passes.findIndex(({ shots }) => shots.some(({ id }) => id === shotId));
  const pass = passes[at];
  if (!pass) return null;
  const index = pass.shots.findIndex(({ id }) => id === shotId);
  const inPass = pass.shots[index + step];
  const other = inPass ? pass : passes[at + step];
  if (!other || other.aspectRatio !== pass.aspectRatio) return null;
  const plan = planOf(project, other);
  const neighbor = inPass ? plan.shots[index + step] : plan.shots.at(step === 1 ? 0 : -1);
  if (!neighbor) return null;
  const frame = step === 1 ? neighbor.startFrame : neighbor.endFrame - 1;
  // Alone: what it fades or dissolves from would be a ghost of a ghost.
  const planned = { ...frameAt(plan, frame), transition: null };
  return { planned, film: filmOf(state, neighbor.shot.id, step) };
}

function filmOf(state: EditorState, shotId: string, step: 1 | -1): Ghost["film"] {
  const range = rangeInCut(state, { passId: null, shotId });
  if (!range || range.end <= range.start) return null;
  const [first, last] = [filmAt(state, range.start), filmAt(state, range.end - 1)];
  return first && last ? { ...(step === 1 ? first : last), from: first.frame, until: last.frame + 1 } : null;
}

/** All that a ghost's picture depends on. */
export function markOfGhost({ planned, film }: Ghost, sources: GhostSources, state: EditorState): string {
  const tile = film && tileOf(film, sources, state);
  return film && tile ? `${film.take.id}@${film.frame} ${tile.tile}` : sources.pictures.markOf(planned, false);
}

/** Draws each ghost over the whole frame, thinly. */
export function drawGhosts(
  surface: CanvasRenderingContext2D,
  found: readonly Ghost[],
  sources: GhostSources,
  frame: SizePx,
  state: EditorState,
): void {
  for (const ghost of found) {
    const canvas = document.createElement("canvas");
    canvas.width = frame.widthPx;
    canvas.height = frame.heightPx;
    const own = canvas.getContext("2d", { alpha: false });
    if (!own) continue;
    const tile = ghost.film && tileOf(ghost.film, sources, state);
    if (tile) drawTile(own, tile, frame);
    else {
      const options = { frame, burnIn: false, matte: null, captions: false };
      sources.pictures.draw(own, ghost.planned, options, state);
    }
    surface.save();
    surface.globalAlpha = ghostShare;
    surface.drawImage(canvas, 0, 0, frame.widthPx, frame.heightPx);
    surface.restore();
  }
}

/** The small picture that is nearest to the frame; null while there is none, for which the animatic stands in. */
function tileOf({ take, frame, from, until }: NonNullable<Ghost["film"]>, { films }: GhostSources, state: EditorState) {
  const { projectId } = state;
  const tiles = projectId === null ? null : films.tilesOf(projectId, take, takeProducts.get().get(take.id));
  if (!tiles) return null;
  const tile = nearestTile(tiles.sheet, frame, from, until);
  return { tile, picture: tiles.picture, place: placeOfTile(tiles.sheet, tile) };
}

/** Whole, in the middle of the frame. */
function drawTile(
  surface: CanvasRenderingContext2D,
  { picture, place }: NonNullable<ReturnType<typeof tileOf>>,
  { widthPx, heightPx }: SizePx,
): void {
  const scale = Math.min(widthPx / place.widthPx, heightPx / place.heightPx);
  const [width, height] = [place.widthPx * scale, place.heightPx * scale];
  const [left, top] = [(widthPx - width) / 2, (heightPx - height) / 2];
  surface.imageSmoothingQuality = "high";
  surface.drawImage(picture, place.x, place.y, place.widthPx, place.heightPx, left, top, width, height);
}
