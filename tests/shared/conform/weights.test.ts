import { expect, test } from "vitest";
import { dipEvidence, dissolveEvidence } from "../../../shared/conform/gradual-cuts.ts";
import { hardEvidence } from "../../../shared/conform/hard-cuts.ts";
import { pictureSize, takePicture } from "../../../shared/conform/picture.ts";
import { createRun } from "../../../shared/conform/picture-run.ts";
import { dissolveWeights, fadeWeights, hardWeights, whipWeights } from "../../../shared/conform/weights.ts";
import { drawnScene, mixed, sceneHeightPx, sceneWidthPx } from "./scenes.ts";

test("there is a weight for each piece of evidence", () => {
  const source = { widthPx: sceneWidthPx, heightPx: sceneHeightPx };
  const size = pictureSize(source);
  const run = createRun(size);
  const [one, other] = [drawnScene(9), drawnScene(6)];
  for (let at = 0; at < 24; at += 1) {
    const frame = mixed(one(at), other(at), Math.min(1, Math.max(0, (at - 4) / 16)));
    run.push(takePicture(frame, source, size, at));
  }
  expect(hardEvidence(run, 12)).toHaveLength(hardWeights.length);
  expect(dissolveEvidence(run, 12, 8)).toHaveLength(dissolveWeights.length);
  const dip = dipEvidence(run, { index: 12, from: 6, to: 18 }, 0);
  expect([fadeWeights.length, whipWeights.length]).toEqual([dip.length, dip.length]);
});
