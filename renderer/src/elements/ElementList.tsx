/** Owns the list of elements: picture, @name, kind, number of images; adding them, and a popover that edits one. */
import { Popover } from "@base-ui/react/popover";
import { ImagePlus, Plus, Trash2 } from "lucide-react";
import { memo, useId, useRef, useState } from "react";
import type { Wall } from "../../../shared/budget/wall.ts";
import type { EditOf } from "../../../shared/edits/edit.ts";
import { type Element, elementNameSchema } from "../../../shared/project/model.ts";
import { elementKinds } from "../../../shared/project/vocabulary.ts";
import { ImageSlot, imageTypes, StoredImage, storeImage } from "../media/ImageSlot.tsx";
import { makeId } from "../state/make-id.ts";
import { showDone, showProblem } from "../state/problems.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import { Button, IconButton } from "../ui/Button.tsx";
import { Row, TextArea, TextField } from "../ui/Field.tsx";
import panelStyles from "../ui/Panel.module.css";
import { Picker } from "../ui/Picker.tsx";
import styles from "./ElementList.module.css";

/** The most images that any known service takes for one element: a frontal one and three more. */
const imagesMax = 4;

export function ElementList() {
  const elements = useEditor((state) => state.view?.project.elements) ?? [];
  const [openId, setOpenId] = useState<string | null>(null);
  const add = async (files: readonly File[]) => {
    for (const file of files.length > 0 ? files : [null]) {
      const id = await addElement(file);
      if (id !== null && files.length <= 1) setOpenId(id);
    }
  };
  return (
    <section
      className={panelStyles.panel}
      aria-label="Elements"
      onDragOver={(event) => event.dataTransfer.types.includes("Files") && event.preventDefault()}
      onDrop={(event) => {
        if (event.dataTransfer.files.length === 0) return;
        event.preventDefault();
        void add([...event.dataTransfer.files]);
      }}
    >
      <header className={panelStyles.head}>
        <h2 className={panelStyles.title}>Elements</h2>
        <IconButton label="Add element" onClick={() => void add([])}>
          <Plus size={16} />
        </IconButton>
      </header>
      {elements.length === 0 ? (
        <p className={panelStyles.empty}>Drop an image here to create an element, then use its @Name in a prompt.</p>
      ) : (
        <ul className={panelStyles.list}>
          {elements.map((element) => (
            <ElementItem
              key={element.id}
              element={element}
              open={element.id === openId}
              onOpenChange={(open) => setOpenId(open ? element.id : null)}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

/** A new element, with the image and its file's name where there is one; its id, or null when the image was refused. */
async function addElement(file: File | null): Promise<string | null> {
  const stored = file ? await storeImage(file) : null;
  if (file && stored === null) return null;
  const taken = new Set(editor.get().view?.project.elements.map((element) => element.name.toLowerCase()));
  const base =
    (file?.name ?? "Element")
      .replace(/\.[^.]*$/, "")
      .replace(/[^\p{L}\p{N}_]+/gu, "_")
      .replace(/^_+|_+$/g, "")
      .slice(0, 17) || "Element";
  let name = base;
  for (let count = 2; taken.has(name.toLowerCase()); count += 1) name = `${base}_${count}`;
  const element: Element = { id: makeId("element"), name, kind: "character", images: stored ? [stored] : [] };
  const wall = await editor.apply({ type: "element.add", element });
  if (wall) showProblem(wall);
  return wall ? null : element.id;
}

interface ElementItemProps {
  readonly element: Element;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

const ElementItem = memo(function ElementItem({ element, open, onOpenChange }: ElementItemProps) {
  const [frontal] = element.images;
  const count = element.images.length;
  return (
    <li className={panelStyles.item}>
      <Popover.Root open={open} onOpenChange={onOpenChange}>
        <Popover.Trigger className={styles.element} title={element.description ?? `@${element.name}`}>
          <span className={styles.picture}>{frontal && <StoredImage mediaId={frontal} />}</span>
          <span className={styles.words}>
            <span className={styles.name}>@{element.name}</span>
            <span className={styles.kind}>
              {element.kind} · {count === 0 ? "no image" : count === 1 ? "1 image" : `${count} images`}
            </span>
          </span>
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Positioner className={styles.place} side="right" align="start" sideOffset={8} collisionPadding={12}>
            <Popover.Popup data-keeps-keys="" className={styles.popup} aria-label={`Element ${element.name}`}>
              <ElementEditor element={element} onRemoved={() => onOpenChange(false)} />
            </Popover.Popup>
          </Popover.Positioner>
        </Popover.Portal>
      </Popover.Root>
    </li>
  );
});

function ElementEditor({ element, onRemoved }: { element: Element; onRemoved: () => void }) {
  const [wall, setWall] = useState<Pick<Wall, "message" | "next"> | null>(null);
  const describe = async (fields: EditOf<"element.describe">["fields"]) =>
    setWall(await editor.apply({ type: "element.describe", elementId: element.id, fields }));
  const rename = (text: string) => {
    const name = elementNameSchema.safeParse(text.trim().replace(/^@/, ""));
    if (name.success) void describe({ name: name.data });
    else setWall({ message: name.error.issues[0]?.message ?? "Use only letters, digits and _ in an element name." });
  };
  const remove = async () => {
    onRemoved();
    const refused = await editor.apply({ type: "element.remove", elementId: element.id });
    if (!refused) showDone(`Removed @${element.name}. Undo to restore it.`);
  };
  return (
    <div className={styles.editor}>
      <Row label="Name">
        <TextField label="Element name" value={element.name} maxLength={40} onCommit={rename} />
      </Row>
      <Row label="Kind">
        <Picker
          label="Kind"
          value={element.kind}
          choices={elementKinds.map((value) => ({ value, label: value }))}
          onPick={(kind) => void describe({ kind })}
        />
      </Row>
      <Row label="Description" top>
        <TextArea
          label="Description"
          rows={3}
          maxLength={2000}
          value={element.description ?? ""}
          placeholder="Woman of forty, gray braid"
          onCommit={(text) => void describe({ description: text.trim() === "" ? null : text.trim() })}
        />
      </Row>
      <div className={styles.images}>
        {element.images.map((mediaId, index) => (
          <ImageSlot
            // biome-ignore lint/suspicious/noArrayIndexKey: one image may be used twice
            key={index}
            label={index === 0 ? "frontal image" : `image ${index + 1}`}
            mediaId={mediaId}
            onSet={(next) => void describe({ images: element.images.with(index, next) })}
            onClear={() => void describe({ images: element.images.toSpliced(index, 1) })}
          />
        ))}
        {element.images.length < imagesMax && (
          <AddImage onAdd={(ids) => void describe({ images: [...element.images, ...ids].slice(0, imagesMax) })} />
        )}
      </div>
      {wall && (
        <p role="alert" className={styles.problem}>
          {wall.message} {wall.next}
        </p>
      )}
      <footer className={styles.foot}>
        <span className={styles.hint}>The first image is the frontal one.</span>
        <Button kind="quiet" icon={<Trash2 size={14} />} onClick={() => void remove()}>
          Remove
        </Button>
      </footer>
    </div>
  );
}

function AddImage({ onAdd }: { onAdd: (mediaIds: string[]) => void }) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const add = async (files: readonly File[]) => {
    const stored: string[] = [];
    for (const file of files.slice(0, imagesMax)) {
      const mediaId = await storeImage(file);
      if (mediaId !== null) stored.push(mediaId);
    }
    if (stored.length > 0) onAdd(stored);
  };
  return (
    <label
      htmlFor={id}
      className={styles.add}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        event.stopPropagation();
        void add([...event.dataTransfer.files]);
      }}
    >
      <input
        ref={input}
        id={id}
        type="file"
        multiple
        accept={imageTypes}
        aria-label="Add images"
        onChange={(event) => {
          void add([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = "";
        }}
      />
      <ImagePlus size={18} />
    </label>
  );
}
