/** Owns an element's images: which is frontal, what each view is called, their order by drag and keys, and what is done with each. */
import { Menu } from "@base-ui/react/menu";
import { Ellipsis, ImagePlus, TriangleAlert } from "lucide-react";
import { type KeyboardEvent, useId, useMemo, useRef, useState } from "react";
import { elementImageLimits, imageFaults } from "../../../shared/preflight/crop-rules.ts";
import type { Element } from "../../../shared/project/model.ts";
import { imageTypes, StoredImage, storeImage } from "../media/ImageSlot.tsx";
import { mediaOf } from "../state/selectors.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import { joinClasses } from "../ui/Button.tsx";
import menuStyles from "../ui/Menu.module.css";
import { useDraft } from "../ui/use-draft.ts";
import styles from "./ElementImages.module.css";
import { addViews, openCrops } from "./element-actions.ts";
import {
  type ElementFields,
  imagesMax,
  moveImage,
  nameView,
  removeImage,
  replaceImage,
  takeCropBack,
  viewNames,
} from "./element-images.ts";

/** What a drag of an image within its element carries: its place. */
const dragType = "application/x-shotline-view";

interface ElementImagesProps {
  readonly element: Element;
  readonly describe: (fields: ElementFields) => void;
}

export function ElementImages({ element, describe }: ElementImagesProps) {
  const namesId = useId();
  const count = element.images.length;
  return (
    <div>
      <datalist id={namesId}>
        {viewNames.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <div className={styles.images}>
        {element.images.map((mediaId, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: one image may be used twice
          <View key={index} {...{ element, describe, mediaId, index, namesId }} />
        ))}
        {count < imagesMax && <AddViews elementId={element.id} />}
      </div>
      <p className={styles.hint}>
        {count > 1
          ? "The first is the frontal image. Drag or press Alt+← → to reorder."
          : "Add up to four images; the first is the frontal one."}
      </p>
    </div>
  );
}

interface ViewProps extends ElementImagesProps {
  readonly mediaId: string;
  readonly index: number;
  /** Of the list of usual names. */
  readonly namesId: string;
}

function View({ element, describe, mediaId, index, namesId }: ViewProps) {
  const [over, setOver] = useState(false);
  const own = useRef<HTMLDivElement>(null);
  const view = element.views?.[mediaId];
  const name = useDraft(view?.name ?? "", (text) => describe(nameView(element, mediaId, text)));
  const faults = useFaults(mediaId);
  const label = index === 0 ? "frontal image" : `image ${index + 1}`;
  const move = (to: number) => {
    if (to < 0 || to >= element.images.length || to === index) return;
    const tiles = own.current?.parentElement;
    describe(moveImage(element, index, to));
    // The focus goes with the image.
    queueMicrotask(() => tiles?.querySelectorAll<HTMLElement>("[data-view]")[to]?.focus());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.altKey && step !== undefined) move(index + step);
    else if (event.key === "Delete" || event.key === "Backspace") describe(removeImage(element, index));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot take this shape
    <div
      ref={own}
      role="group"
      aria-label={view?.name ? `${label}, ${view.name}` : label}
      className={joinClasses(styles.view, over && styles.over)}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(dragType)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        const from = event.dataTransfer.getData(dragType);
        if (from === "") return;
        event.preventDefault();
        event.stopPropagation();
        describe(moveImage(element, Number(from), index));
      }}
    >
      <button
        type="button"
        data-view=""
        className={styles.picture}
        draggable
        aria-label={`Crop ${label}`}
        aria-description={faults.join(" ") || undefined}
        title={faults.join(" ") || "Crop"}
        onClick={() => openCrops([{ elementId: element.id, mediaId }])}
        onKeyDown={onKeyDown}
        onDragStart={(event) => {
          event.dataTransfer.setData(dragType, String(index));
          event.dataTransfer.effectAllowed = "move";
        }}
      >
        <StoredImage mediaId={mediaId} />
        {index === 0 && <span className={styles.frontal}>Frontal</span>}
        {faults.length > 0 && <TriangleAlert className={styles.fault} size={14} />}
      </button>
      <ViewMenu {...{ element, describe, mediaId, index, label, move }} />
      <input
        className={styles.name}
        aria-label={`Name of ${label}`}
        list={namesId}
        maxLength={40}
        placeholder="Name view"
        spellCheck={false}
        {...name}
      />
    </div>
  );
}

interface ViewMenuProps extends ElementImagesProps {
  readonly mediaId: string;
  readonly index: number;
  readonly label: string;
  readonly move: (to: number) => void;
}

function ViewMenu({ element, describe, mediaId, index, label, move }: ViewMenuProps) {
  const input = useRef<HTMLInputElement>(null);
  const isCropped = element.views?.[mediaId]?.cropped !== undefined;
  const item = (words: string, keys: string | null, run: () => void, disabled = false) => (
    <Menu.Item className={menuStyles.item} disabled={disabled} onClick={run}>
      {words} {keys !== null && <kbd className={menuStyles.shortcut}>{keys}</kbd>}
    </Menu.Item>
  );
  const replace = async (file: File | undefined) => {
    const stored = file ? await storeImage(file) : null;
    // As it is by then: more may have changed than what was replaced.
    const now = editor.get().view?.project.elements.find(({ id }) => id === element.id);
    const at = now?.images[index] === mediaId ? index : (now?.images.indexOf(mediaId) ?? -1);
    if (stored !== null && now && at !== -1) describe(replaceImage(now, at, stored));
  };
  return (
    <>
      <Menu.Root>
        <Menu.Trigger className={styles.more} aria-label={`More for ${label}`}>
          <Ellipsis size={14} />
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Positioner className={menuStyles.place} align="end" sideOffset={2}>
            <Menu.Popup className={menuStyles.popup} data-keeps-keys="">
              {item("Crop…", null, () => openCrops([{ elementId: element.id, mediaId }]))}
              {isCropped && item("Use the original", null, () => describe(takeCropBack(element, mediaId)))}
              {item("Replace…", null, () => input.current?.click())}
              <Menu.Separator className={menuStyles.separator} />
              {item("Make frontal", null, () => move(0), index === 0)}
              {item("Move left", "Alt ←", () => move(index - 1), index === 0)}
              {item("Move right", "Alt →", () => move(index + 1), index === element.images.length - 1)}
              <Menu.Separator className={menuStyles.separator} />
              {item("Remove", "Del", () => describe(removeImage(element, index)))}
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      <input
        ref={input}
        type="file"
        accept={imageTypes}
        hidden
        aria-label={`Replace ${label}`}
        onChange={(event) => {
          void replace(event.currentTarget.files?.[0]);
          event.currentTarget.value = "";
        }}
      />
    </>
  );
}

/** What services have against an image; empty while nothing is known of it. */
function useFaults(mediaId: string): readonly string[] {
  const passes = useEditor((state) => state.view?.project.passes);
  const media = useEditor((state) => (state.view ? mediaOf(state.view.media).get(mediaId) : undefined));
  const limits = useMemo(() => elementImageLimits(passes ?? []), [passes]);
  return media && !media.missing ? imageFaults(media, limits) : [];
}

function AddViews({ elementId }: { elementId: string }) {
  const id = useId();
  return (
    <label htmlFor={id} className={styles.add}>
      <input
        id={id}
        type="file"
        multiple
        accept={imageTypes}
        aria-label="Add images"
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = "";
          if (files.length > 0) void addViews(elementId, files);
        }}
      />
      <ImagePlus size={18} />
    </label>
  );
}
