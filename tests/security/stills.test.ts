import { describe, expect, onTestFinished, test } from "vitest";
import { Identity } from "../../electron/core/app/identity.ts";
import { JobSeal } from "../../electron/core/generation/job-seal.ts";
import type { ModelProfile } from "../../shared/models/profile.ts";
import { shippedProfiles } from "../../shared/models/shipped.ts";
import { writePlanFor } from "../support/planned-for.ts";
import { openServiceCore } from "../support/service-core.ts";
import { startFal } from "../support/services/fal.ts";
import { writeRaw } from "../support/tampered.ts";
import { closedAddress } from "../support/witness.ts";

const film = shippedProfiles.find(({ id }) => id === "fal/kling-o3-pro") as ModelProfile;
const profile = "fal/nano-banana-pro";

/** A project with a still that waits for the network and a candidate from a file, closed again. */
async function queuedStill() {
  const fal = await startFal();
  onTestFinished(() => fal.close());
  const online = { ...process.env, SHOTLINE_FAL_URL: fal.url, SHOTLINE_FAL_KEY: fal.key };
  const { core, call, folder: home } = openServiceCore({ ...online, SHOTLINE_FAL_URL: await closedAddress() });
  const { projectId } = await call("projects.createFromPlan", { planFile: await writePlanFor(film, home) });
  const { project, folder } = await call("project.get", { projectId });
  const [pass] = project.passes;
  const place = { kind: "shot", shotId: pass?.shots[0]?.id ?? "" } as const;
  const mediaId = project.elements[0]?.images[0] ?? "";
  await call("stills.add", { projectId, place, mediaId, by: "file" });
  const { amount } = await call("generation.quoteStills", { projectId, place, profile });
  await call("generation.startStills", { projectId, place, profile, expected: amount });
  await core.close();
  return { fal, online, home, folder, passId: pass?.id ?? "", elementId: project.elements[0]?.id ?? "" };
}

describe("the place of a job", () => {
  test.each([
    ["was changed", `UPDATE job SET place = json_set(place, '$.shotId', 'shot_other')`],
    ["was taken away", "UPDATE job SET place = NULL"],
  ])("that %s is not this installation's: nothing is sent", async (_what, sql) => {
    const { fal, online, home, folder } = await queuedStill();
    writeRaw(folder, sql);
    const { core, call } = openServiceCore(online, home);
    await core.resumeJobs();
    const { projectId } = await call("projects.open", { folder });
    await call("jobs.wake", { projectId });
    expect(await call("jobs.list", { projectId })).toMatchObject([{ state: "queued", held: "foreign" }]);
    expect(fal.requests).toEqual([]);
  });

  test.each(["nowhere", '{"kind":"file","path":"/etc/passwd"}', '{"kind":"shot","shotId":"../x"}', "[]"])(
    "that is none is said to be damaged: %s",
    async (place) => {
      const { fal, online, home, folder } = await queuedStill();
      writeRaw(folder, `UPDATE job SET place = '${place}'`);
      const { call } = openServiceCore(online, home);
      const list = async () => call("jobs.list", await call("projects.open", { folder }));
      await expect(list()).rejects.toMatchObject({
        code: "project.damaged",
        message: expect.stringContaining("in the table job,"),
      });
      expect(fal.requests).toEqual([]);
    },
  );

  test("is no part of the seal of a job that an older version queued, which goes on", () => {
    const identity = new Identity(Buffer.alloc(32));
    const folder = "/films/Film.shotline";
    const [id, passId] = ["job_a1b2c3", "pass_a1b2c3"];
    const row = {
      ...{ id, passId, output: "still", profile, provider: "fal", account: "fal-1", frozen: "{}", prepared: null },
      ...{ progress: '{"state":"queued"}', place: null, sealedIn: folder },
    };
    const { output, provider, account, frozen, progress } = row;
    const parts = ["job", folder, id, passId, output, profile, provider, account, frozen, "", progress];
    const older = { ...row, seal: identity.sign(parts) };
    const judge = new JobSeal(identity, folder);
    expect(judge.judge(older)).toBeNull();
    expect(judge.judge({ ...older, place: `{"kind":"startFrame","passId":"${passId}"}` })).toBe("foreign");
  });
});

describe("a candidate's row", () => {
  test.each([
    ["a place that is none", `UPDATE still SET place = '{"kind":"file"}'`],
    ["an origin that is none", `UPDATE still SET origin = '{"by":"file","name":"a","path":"/etc/passwd"}'`],
    ["no JSON", "UPDATE still SET origin = 'file'"],
    ["a path for an image", "UPDATE still SET media_id = '../../etc/passwd'"],
    ["a name of megabytes", "UPDATE still SET origin = json_object('by', 'file', 'name', hex(zeroblob(300000)))"],
  ])("with %s is reported by table", async (_what, sql) => {
    const { online, home, folder } = await queuedStill();
    writeRaw(folder, sql);
    const { call } = openServiceCore(online, home);
    const list = async () => call("stills.list", await call("projects.open", { folder }));
    await expect(list()).rejects.toMatchObject({
      code: "project.damaged",
      message: expect.stringContaining("in the table still,"),
    });
  });

  test("that names a place of nobody is listed, and nothing that the project does not have is put anywhere", async () => {
    const { online, home, folder, passId, elementId } = await queuedStill();
    writeRaw(folder, `UPDATE still SET place = '{"kind":"shot","shotId":"shot_nobody"}'`);
    const { core, call } = openServiceCore(online, home);
    const { projectId } = await call("projects.open", { folder });
    expect(await call("stills.list", { projectId })).toHaveLength(1);
    const answer = await core.fetch(new Request(`http://shotline/media/${projectId}/${"a".repeat(64)}`));
    expect(answer.status).toBe(404);
    const place = { kind: "startFrame", passId } as const;
    const asked = { projectId, place, mediaId: "a".repeat(64), by: "file" as const };
    await expect(call("stills.add", asked)).rejects.toMatchObject({ code: expect.stringMatching(/missing|not-found/) });
    await expect(call("stills.cutViews", { projectId, elementId, mediaId: "a".repeat(64) })).rejects.toMatchObject({
      code: expect.stringMatching(/missing|not-found/),
    });
  });
});
