/** Owns an element in the list: picture, @name, kind and images; images dropped on it become its views, and a popover edits it. */
import { Popover } from "@base-ui/react/popover";
import { memo, useState } from "react";
import type { Element } from "../../../shared/project/model.ts";
import { StoredImage } from "../media/ImageSlot.tsx";
import { joinClasses } from "../ui/Button.tsx";
import panelStyles from "../ui/Panel.module.css";
import { ElementEditor } from "./ElementEditor.tsx";
import styles from "./ElementList.module.css";
import { addViews } from "./element-actions.ts";

interface ElementItemProps {
  readonly element: Element;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

export const ElementItem = memo(function ElementItem({ element, open, onOpenChange }: ElementItemProps) {
  const [over, setOver] = useState(false);
  const [frontal] = element.images;
  const count = element.images.length;
  return (
    <li
      className={joinClasses(panelStyles.item, over && styles.over)}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        event.stopPropagation();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        if (event.dataTransfer.files.length === 0) return;
        event.preventDefault();
        event.stopPropagation();
        void addViews(element.id, [...event.dataTransfer.files]);
      }}
    >
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
              <ElementEditor element={element} close={() => onOpenChange(false)} />
            </Popover.Popup>
          </Popover.Positioner>
        </Popover.Portal>
      </Popover.Root>
    </li>
  );
});
