/** Owns that a workflow of ComfyUI becomes a model in the settings: added, corrected, edited, removed and taken back. */
import { exampleText } from "../support/workflows.ts";
import { expect, test } from "./test.ts";

test("a workflow is added, one value is given another input, and its model is in the picker", async ({
  page,
  editor,
  workspace: { host },
}) => {
  await editor.open([[3]]);
  await page.keyboard.press("Control+Comma");
  const comfyui = page.getByRole("dialog", { name: "Settings" }).getByRole("region", { name: "ComfyUI" });
  const choose = (name: string, text: string) =>
    comfyui
      .getByLabel("Workflow file")
      .setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });

  const address = comfyui.getByLabel("Address of ComfyUI");
  await address.fill("http://user:secret@studio");
  await address.press("Enter");
  await expect(comfyui.getByRole("alert")).toHaveText(/^Enter an address such as/);
  await address.fill("127.0.0.1:2");
  await comfyui.getByRole("button", { name: "Test connection" }).click();
  await expect(comfyui.getByRole("alert")).toContainText("http://127.0.0.1:2");
  expect((await host.call("settings.get", {})).comfyuiAddress).toBe("http://127.0.0.1:2");

  // Dropped in its other format.
  const dropped = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['{"nodes": [], "links": []}'], "drawn.json"));
    return transfer;
  });
  await comfyui.dispatchEvent("drop", { dataTransfer: dropped });
  await expect(comfyui.getByRole("alert")).toContainText("Export (API)");

  // Titled as its own opposite, so that links and titles disagree.
  await choose("Boat.json", exampleText("ltx-2-image-to-video").replace('"title": "Prompt"', '"title": "Negative"'));
  const form = page.getByRole("dialog", { name: "Add a ComfyUI workflow" });
  await expect(form.getByRole("group", { name: "Prompt", exact: true })).toContainText("Guessed: check this");
  await expect(form.getByRole("group", { name: "Seed" })).toContainText("Guessed");
  await expect(form).toContainText("Videos of 1–10 s");

  // By the keyboard alone, into the length of the sound, and back with a plus.
  await form.getByLabel("Frames at most").fill("20");
  await expect(form.getByRole("status")).toContainText("Allow more frames: 20 at 25 fps are less than a second.");
  await expect(form.getByRole("button", { name: "Add model" })).toBeDisabled();
  await form.getByLabel("Frames at most").fill("121");
  await form.getByRole("combobox", { name: "Seed" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("option", { name: /^Steps · steps/ }).click();
  await expect(form.getByRole("group", { name: "Seed" })).not.toContainText("Guessed");
  await form.getByRole("button", { name: "Add model" }).click();
  await expect(form).toHaveCount(0);
  await expect(comfyui.getByRole("listitem")).toContainText("BoatVideo, 1–4 s, 720p");
  const own = async () => (await host.call("models.own", {})).models.map(({ profile }) => profile);
  expect((await own())[0]).toMatchObject({
    id: "local/boat",
    request: { slots: { seed: [{ node: "13", input: "steps" }] }, frames: { max: 121 } },
  });

  // Renamed, it stays the same model; removed, it can be taken back.
  await comfyui.getByRole("button", { name: "Edit Boat" }).click();
  const edit = page.getByRole("dialog", { name: "Edit Boat" });
  await edit.getByLabel("Name of the model").fill("Ship");
  await edit.getByRole("button", { name: "Save" }).click();
  await comfyui.getByRole("button", { name: "Remove Ship" }).click();
  await expect(comfyui.getByRole("listitem")).toHaveCount(0);
  await page.getByRole("button", { name: "Undo", exact: true }).last().click();
  await expect(comfyui.getByRole("listitem")).toContainText("Ship");

  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("combobox", { name: "Model profile" }).click();
  await page.getByRole("group", { name: "ComfyUI" }).getByRole("option", { name: /^Ship/ }).click();
  await expect(page.getByRole("combobox", { name: "Model profile" })).toContainText("Ship · ComfyUI");
  expect((await own())[0]).toMatchObject({ id: "local/boat", label: "Ship · ComfyUI" });
});
