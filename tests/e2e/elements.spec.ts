/** Owns that elements are made of dropped and pasted images, cropped, named, used in every project, and renamed wherever they are called. */
import type { Locator, Page } from "@playwright/test";
import { makePng } from "../support/received-images.ts";
import { expect, test } from "./test.ts";

interface DroppedFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

const png = async (name: string, ...size: Parameters<typeof makePng>): Promise<DroppedFile> => ({
  ...{ name, type: "image/png" },
  bytes: await makePng(...size),
});

/** Gives files to what `target` is, as a drop or a paste does. */
async function give(page: Page, target: Locator, how: "drop" | "paste", files: readonly DroppedFile[]): Promise<void> {
  const sent = files.map(({ name, type, bytes }) => ({ name, type, text: bytes.toString("base64") }));
  const data = await page.evaluateHandle((list) => {
    const transfer = new DataTransfer();
    for (const { name, type, text } of list) {
      const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
      transfer.items.add(new File([bytes], name, { type }));
    }
    return transfer;
  }, sent);
  const init = { bubbles: true, cancelable: true };
  await target.evaluate(
    (element, [event, transfer, more]) =>
      element.dispatchEvent(
        event === "drop"
          ? new DragEvent("drop", { ...more, dataTransfer: transfer })
          : new ClipboardEvent("paste", { ...more, clipboardData: transfer }),
      ),
    [how, data, init] as const,
  );
}

test("an element is dropped, cropped by keyboard, kept, used in another project, renamed there and undone", async ({
  page,
  editor,
}) => {
  test.setTimeout(60_000);
  await editor.open([[3, 2]], "fal/kling-o3-pro");
  const panel = page.getByRole("region", { name: "Elements" });
  const item = (name: string) => panel.getByRole("button", { name: `@${name}` });
  const editorOf = (name: string) => page.getByRole("dialog", { name: `Element ${name}` });
  const crop = page.getByRole("dialog", { name: /^Crop/ });
  // Notices are read aloud beside.
  const said = (words: string) => expect(page.getByText(words, { exact: true }).first()).toBeVisible();

  await give(page, panel, "drop", [
    await png("Mara.png", "red", 1600, 400),
    { name: "notes.txt", type: "text/plain", bytes: Buffer.from("notes") },
  ]);
  await said("notes.txt is not an image.");
  await expect(crop).toContainText("services allow shapes up to 2.5:1");
  await expect(crop.getByTestId("crop-size")).toHaveText("1000 × 400 px");
  await crop.getByRole("button", { name: "Move the right edge with the arrow keys" }).press("ArrowRight");
  await expect(crop.getByRole("button", { name: "Crop", exact: true })).toBeDisabled();
  await crop.getByRole("button", { name: "1:1" }).press("Enter");
  await expect(crop.getByTestId("crop-size")).toHaveText("400 × 400 px");
  await crop.getByRole("button", { name: "Crop", exact: true }).press("Enter");
  await expect(crop).toHaveCount(0);

  // Its editor opened under the crop; a picture that is pasted there is another view of it.
  await give(page, editorOf("Mara").getByLabel("Kind"), "paste", [await png("image.png", "blue", 400, 400)]);
  const views = editorOf("Mara").getByRole("group", { name: /image/ });
  await expect(views).toHaveCount(2);
  await expect(item("Mara")).toContainText("2 images");
  await editorOf("Mara").getByLabel("Name of image 2").fill("profile");
  await editorOf("Mara").getByLabel("Name of image 2").press("Enter");
  await expect(item("Mara")).toContainText("2 images");
  await views.nth(1).getByRole("button", { name: "Crop image 2" }).press("Alt+ArrowLeft");
  await expect(views.nth(0)).toHaveAccessibleName("frontal image, profile");
  await expect(views.nth(0).getByRole("button", { name: "Crop frontal image" })).toBeFocused();
  await expect(item("Mara")).toContainText("2 images");
  await editorOf("Mara").getByRole("button", { name: "Keep in library" }).press("Enter");
  await said("Kept @Mara in the library.");
  await page.keyboard.press("Escape");

  await page.goto("about:blank");
  await editor.open([[4]], "fal/kling-o3-pro");
  await panel.getByRole("button", { name: "Element library" }).press("Enter");
  const library = page.getByRole("dialog", { name: "Element library" });
  await library.getByLabel("Search the library").fill("no such one");
  await expect(library).toContainText("No element matches “no such one”.");
  await library.getByLabel("Search the library").fill("mara character");
  await library.getByRole("button", { name: /^@Mara/ }).press("Space");
  await library.getByRole("button", { name: "Use in project" }).press("Enter");
  await expect(library).toHaveCount(0);
  await expect(item("Mara")).toContainText("character · 2 images");

  await editor.clickShot(0);
  const action = page.getByRole("textbox", { name: "Action" });
  await action.fill("@Mara waits");
  await action.blur();
  await expect(panel.getByTestId("element-budget")).toHaveText("1 of 4 in pass");
  await item("Mara").press("Enter");
  await editorOf("Mara").getByText("Used in 1 shot").click();
  await expect(editorOf("Mara").getByRole("button", { name: /^SH0010/ })).toBeVisible();
  const name = editorOf("Mara").getByLabel("Element name");
  await name.fill("🦊");
  await name.press("Enter");
  await expect(editorOf("Mara").getByRole("alert")).toContainText("Use only letters, digits and _");
  await name.fill("Fox");
  await name.press("Enter");
  await said("Renamed @Mara to @Fox in 1 shot.");
  await editorOf("Fox").getByRole("button", { name: "Remove", exact: true }).press("Enter");
  await said("Removed @Fox. Still used in SC010 SH0010. Undo to restore it.");
  await expect(action).toHaveText("@Fox waits");
  for (const _ of ["the removal", "the new name"]) await page.getByRole("button", { name: /^Undo/ }).first().click();
  await expect(item("Mara")).toBeVisible();
  await expect(action).toHaveText("@Mara waits");
});
