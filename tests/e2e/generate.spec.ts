import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "./studio.ts";

const profile = "fal/kling-v3-pro";

test.describe("without a key", () => {
  test.use({ keyed: false });

  test("a key is brought, the price confirmed, the film made once, kept and played", async ({ studio, page }) => {
    test.setTimeout(120_000);
    const { editor, fal, folder, jobs } = studio;
    await editor.open([[2, 1]], profile);
    await page.getByRole("button", { name: "Generate · $0.336" }).click();
    const dialog = page.getByRole("dialog", { name: "Generate SC010 Pass 1" });
    await expect(dialog.getByText("No API key for fal.ai is stored on this computer.")).toBeVisible();
    await expect(dialog.getByRole("button", { name: "Generate for $0.336" })).toBeDisabled();
    await dialog.getByRole("button", { name: "Add API key…" }).click();

    const settings = page.getByRole("dialog", { name: "Settings" });
    const service = settings.getByRole("region", { name: "fal.ai" });
    await service.getByLabel("API key for fal.ai").fill("not-the-key:at-all");
    await service.getByRole("button", { name: "Save" }).click();
    await expect(service.getByText("API key saved.")).toBeVisible();
    await service.getByRole("button", { name: "Test key" }).click();
    await expect(service.getByRole("alert")).toContainText("does not accept the API key");
    await service.getByRole("button", { name: "Replace" }).click();
    await service.getByLabel("API key for fal.ai").fill(fal.key);
    await service.getByRole("button", { name: "Save" }).click();
    await service.getByRole("button", { name: "Test key" }).click();
    await expect(service.getByRole("status")).toContainText("fal.ai");
    expect(fal.charges).toHaveLength(0);
    await settings.getByRole("button", { name: "Done" }).click();

    await dialog.getByRole("button", { name: "Generate for $0.336" }).click();
    await jobs.getByRole("button", { name: "Play take 1" }).click({ timeout: 60_000 });
    const film = page.getByRole("dialog", { name: /take 1$/ });
    await expect(film.locator("[data-source-frame='0']").first()).toBeVisible({ timeout: 30_000 });
    await page.keyboard.press("Escape");
    await jobs.getByRole("tab", { name: "Spending" }).click();
    await expect(jobs.getByText("$0.336").first()).toBeVisible();

    expect(fal.charges).toHaveLength(1);
    expect(fal.taken[0]?.shots?.map((shot) => shot.seconds)).toEqual([2, 1]);
    expect(await page.content()).not.toContain(fal.key);
    for (const file of filesBelow(editor.projectFolder)) expect(readFileSync(file).includes(fal.key)).toBe(false);
    expect(readFileSync(join(folder, "data", "shotline.log"), "utf8")).not.toContain(fal.key);
  });
});

test("the price follows the edge that is dragged, before it is let go", async ({ studio, page }) => {
  const { editor } = studio;
  await editor.open([[2, 1], [3]], profile);
  await expect(page.getByTestId("project-price")).toHaveText("$0.672");
  await editor.holdEdge(0, "end", 3);
  await expect(page.getByTestId("pass-price")).toHaveText("$0.672");
  await expect(page.getByTestId("project-price")).toHaveText("$1.008");
  await page.mouse.up();
  await editor.expectSaved("5+1 | 3");
});

test("an account without credit is told so, nothing is charged, and a retry makes the film", async ({
  studio,
  page,
}) => {
  test.setTimeout(120_000);
  const { editor, fal, jobs } = studio;
  await editor.open([[3]], profile);
  fal.refusals.push({ status: 403, body: { detail: "User is locked. Reason: Exhausted balance." } });
  await page.keyboard.press("Control+Enter");
  await page.getByRole("button", { name: "Generate for $0.336" }).click();
  await expect(jobs.getByText("not have enough credit")).toBeVisible({ timeout: 30_000 });
  await expect(jobs.getByText("Not charged")).toBeVisible();
  expect(fal.charges).toHaveLength(0);
  await jobs.getByRole("button", { name: "Retry…" }).click();
  await jobs.getByRole("button", { name: "Retry for $0.336" }).click();
  await expect(jobs.getByRole("button", { name: "Play take 1" })).toBeVisible({ timeout: 60_000 });
  expect(fal.charges).toHaveLength(1);
});

