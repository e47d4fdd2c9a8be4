import { writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { describe, expect, onTestFinished, test } from "vitest";
import { blockingRequest } from "../../shared/generation/blocking-prompt.ts";
import type { ModelProfile } from "../../shared/models/profile.ts";
import { shippedProfiles } from "../../shared/models/shipped.ts";
import type { Blocking, Stage } from "../../shared/project/stage.ts";
import { blockingPoses, propBodies } from "../../shared/project/vocabulary.ts";
import { buildPlan } from "../support/builders.ts";
import { openServiceCore } from "../support/service-core.ts";
import { startFal } from "../support/services/fal.ts";
import { writeRaw } from "../support/tampered.ts";
import { closedAddress } from "../support/witness.ts";

const profile = "fal/nano-banana-pro";
const model = shippedProfiles.find(({ id }) => id === profile) as ModelProfile;

interface Blocked {
  readonly stage?: Stage;
  readonly blocking?: Blocking;
}

async function openBlocked({ stage = {}, blocking = {} }: Blocked = {}, env: Readonly<Record<string, string>> = {}) {
  const opened = openServiceCore({ ...process.env, ...env });
  const plan = buildPlan([4000]);
  const [pass] = plan.passes;
  const shots = pass?.shots.map((shot) => ({ ...shot, blocking }));
  const planFile = join(opened.folder, "hall.plan.json");
  writeFileSync(planFile, JSON.stringify({ ...plan, passes: [{ ...pass, shots, stage }] }));
  const { projectId } = await opened.call("projects.createFromPlan", { planFile });
  const { project, folder: projectFolder } = await opened.call("project.get", { projectId });
  const [passId, shotId] = [project.passes[0]?.id ?? "", project.passes[0]?.shots[0]?.id ?? ""];
  return { ...opened, projectId, project, projectFolder, passId, shotId };
}

const crowd = Array.from({ length: 40 }, (_, index) => ({
  id: `guest-${index}`,
  at: [0, 0] as [number, number],
  height: index % 2 === 0 ? 0.3 : 3,
  pose: blockingPoses[index % blockingPoses.length] as (typeof blockingPoses)[number],
  label: `Guest “@Mara” {{image:${index}}}`,
}));
const hall = Array.from({ length: 100 }, (_, index) => ({
  id: `prop-${index}`,
  body: propBodies[index % propBodies.length] as (typeof propBodies)[number],
  at: [(index % 10) * 100 - 500, index * 10 - 500] as [number, number],
  size: [200, 0.02, 200] as [number, number, number],
}));
const path = Array.from({ length: 100 }, (_, index) => [index % 2 ? 500 : -500, 500] as [number, number]);

const absurd: readonly (readonly [string, Blocked])[] = [
  [
    "all at one point, the camera among them",
    { stage: { figures: crowd }, blocking: { camera: { at: [0, 0], height: 1.5 } } },
  ],
  ["a hall of walls as large as the stage", { stage: { props: hall }, blocking: { camera: { lens: 8, roll: 45 } } }],
  [
    "a camera that looks at itself",
    { blocking: { camera: { at: [1, 1], height: 2, target: { at: [1, 1], height: 2 } } } },
  ],
  [
    "a camera that looks straight down",
    { blocking: { camera: { at: [0, 0], height: 100, target: { at: [0, 0], height: -20 } } } },
  ],
  ["a camera that looks at nobody", { blocking: { camera: { lens: 800, target: { figure: "nobody" } } } }],
  [
    "paths from end to end",
    { stage: { figures: crowd.slice(0, 1) }, blocking: { camera: { path }, figures: { "guest-0": { path } } } },
  ],
];

describe.each(absurd)("a stage with %s", (_what, blocked) => {
  test.each([0, 0.37, 1])(
    "is drawn whole at %d of its shot, and asked for in words without anything that is no number",
    async (progress) => {
      const { core, call, projectId, project, passId, shotId } = await openBlocked(blocked);
      const place = { kind: "shot", shotId } as const;
      const still = await call("stills.drawBlocking", { projectId, place, moment: { shotId, progress } });
      const response = await core.fetch(new Request(`http://shotline/media/${projectId}/${still.mediaId}`));
      const { width, height } = await sharp(new Uint8Array(await response.arrayBuffer())).metadata();
      expect([width, height]).toEqual([1920, 1080]);
      expect(JSON.stringify(still)).not.toMatch(/null|NaN|Infinity/);
      const { text, sent } = blockingRequest(project, { kind: "startFrame", passId }, model, "They wait");
      expect(text).not.toMatch(/NaN|Infinity|undefined|@/);
      expect(text.length).toBeLessThan(20_000);
      expect(sent).toEqual([]);
    },
  );
});

describe("a blocked frame is refused", () => {
  test("for what is not in the project, for an element, and for no moment of a shot; nothing is stored", async () => {
    const { call, projectId, project, passId, shotId } = await openBlocked();
    const moment = { shotId, progress: 0 };
    const place = { kind: "shot", shotId } as const;
    const ask = (asked: object) => call("stills.drawBlocking", { projectId, place, moment, ...asked } as never);
    const before = (await call("project.get", { projectId })).media;
    for (const asked of [
      { moment: { shotId: "shot_nobody", progress: 0 } },
      { place: { kind: "shot", shotId: "shot_nobody" } },
      { place: { kind: "startFrame", passId: "pass_nobody" } },
      { projectId: "nowhere" },
    ]) {
      await expect(ask(asked), JSON.stringify(asked)).rejects.toMatchObject({
        code: expect.stringMatching(/not-found|missing|invalid/),
      });
    }
    for (const asked of [
      { moment: { shotId: "../../etc", progress: 0 } },
      { moment: { shotId, progress: 1e9 } },
      { moment: { shotId, progress: -1 } },
      { moment: { shotId, progress: null } },
      { moment: { ...moment, frame: { widthPx: 1e6, heightPx: 1e6 } } },
      { place: { kind: "element", elementId: project.elements[0]?.id ?? "element_0001" } },
    ]) {
      await expect(ask(asked), JSON.stringify(asked)).rejects.toMatchObject({
        code: expect.stringMatching(/input.invalid|not-found/),
      });
    }
    expect((await call("project.get", { projectId })).media).toEqual(before);
    expect(await call("stills.list", { projectId })).toEqual([]);
    expect(passId).not.toBe("");
  });
});

describe("what is kept of a blocking", () => {
  test.each([
    ["a number that is none", `json_set(origin, '$.blocking.camera.lens', 'long')`],
    ["a path for a shot", `json_set(origin, '$.blocking.shotId', '../../etc/passwd')`],
    ["more than there is to keep", `json_set(origin, '$.blocking.file', '/etc/passwd')`],
    [
      "figures without end",
      `json_set(origin, '$.blocking.figures', json('[' || substr(replace(hex(zeroblob(5000)), '0', '1,'), 1, 19999) || ']'))`,
    ],
  ])("with %s is reported by table", async (_what, sql) => {
    const { core, call, folder, projectId, projectFolder, shotId } = await openBlocked();
    const place = { kind: "shot", shotId } as const;
    await call("stills.drawBlocking", { projectId, place, moment: { shotId, progress: 0 } });
    await core.close();
    writeRaw(projectFolder, `UPDATE still SET origin = ${sql}`);
    const again = openServiceCore(process.env, folder);
    const list = async () => again.call("stills.list", await again.call("projects.open", { folder: projectFolder }));
    await expect(list()).rejects.toMatchObject({
      code: "project.damaged",
      message: expect.stringContaining("in the table still,"),
    });
  });

  test("is sealed with its job: changed, nothing is sent", async () => {
    const fal = await startFal();
    onTestFinished(() => fal.close());
    const online = { SHOTLINE_FAL_URL: fal.url, SHOTLINE_FAL_KEY: fal.key };
    const offline = { ...online, SHOTLINE_FAL_URL: await closedAddress() };
    const { core, call, folder, projectId, projectFolder, shotId } = await openBlocked({}, offline);
    const place = { kind: "shot", shotId } as const;
    const { amount } = await call("generation.quoteStills", { projectId, place, profile });
    await call("generation.startStills", { projectId, place, profile, fromBlocking: true, expected: amount });
    await core.close();
    writeRaw(projectFolder, "UPDATE job SET frozen = json_set(frozen, '$.blocking.progress', 1)");
    const again = openServiceCore({ ...process.env, ...online }, folder);
    await again.core.resumeJobs();
    const reopened = await again.call("projects.open", { folder: projectFolder });
    await again.call("jobs.wake", reopened);
    expect(await again.call("jobs.list", reopened)).toMatchObject([{ state: "queued", held: "foreign" }]);
    expect(fal.requests).toEqual([]);
  });
});
