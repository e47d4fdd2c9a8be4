/** Owns the words that a start frame is suggested from: what the first shot shows, without what is heard or moves. */
import type { Pass, Shot } from "../../../shared/project/model.ts";
import { compileShotText } from "../../../shared/prompt/compile.ts";

export function pictureWords(pass: Pick<Pass, "shots">): string {
  const [first] = pass.shots;
  return first ? compileShotText(stillOf(first)) : "";
}

function stillOf(shot: Shot): Omit<Shot, "id"> {
  const { dialogue: _dialogue, ambience: _ambience, music: _music, slowMotion: _slow, transition: _in, ...seen } = shot;
  if (seen.camera === undefined) return seen;
  const { move: _move, ...camera } = seen.camera;
  return { ...seen, camera };
}
