/** Owns dropping files on the page as a hand does: held over a place first, then let go there. */
import type { JSHandle, Locator, Page } from "@playwright/test";

/** Images of these names, each of another color, as a drag carries them. `PNG` unless the name ends otherwise; `.txt` is a text. */
export function carriedImages(page: Page, names: readonly string[]): Promise<JSHandle<DataTransfer>> {
  return page.evaluateHandle(async (wanted) => {
    const carried = new DataTransfer();
    for (const [index, name] of wanted.entries()) {
      if (name.endsWith(".txt")) {
        carried.items.add(new File(["no image"], name, { type: "text/plain" }));
        continue;
      }
      const canvas = new OffscreenCanvas(640, 360);
      const context = canvas.getContext("2d") as OffscreenCanvasRenderingContext2D;
      context.fillStyle = `hsl(${index * 67} 60% 45%)`;
      context.fillRect(0, 0, 640, 360);
      context.fillStyle = "white";
      context.fillRect(60 + index * 40, 80, 160, 200);
      carried.items.add(new File([await canvas.convertToBlob()], name, { type: "image/png" }));
    }
    return carried;
  }, names);
}

export async function holdFiles(
  over: Locator,
  dataTransfer: JSHandle<DataTransfer>,
  { x, y }: { x: number; y: number },
): Promise<void> {
  await over.dispatchEvent("dragenter", { dataTransfer, clientX: x, clientY: y });
  await over.dispatchEvent("dragover", { dataTransfer, clientX: x, clientY: y });
}

export async function dropFiles(
  onto: Locator,
  dataTransfer: JSHandle<DataTransfer>,
  { x, y }: { x: number; y: number },
): Promise<void> {
  await holdFiles(onto, dataTransfer, { x, y });
  await onto.dispatchEvent("drop", { dataTransfer, clientX: x, clientY: y });
}
