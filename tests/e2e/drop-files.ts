/** Owns dropping real files and folders of the disk onto the page, as a person does from a file manager. */
import type { Page } from "@playwright/test";

/** CSS pixels of the page. */
interface Point {
  readonly x: number;
  readonly y: number;
}

interface Drag {
  drop(): Promise<void>;
  leave(): Promise<void>;
}

/** Drags them over `place`, the middle of the window unless said otherwise; `drop` lets go, `leave` takes them out of it again. */
export async function dragFiles(page: Page, files: readonly string[], place?: Point): Promise<Drag> {
  const client = await page.context().newCDPSession(page);
  const { width, height } = page.viewportSize() ?? { width: 1280, height: 800 };
  const { x, y } = place ?? { x: width / 2, y: height / 2 };
  const data = { items: [], files: [...files], dragOperationsMask: 1 };
  const send = async (type: "dragEnter" | "dragOver" | "drop") => {
    await client.send("Input.dispatchDragEvent", { type, x, y, data });
  };
  await send("dragEnter");
  await send("dragOver");
  return {
    drop: () => send("drop"),
    // The protocol's own `dragCancel` tells the page nothing; a mouse that leaves the window does.
    leave: () => page.evaluate(() => void document.body.dispatchEvent(new DragEvent("dragleave", { bubbles: true }))),
  };
}

export async function dropFiles(page: Page, files: readonly string[], place?: Point): Promise<void> {
  const drag = await dragFiles(page, files, place);
  await drag.drop();
}
