/** Owns editing one element: its name, kind and description, its images, where it is used, and keeping it in the library. */
import { BookMarked, Grid2x2, Trash2 } from "lucide-react";
import { useState } from "react";
import type { Wall } from "../../../shared/budget/wall.ts";
import { type Element, elementNameSchema } from "../../../shared/project/model.ts";
import { elementKinds } from "../../../shared/project/vocabulary.ts";
import { openDialog } from "../dialogs/dialogs.ts";
import { editor } from "../state/use-editor.ts";
import { Button, IconButton } from "../ui/Button.tsx";
import { Row, TextArea, TextField } from "../ui/Field.tsx";
import { Picker } from "../ui/Picker.tsx";
import styles from "./ElementEditor.module.css";
import { ElementImages } from "./ElementImages.tsx";
import { addViews, removeElement, renameElement } from "./element-actions.ts";
import type { ElementFields } from "./element-images.ts";
import { entryOf, keepElement, useLibrary } from "./library-store.ts";
import { WhereUsed } from "./WhereUsed.tsx";

export function ElementEditor({ element, close }: { element: Element; close: () => void }) {
  const [wall, setWall] = useState<Pick<Wall, "message" | "next"> | null>(null);
  const library = useLibrary();
  const describe = async (fields: ElementFields) =>
    setWall(await editor.apply({ type: "element.describe", elementId: element.id, fields }));
  const rename = (text: string) => {
    const name = elementNameSchema.safeParse(text.trim().replace(/^@/, ""));
    if (name.success) void renameElement(element, name.data).then(setWall);
    else setWall({ message: name.error.issues[0]?.message ?? "Use only letters, digits and _ in an element name." });
  };
  const remove = () => {
    close();
    void removeElement(element);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is for the pointer; Add images does the same by keys
    <div
      className={styles.editor}
      onDragOver={(event) => event.dataTransfer.types.includes("Files") && event.preventDefault()}
      onDrop={(event) => {
        if (event.dataTransfer.files.length === 0) return;
        event.preventDefault();
        event.stopPropagation();
        void addViews(element.id, [...event.dataTransfer.files]);
      }}
    >
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
      <ElementImages element={element} describe={(fields) => void describe(fields)} />
      {wall && (
        <p role="alert" className={styles.problem}>
          {wall.message} {wall.next}
        </p>
      )}
      <WhereUsed name={element.name} />
      <footer className={styles.foot}>
        <Button icon={<BookMarked size={14} />} onClick={() => void keepElement(element)}>
          {entryOf(library, element) === null ? "Keep in library" : "Update library"}
        </Button>
        {element.images.length > 0 && (
          <Button
            icon={<Grid2x2 size={14} />}
            title="Make front, profile, back and detail views from the first image"
            onClick={() => {
              close();
              openDialog({ kind: "stills", place: { kind: "element", elementId: element.id } });
            }}
          >
            Contact sheet…
          </Button>
        )}
        <IconButton label="Remove" className={styles.remove} onClick={remove}>
          <Trash2 size={16} />
        </IconButton>
      </footer>
    </div>
  );
}
