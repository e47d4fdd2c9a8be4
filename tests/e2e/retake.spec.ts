import { expect, test } from "./studio.ts";

const profile = "fal/kling-v3-pro";

test("a shot is retaken from the take's own frame, and the next pass goes on from the last one", async ({
  studio,
  page,
}) => {
  test.setTimeout(120_000);
  const { editor, fal, jobs } = studio;
  await editor.open([[3, 3]], profile);
  await page.keyboard.press("Control+Enter");
  await page.getByRole("button", { name: "Generate for $0.672" }).click();
  await expect(jobs.getByRole("button", { name: "Play take 1" })).toBeVisible({ timeout: 60_000 });
  await page.keyboard.press("Control+j");

  await editor.clickShot(1);
  await page.getByRole("button", { name: "Retake shot…" }).click();
  const dialog = page.getByRole("dialog", { name: "Retake shots of SC010 Pass 1" });
  await expect(dialog.getByRole("checkbox", { name: "Generate SH0010" })).not.toBeChecked();
  await expect(dialog.getByRole("checkbox", { name: "Generate SH0020" })).toBeChecked();
  await expect(dialog.getByTestId("quote")).toHaveText("$0.336");
  await dialog.getByRole("combobox", { name: "Start frame of the retake" }).click();
  await page.getByRole("option", { name: /Last frame of SH0010/ }).click();
  await expect(dialog.getByRole("img", { name: "Start frame" })).toBeVisible();
  await dialog.getByRole("button", { name: "Generate for $0.336" }).click();
  await expect(jobs.getByText("SC010 Pass 1 SH0020").first()).toBeVisible();
  await expect(jobs.getByRole("button", { name: "Play take 2" })).toBeVisible({ timeout: 60_000 });
  expect(fal.charges).toHaveLength(2);
  expect(fal.taken[1]?.shots?.map((shot) => shot.seconds) ?? [fal.taken[1]]).toEqual([3]);
  await page.keyboard.press("Control+j");

  await page.getByRole("button", { name: "Continue in next pass" }).click();
  await expect(page.getByText(/Continues from SH0020, take02, frame \d+\./)).toBeVisible();
});