test("a request that nobody can be asked about waits for the user, who may send it again", async ({ studio, page }) => {
  test.setTimeout(180_000);
  const { editor, fal, jobs } = studio;
  fal.hasHistory = false;
  await editor.open([[3]], profile);
  fal.play({ on: "submit", do: "drop-after" });
  await page.keyboard.press("Control+Enter");
  await page.getByRole("button", { name: "Generate for $0.336" }).click();
  await expect(jobs.getByText("Needs your decision")).toBeVisible({ timeout: 90_000 });
  await expect(jobs.getByText(/Sending again may charge you twice/)).toBeVisible();
  // Nothing goes out by itself, however long the user thinks.
  expect(fal.charges).toHaveLength(1);
  await jobs.getByRole("button", { name: "Send again" }).click();
  await expect(jobs.getByRole("button", { name: "Play take 1" })).toBeVisible({ timeout: 60_000 });
  expect(fal.charges).toHaveLength(2);
});

test("a price that has changed since it was shown is asked about again, and nothing is sent meanwhile", async ({
  studio,
  page,
}) => {
  test.setTimeout(120_000);
  const { editor, fal, jobs } = studio;
  await editor.open([[3]], profile);
  // The first quote is from before the price went up.
  await page.route(
    "**/rpc/generation.quote",
    async (route) => {
      const answer = await (await route.fetch()).json();
      answer.value.amount.micros = 100_000;
      await route.fulfill({ json: answer });
    },
    { times: 1 },
  );
  await page.keyboard.press("Control+Enter");
  await page.getByRole("button", { name: "Generate for $0.10" }).click();
  await expect(page.getByRole("dialog").getByRole("alert")).toBeVisible();
  const again = page.getByRole("button", { name: "Generate for $0.336" });
  await expect(again).toBeEnabled();
  expect(fal.requests.filter(({ method }) => method === "POST")).toHaveLength(0);
  await again.click();
  await expect(jobs.getByRole("button", { name: "Play take 1" })).toBeVisible({ timeout: 60_000 });
  expect(fal.charges).toHaveLength(1);
});

test("a cap refuses before anything is sent, and leads to where it is set", async ({ studio, page }) => {
  const { editor, fal, host } = studio;
  await editor.open([[3]], profile);
  const { spendCaps, geminiModel } = await host.call("settings.get", {});
  await host.call("settings.set", { geminiModel, spendCaps: { ...spendCaps, projectUsd: 0.2 } });
  await page.keyboard.press("Control+Enter");
  await page.getByRole("button", { name: "Generate for $0.336" }).click();
  const dialog = page.getByRole("dialog", { name: "Generate SC010 Pass 1" });
  await expect(dialog.getByRole("alert")).toContainText("$0.20 cap");
  await dialog.getByRole("button", { name: "Open spending caps…" }).click();
  const field = page.getByLabel("Per project, total, US dollars");
  await expect(field).toHaveValue("0.2");
  await field.fill("5");
  await field.press("Enter");
  await expect.poll(async () => (await host.call("settings.get", {})).spendCaps.projectUsd).toBe(5);
  expect(fal.requests.filter(({ method }) => method === "POST")).toHaveLength(0);
});

test("the system tells of a finished job only after it was asked for, and only out of sight", async ({
  studio,
  page,
}) => {
  test.setTimeout(120_000);
  const { editor, jobs } = studio;
  // Chromium without a screen shows no notifications: this one keeps what it was given.
  await page.addInitScript(() => {
    const told: string[] = [];
    class KeptNotification extends EventTarget {
      static permission = "default";
      static requestPermission() {
        KeptNotification.permission = "granted";
        return Promise.resolve("granted");
      }
      constructor(title: string) {
        super();
        told.push(title);
      }
    }
    Object.assign(window, { Notification: KeptNotification, told });
  });
  const told = () => page.evaluate(() => (window as unknown as { told: string[] }).told);
  const hide = (hidden: boolean) =>
    page.evaluate((value) => Object.defineProperty(document, "hidden", { value, configurable: true }), hidden);
  const generate = async (take: number) => {
    await page.keyboard.press("Control+Enter");
    await page.getByRole("button", { name: "Generate for $0.336" }).click();
    await expect(jobs.getByRole("button", { name: `Play take ${take}` })).toBeVisible({ timeout: 60_000 });
  };
  await editor.open([[3]], profile);
  await hide(true);
  await generate(1);
  expect(await told()).toEqual([]);
  await page.keyboard.press("Control+Comma");
  await page.getByRole("tab", { name: "Notifications" }).click();
  await page.getByRole("switch", { name: "System notifications" }).click();
  await page.keyboard.press("Escape");
  await generate(2);
  expect(await told()).toEqual(["A take of SC010 Pass 1 is ready."]);
  await hide(false);
  await generate(3);
  expect(await told()).toHaveLength(1);
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
