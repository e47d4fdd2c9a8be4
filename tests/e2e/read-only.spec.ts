import { join } from "node:path";
import { writePlan } from "../support/made-plans.ts";
import { mountReadOnly } from "../support/read-only-view.ts";
import { EditorDriver } from "./editor-driver.ts";
import { expect, test } from "./test.ts";

test("a project on a disk that can only be read says so, is seen whole, and takes back what was changed", async ({
  page,
  freshWorkspace: { folder, host },
}) => {
  const editor = new EditorDriver(page, folder, host);
  const planFile = writePlan(folder, "Night race", [[4, 3], [5]]);
  const { projectId } = await host.call("projects.createFromPlan", { planFile });
  const { folder: source, project } = await host.call("project.get", { projectId });
  editor.shotIds = project.passes.flatMap(({ shots }) => shots.map(({ id }) => id));
  const view = join(folder, "card");
  const unmount = mountReadOnly(source, view);
  test.skip(typeof unmount === "string", String(unmount));
  if (typeof unmount === "string") return;
  try {
    await host.call("projects.open", { folder: view });
    editor.projectFolder = view;
    await page.goto(await host.url());
    await editor.openRecent();
    await expect(page.getByTestId("save-status")).toHaveText("Read-only");
    expect(await editor.shownLengths()).toBe("4+3 | 5");
    await editor.dragEdge(0, "end", 2);
    const notices = page.getByRole("region", { name: "Notifications" });
    await expect(notices.getByText("This project is read-only.")).toBeVisible();
    await expect.poll(() => editor.shownLengths()).toBe("4+3 | 5");
    await page.keyboard.press("Alt+5");
    const plan = page.getByRole("region", { name: "Floor plan" });
    const figure = plan.getByRole("button", { name: /^Figure 1, / });
    const said = await figure.getAttribute("aria-label");
    await figure.focus();
    for (const key of ["Shift+ArrowLeft", "Period", "p", "Delete"]) await page.keyboard.press(key);
    await expect(plan.getByRole("button", { name: "Add figure" })).toBeDisabled();
    expect(await figure.getAttribute("aria-label")).toBe(said);
    await page.goto("about:blank");
  } finally {
    unmount();
  }
});
