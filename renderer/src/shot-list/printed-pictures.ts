/** Owns drawing the pictures of a printed list: as many at a time as their sources are kept, until each is drawn or known to be missing. */
import { useEffect, useState } from "react";
import { pictureOf } from "../../../shared/animatic/picture-of.ts";
import type { Project } from "../../../shared/project/model.ts";
import { mediaUrl } from "../../../shared/rpc/contract.ts";
import { framesOf } from "../media/draw-shot-frame.ts";
import { createPictures } from "../media/fetched-files.ts";
import type { ShotRow } from "./list-rows.ts";

const heightPx = 150;
const atOnce = 16;

/** By shot id; null for one whose picture is missing. */
export type PrintedPictures = ReadonlyMap<string, ImageBitmap | null>;

const none: PrintedPictures = new Map();

export function usePrintedPictures(
  project: Project | null,
  shots: readonly ShotRow[],
  isWanted: boolean,
): PrintedPictures {
  const [drawn, setDrawn] = useState<PrintedPictures>(none);
  useEffect(() => {
    if (!project || !isWanted) return;
    const pictures = new Map<string, ImageBitmap | null>();
    let open = [...shots];
    let asked = 0;
    const sources = createPictures(() => ask(), { heightPx: 300, kept: 2 * atOnce });
    const ask = () => {
      cancelAnimationFrame(asked);
      asked = requestAnimationFrame(drawSome);
    };
    const drawSome = () => {
      const tried = open.slice(0, atOnce);
      const left = tried.filter(({ pass, shot }) => {
        const mediaId = pictureOf(project, pass, shot);
        const source = mediaId === null ? null : sources.get(mediaUrl(project.id, mediaId, "proxy"));
        if (source === "pending") return true;
        const picture = source === "missing" ? null : framesOf(project, sources, pass, shot, heightPx)?.draw(0);
        pictures.set(shot.id, picture ?? null);
        return false;
      });
      open = [...left, ...open.slice(tried.length)];
      setDrawn(new Map(pictures));
      if (left.length < tried.length && open.length > 0) ask();
    };
    ask();
    return () => {
      cancelAnimationFrame(asked);
      sources.close();
      for (const picture of pictures.values()) picture?.close();
      setDrawn(none);
    };
  }, [project, shots, isWanted]);
  return drawn;
}
