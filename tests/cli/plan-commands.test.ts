import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { runCommand, runJson, smallPlan, writePlan } from "./run-command.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "shotline-plans-"));
  await writePlan(join(folder, "small.plan.json"), smallPlan());
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

describe("plan", () => {
  test("check finds nothing wrong with a good plan", async () => {
    expect(await runJson(folder, ["plan", "check", "small.plan.json"])).toMatchObject({
      code: 0,
      value: { problems: [] },
    });
  });

  test("check lists every fault with its code and path, and exits with 1", async () => {
    const plan = smallPlan();
    await writePlan(join(folder, "off-step.plan.json"), JSON.stringify(plan).replace("1000", "1500"));
    const { code, value } = await runJson(folder, ["plan", "check", "off-step.plan.json"]);
    expect(code).toBe(1);
    expect(value).toEqual({
      problems: [
        {
          code: "budget.off-step",
          severity: "error",
          path: "passes[0].shots[0].durationMs",
          message: expect.stringContaining("1.5 s"),
          next: "Change its length to a multiple the model accepts.",
        },
      ],
    });
  });

  test("check judges by the profile that is named", async () => {
    const { code, value } = await runJson(folder, [
      "plan",
      "check",
      "small.plan.json",
      "--profile",
      "pixio/kling-v3-pro",
    ]);
    expect(code).toBe(1);
    expect(JSON.stringify(value)).toContain("budget.shot-too-short");
  });

  test("compile shows the request of each pass and sends nothing", async () => {
    const { code, value } = await runJson(folder, ["plan", "compile", "small.plan.json", "--pass", "1"]);
    expect(code).toBe(0);
    expect(value).toMatchObject({ requests: [{ pass: "SC010 Pit lane", profile: "animatic", method: "LOCAL" }] });
  });

  test("estimate says what each pass costs, and since when and from where that is known", async () => {
    const [pass] = smallPlan().passes;
    const shots = pass?.shots.map((shot) => ({ ...shot, durationMs: 5000 }));
    const paid = { ...pass, resolution: "1080p", audio: true, shots };
    const estimate = async (passes: unknown[], ...more: string[]) => {
      await writePlan(join(folder, "paid.plan.json"), { ...smallPlan(), passes });
      return (await runJson(folder, ["plan", "estimate", "paid.plan.json", ...more])).value;
    };
    expect(await estimate([pass])).toMatchObject({
      passes: [{ pass: "SC010 Pit lane", profile: "animatic", durationMs: 3000, amount: 0, currency: null }],
      ...{ total: 0, currency: null, totals: [] },
    });
    const ofKling = { durationMs: 15_000, amount: 2.52, currency: "USD", priceAsOf: expect.stringMatching(/^2026-/) };
    expect(await estimate([paid, pass], "--profile", "kling/kling-3.0")).toMatchObject({
      passes: [{ ...ofKling, source: expect.stringContaining("kling.ai") }, { amount: 0.252 }],
      ...{ total: 2.772, currency: "USD", totals: [{ currency: "USD", amount: 2.772 }] },
    });
    const [kling, pixio, replicate] = ["kling/kling-3.0", "pixio/kling-v3-pro", "replicate/kling-v3-omni"];
    const mixed = [kling, pixio, pass?.profile].map((profile) => ({ ...paid, profile }));
    expect(await estimate(mixed)).toMatchObject({
      passes: [
        ofKling,
        { amount: 175, currency: "credits", uncertain: expect.stringContaining("quote") },
        { amount: 0 },
      ],
      ...{ total: null, currency: null },
      totals: [
        { currency: "USD", amount: 2.52 },
        { currency: "credits", amount: 175 },
      ],
    });
    const unknown = [kling, replicate].map((profile) => ({ ...paid, profile }));
    expect(await estimate(unknown)).toMatchObject({
      passes: [ofKling, { amount: null, currency: null, note: expect.stringContaining("No Replicate price") }],
      ...{ total: null, currency: null, totals: [{ currency: "USD", amount: 2.52 }] },
    });
  });

  test("estimate writes a table, with what would be refused beside the price, and no price for what cannot be", async () => {
    const [pass] = smallPlan().passes;
    const shots = pass?.shots.map((shot) => ({ ...shot, action: "", camera: {} }));
    await writePlan(join(folder, "mute.plan.json"), { ...smallPlan(), passes: [{ ...pass, shots }] });
    const words = ["plan", "estimate", "mute.plan.json", "--profile"];
    const mute = await runCommand(folder, [...words, "fal/kling-o3-standard"]);
    expect(mute).toMatchObject({ code: 0 });
    expect(mute.stdout).toMatch(
      /SC010 Pit lane +fal\/kling-o3-standard +3 s +~ \$0\.252 .*would be refused: This shot has/,
    );
    expect(mute.stdout).toMatch(/Total: \$0\.252\n$/);
    const short = await runJson(folder, [...words, "pixio/kling-v3-pro"]);
    expect(short).toMatchObject({ code: 1, value: { error: { code: "plan.refused" } } });
  });
});
