import { join } from "node:path";
import sharp from "sharp";
import { expect, test } from "vitest";
import { buildCore } from "../../support/build-core.ts";
import { foundFfmpeg } from "../../support/found-ffmpeg.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

/** A film whose frame `n` is a gray of its own. */
async function makeGrays(file: string): Promise<void> {
  const source = "color=c=black:s=96x54:r=24:d=2,geq=lum='16+4*N':cb=128:cr=128";
  const encoding = ["-c:v", "libx264", "-qp", "4", "-g", "48", "-bf", "3", "-pix_fmt", "yuv420p"];
  await foundFfmpeg.run(["-f", "lavfi", "-i", source, ...encoding, file], { timeLimitMs: 60_000 });
}

test("a frame of a take is the very frame of its film, whole, and stored once", async () => {
  const folder = temporaryFolder();
  const film = join(folder, "grays.mp4");
  await makeGrays(film);
  const { core } = buildCore(folder);
  const { projectId } = await core.call("projects.create", { name: "Grays", folder: join(folder, "Grays.shotline") });
  const passId = (await core.call("project.get", { projectId })).project.passes[0]?.id as string;
  const { operationId } = await core.call("takes.import", { projectId, passId, file: film });
  const takeId = (await core.waitForOperation(operationId, () => {})).result?.takeId as string;
  const grays: number[] = [];
  for (const frame of [0, 1, 23, 47]) {
    const { mediaId } = await core.call("takes.frame", { projectId, takeId, frame });
    const response = await core.fetch(new Request(`http://shotline/media/${projectId}/${mediaId}`));
    const { channels } = await sharp(new Uint8Array(await response.arrayBuffer())).stats();
    grays.push(channels[0]?.mean ?? -1);
    expect(await core.call("takes.frame", { projectId, takeId, frame })).toEqual({ mediaId });
  }
  // From limited to full range.
  const expected = [0, 1, 23, 47].map((frame) => (4 * frame * 255) / 219);
  for (const [index, gray] of grays.entries()) expect(Math.abs(gray - (expected[index] as number))).toBeLessThan(1.5);
  const { media } = await core.call("project.get", { projectId });
  expect(media.filter(({ kind }) => kind === "image")).toHaveLength(4);
  expect(media).toContainEqual(expect.objectContaining({ format: "png", widthPx: 96, heightPx: 54 }));
  await expect(core.call("takes.frame", { projectId, takeId, frame: 48 })).rejects.toMatchObject({ code: "not-found" });
});
