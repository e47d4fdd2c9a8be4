/** Owns images that are held over the timeline as files: where they would land, and making shots of them there. */
import { addImagesToPass } from "../commands/add-images.ts";
import { storeImage } from "../media/ImageSlot.tsx";
import { placeOfShot } from "../state/programme-layout.ts";
import { giveStill } from "../state/stills.ts";
import type { Target } from "./hit-test.ts";
import type { TimelineStage } from "./timeline-stage.ts";

/** Listens on `host`, whose top left is the stage's, until the returned function is called. */
export function attachFileDrop(host: HTMLElement, stage: TimelineStage): () => void {
  const listening = new AbortController();
  const { signal } = listening;

  function targetOf(event: DragEvent): Target {
    const box = host.getBoundingClientRect();
    return stage.targetAt({ x: event.clientX - box.left, y: event.clientY - box.top });
  }

  host.addEventListener(
    "dragover",
    (event) => {
      const held = event.dataTransfer;
      if (!held?.types.includes("Files")) return;
      event.preventDefault();
      const target = targetOf(event);
      const lands = passUnder(stage, target) !== null;
      held.dropEffect = lands ? "copy" : "none";
      stage.setHover(lands ? target : { kind: "nothing" }, held.items.length);
    },
    { signal },
  );
  host.addEventListener("dragleave", () => stage.setHover({ kind: "nothing" }), { signal });
  host.addEventListener(
    "drop",
    (event) => {
      event.preventDefault();
      stage.setHover({ kind: "nothing" });
      const target = targetOf(event);
      const files = [...(event.dataTransfer?.files ?? [])];
      const pass = passUnder(stage, target);
      const [file] = files;
      if (!pass || !file) return;
      if (target.kind === "shot" && files.length === 1) void showInShot(target.shotId, file);
      else void addImagesToPass(pass.id, files, pass.shots.length);
    },
    { signal },
  );
  return () => listening.abort();
}

/** The pass whose part of the timeline this is; null outside every pass. */
function passUnder(stage: TimelineStage, target: Target) {
  const { layout } = stage.scene();
  if ("passId" in target) return layout.passes.find((pass) => pass.id === target.passId) ?? null;
  if (!("shotId" in target)) return null;
  return layout.passes[placeOfShot(layout, target.shotId)?.passIndex ?? -1] ?? null;
}

/** One image dropped on a shot becomes its picture. */
async function showInShot(shotId: string, file: File): Promise<void> {
  const frame = await storeImage(file);
  if (frame !== null) await giveStill({ kind: "shot", shotId }, frame);
}
