/** Owns one place for an image: shows it, takes a dropped, pasted or chosen file, and gives it up again. */
import { ImagePlus, X } from "lucide-react";
import { useId, useState } from "react";
import { mediaAddress } from "../api/session.ts";
import { showProblem } from "../state/problems.ts";
import { mediaOf } from "../state/selectors.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import { joinClasses } from "../ui/Button.tsx";
import styles from "./ImageSlot.module.css";

export const imageTypes = "image/png,image/jpeg,image/webp";

/** The most that a slot takes, whatever its shape. */
const slotWidthPx = 112;
const slotHeightPx = 84;

interface ImageSlotProps {
  readonly label: string;
  /** Width over height. */
  readonly ratio: number;
  readonly mediaId: string | null;
  /** Shown, dimmed, while the slot has no image of its own. */
  readonly fallbackId?: string | null;
  readonly onSet: (mediaId: string) => void;
  readonly onClear: () => void;
}

export function ImageSlot({ label, ratio, mediaId, fallbackId = null, onSet, onClear }: ImageSlotProps) {
  const inputId = useId();
  const [over, setOver] = useState(false);
  const [busy, setBusy] = useState(false);
  const take = async (file: File | undefined) => {
    if (!file) return;
    setBusy(true);
    const stored = await storeImage(file);
    setBusy(false);
    if (stored !== null) onSet(stored);
  };
  const shown = mediaId ?? fallbackId;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot take this shape
    <div
      role="group"
      aria-label={label}
      className={joinClasses(styles.slot, over && styles.over, mediaId === null && styles.borrowed)}
      style={{ aspectRatio: ratio, width: Math.min(slotWidthPx, slotHeightPx * ratio) }}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void take(event.dataTransfer.files[0]);
      }}
      onPaste={(event) => {
        event.stopPropagation();
        const file = pastedImage(event.clipboardData);
        if (file) void take(file);
      }}
    >
      {shown !== null && <StoredImage mediaId={shown} />}
      <label
        htmlFor={inputId}
        className={styles.pick}
        title={`${mediaId === null ? "Set" : "Replace"} ${label}: choose, drop or paste an image`}
      >
        <input
          id={inputId}
          type="file"
          accept={imageTypes}
          className={styles.file}
          aria-label={label}
          onChange={(event) => {
            void take(event.currentTarget.files?.[0]);
            event.currentTarget.value = "";
          }}
        />
        {mediaId === null && (busy ? <span>Reading…</span> : <ImagePlus size={18} />)}
      </label>
      {mediaId !== null && (
        <button type="button" className={styles.clear} aria-label={`Remove ${label}`} onClick={onClear}>
          <X size={12} />
        </button>
      )}
    </div>
  );
}

/** A stored image, small unless asked for large; a red slate when its file is gone. */
export function StoredImage({
  mediaId,
  alt = "",
  variant = "thumbnail",
}: {
  mediaId: string;
  alt?: string;
  variant?: "thumbnail" | "proxy";
}) {
  const projectId = useEditor((state) => state.projectId) ?? "";
  const missing = useEditor((state) => state.view !== null && mediaOf(state.view.media).get(mediaId)?.missing === true);
  const [failedId, setFailedId] = useState<string | null>(null);
  if (missing || failedId === mediaId) {
    return (
      <span className={styles.offline} role="img" aria-label="Image offline">
        Offline
      </span>
    );
  }
  return (
    <img
      className={styles.image}
      src={mediaAddress(projectId, mediaId, variant)}
      alt={alt}
      draggable={false}
      loading="lazy"
      onError={() => setFailedId(mediaId)}
    />
  );
}

/** The image on the clipboard; null, and a notice, where it has none. */
export function pastedImage(clipboard: DataTransfer): File | null {
  const file = [...clipboard.files].find(({ type }) => type.startsWith("image/")) ?? null;
  if (!file) showProblem({ message: "The clipboard has no image.", next: "Copy an image, then paste it here." });
  return file;
}

/** Stores a file in the open project; its media id, or null after telling the user why not. */
export async function storeImage(file: File): Promise<string | null> {
  const { projectId } = editor.get();
  if (projectId === null) return null;
  try {
    const media = await editor.client.upload(projectId, file.name, await file.arrayBuffer());
    editor.addMedia(media);
    return media.id;
  } catch (error) {
    editor.report(error);
    return null;
  }
}
