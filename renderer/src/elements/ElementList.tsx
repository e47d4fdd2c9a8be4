/** Owns the panel of elements: adding them by button, drop and paste, the library, the open pass's budget of them, and one item each. */
import { BookMarked, Plus } from "lucide-react";
import { useState } from "react";
import { elementBudget } from "../../../shared/preflight/element-budget.ts";
import { runCommand } from "../commands/commands.ts";
import { isMac } from "../commands/platform.ts";
import { shortcutOf } from "../commands/pressed-keys.ts";
import { useAskedElement } from "../state/asked-element.ts";
import { useEditor } from "../state/use-editor.ts";
import { IconButton, joinClasses } from "../ui/Button.tsx";
import panelStyles from "../ui/Panel.module.css";
import { CropDialog } from "./CropDialog.tsx";
import { ElementItem } from "./ElementItem.tsx";
import styles from "./ElementList.module.css";
import {
  addElementsOf,
  addEmptyElement,
  addViews,
  nextCrop,
  openCrops,
  pastedImages,
  useCrops,
} from "./element-actions.ts";

export function ElementList() {
  const elements = useEditor((state) => state.view?.project.elements) ?? [];
  const [openId, setOpenId] = useState<string | null>(null);
  const [over, setOver] = useState(false);
  const crops = useCrops();
  const [crop] = crops.waiting;
  useAskedElement(setOpenId);
  const add = async (files: readonly File[]) => {
    const id = files.length > 0 ? await addElementsOf(files) : await addEmptyElement();
    if (id !== null) setOpenId(id);
  };
  return (
    <section
      className={joinClasses(panelStyles.panel, over && styles.over)}
      aria-label="Elements"
      // Clicked beside its elements, the panel has the focus, so that an image can be pasted.
      tabIndex={-1}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        if (event.dataTransfer.files.length === 0) return;
        event.preventDefault();
        void add([...event.dataTransfer.files]);
      }}
      onPaste={(event) => {
        const files = pastedImages(event);
        if (files.length === 0) return;
        event.preventDefault();
        // What comes out of the popover passes here more than once: by its own place in the page, and by this one.
        event.stopPropagation();
        if (openId === null) void add(files);
        else void addViews(openId, files);
      }}
    >
      <header className={panelStyles.head}>
        <h2 className={panelStyles.title}>Elements</h2>
        <Budget />
        <IconButton
          label="Element library"
          shortcut={shortcutOf("elements.library", isMac)}
          onClick={() => runCommand("elements.library")}
        >
          <BookMarked size={15} />
        </IconButton>
        <IconButton label="Add element" onClick={() => void add([])}>
          <Plus size={16} />
        </IconButton>
      </header>
      {elements.length === 0 ? (
        <p className={panelStyles.empty}>
          Drop or paste an image here to create an element, then use its @Name in a prompt.
        </p>
      ) : (
        <ul className={panelStyles.list}>
          {elements.map((element) => (
            <ElementItem
              key={element.id}
              element={element}
              open={element.id === openId}
              // The crop lies over the element, which stays open under it.
              onOpenChange={(open) => crop === undefined && setOpenId(open ? element.id : null)}
            />
          ))}
        </ul>
      )}
      {crop && (
        <CropDialog
          key={crop.mediaId}
          {...crop}
          place={crops.of > 1 ? `${crops.of - crops.waiting.length + 1} of ${crops.of}` : null}
          onDone={nextCrop}
          onClose={() => openCrops([])}
        />
      )}
    </section>
  );
}

/** How many elements the open pass calls, of how many its model takes. */
function Budget() {
  const project = useEditor((state) => state.view?.project ?? null);
  const passId = useEditor((state) => state.selection.passId);
  const pass = project?.passes.find(({ id }) => id === passId);
  if (!project || !pass || project.elements.length === 0) return <span className={styles.budget} />;
  const { used, most, images, mostImages, unfit, isOver } = elementBudget(project.elements, pass);
  const lines = [
    `This pass uses ${used.length} of ${most === 1 ? "1 element" : `${most} elements`}`,
    mostImages === null ? null : `${images} of ${mostImages} images`,
    unfit.length === 0 ? null : `too few or too many images: ${unfit.map(({ name }) => `@${name}`).join(", ")}`,
  ].filter((line) => line !== null);
  const isImages = mostImages !== null && images > mostImages && used.length <= most;
  return (
    <span
      className={joinClasses(styles.budget, isOver ? styles.overBudget : unfit.length > 0 && styles.unfit)}
      title={`${lines.join("; ")}.`}
      data-testid="element-budget"
    >
      {isImages ? `${images} of ${mostImages} images` : `${used.length} of ${most} in pass`}
    </span>
  );
}
