/** Owns files that are dragged over the whole window: whether they are, and what is dropped. */
import { useEffect, useEffectEvent, useState } from "react";
import { isDialogOpen } from "../dialogs/dialogs.ts";
import { type Dropped, readDrop } from "./dropped.ts";

/** True while files are dragged over the window and may be dropped; `onDrop` gets them. Nothing is taken while `isBusy`, or under a dialog. */
export function useDrop(isBusy: boolean, onDrop: (dropped: Dropped) => void): boolean {
  const [isOver, setOver] = useState(false);
  const takes = useEffectEvent(() => !isBusy && !isDialogOpen());
  const drop = useEffectEvent(onDrop);
  useEffect(() => {
    const hover = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      // Otherwise the browser leaves the page for the file.
      event.preventDefault();
      event.dataTransfer.dropEffect = takes() ? "copy" : "none";
      setOver(takes());
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const take = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      setOver(false);
      if (takes()) drop(readDrop(event.dataTransfer));
    };
    window.addEventListener("dragenter", hover);
    window.addEventListener("dragover", hover);
    window.addEventListener("dragleave", leave);
    window.addEventListener("drop", take);
    return () => {
      window.removeEventListener("dragenter", hover);
      window.removeEventListener("dragover", hover);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("drop", take);
    };
  }, []);
  return isOver;
}
