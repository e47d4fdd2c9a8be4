import { expect, test } from "./test.ts";
for (const [width, height] of [[1280, 800],[1920, 1080]] as const) {
  test.describe(`${width}`, () => {
    test.use({ viewport: { width, height } });
    test("look", async ({ editor, page, workspace }) => {
      await editor.open([[4, 3, 4]]);
      const { projectId } = await workspace.host.call("projects.open", { folder: editor.projectFolder });
      const { revision } = await workspace.host.call("project.get", { projectId });
      await workspace.host.call("edits.apply", { projectId, baseRevision: revision, edit: { type: "batch", label: "x", edits: [
        { type: "shot.describe", shotId: editor.shotIds[0] as string, fields: { action: "@Mara walks toward @Tom at the table.", camera: { size: "WS", move: "truck-right" }, environment: "kitchen" } },
        { type: "shot.describe", shotId: editor.shotIds[1] as string, fields: { action: "@Mara waits for @Tom.", camera: { size: "OTS", lens: "65mm" } } },
        { type: "shot.describe", shotId: editor.shotIds[2] as string, fields: { action: "@Tom sits at a table.", camera: { size: "MCU", move: "push-in" } } },
      ]} });
      await page.keyboard.press("Alt+5");
      await page.waitForTimeout(1500);
      await page.screenshot({ path: `test-results/zz-${width}-1.png` });
      await page.keyboard.press("ArrowDown");
      await page.waitForTimeout(1000);
      await page.screenshot({ path: `test-results/zz-${width}-2.png` });
    });
  });
}
