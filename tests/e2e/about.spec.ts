/** Owns Settings → About: the version, looking for updates, and the licenses. */
import type { Page } from "@playwright/test";
import { expect, test } from "./test.ts";

async function openAbout(page: Page, url: string) {
  await page.goto(url);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.keyboard.press("Control+Comma");
  await page.getByRole("tab", { name: "About" }).click();
  return page.getByRole("tabpanel");
}

/** The homepage's answer, as the core would give it; the core's own asking is tested in tests/security/updates.test.ts. */
async function answerUpdates(page: Page, value: object): Promise<void> {
  await page.route("**/rpc/app.checkForUpdates", (route) => route.fulfill({ json: value }));
}

test("About says the version, looks for updates when asked alone, and keeps the switch", async ({
  page,
  freshWorkspace: { host },
}) => {
  let asked = 0;
  page.on("request", (request) => {
    if (request.url().includes("checkForUpdates")) asked += 1;
  });
  const about = await openAbout(page, await host.url());
  await expect(about.getByText(/^Shotline \S+ ·/)).toBeVisible();
  const toggle = about.getByRole("switch", { name: "Check for updates at each start" });
  await expect(toggle).not.toBeChecked();
  await toggle.click();
  await expect.poll(async () => (await host.call("settings.get", {})).checkForUpdates).toBe(true);
  expect(asked).toBe(0);

  const check = about.getByRole("button", { name: "Check now" });
  const newer = { version: "0.2.0", summary: "<b>Backups</b> of every project." };
  await answerUpdates(page, { ok: true, value: { version: "0.1.0", newer } });
  await check.click();
  await expect(about.getByRole("status")).toHaveText(
    "Shotline 0.2.0 is available at shotline.example. <b>Backups</b> of every project.",
  );
  const error = {
    code: "offline",
    message: "Couldn't check for updates: the server can't be reached.",
    next: "Try again.",
  };
  await answerUpdates(page, { ok: false, error });
  await check.click();
  await expect(about.getByRole("alert")).toHaveText(
    "Couldn't check for updates: the server can't be reached. Try again.",
  );
});

test("About shows the license of what is inside, opened by key", async ({ page, freshWorkspace: { host } }) => {
  const about = await openAbout(page, await host.url());
  const ffmpeg = about.getByRole("button", { name: /^@ffmpeg-installer\/linux-x64 / });
  await ffmpeg.focus();
  await page.keyboard.press("Enter");
  await expect(ffmpeg).toHaveAttribute("aria-expanded", "true");
  await expect(about.getByText(/GNU GENERAL PUBLIC LICENSE/).first()).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(about.getByText(/GNU GENERAL PUBLIC LICENSE/)).toHaveCount(0);
});
