/** Owns cropping an image of an element to what services take: the region by pointer and keys, what it breaks, and the crop in its place. */
import { useEffect, useMemo, useState } from "react";
import ReactCrop, { type PercentCrop } from "react-image-crop";
import "react-image-crop/dist/ReactCrop.css";
import { byShape, ratioOf } from "../../../shared/animatic/frame-size.ts";
import {
  clampRegion,
  elementImageLimits,
  imageFaults,
  isEnlarged,
  type Region,
  regionFault,
  suggestRegion,
} from "../../../shared/preflight/crop-rules.ts";
import type { Media } from "../../../shared/project/media.ts";
import { aspectRatios } from "../../../shared/project/vocabulary.ts";
import { mediaAddress } from "../api/session.ts";
import { mediaOf } from "../state/selectors.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import { Button, joinClasses } from "../ui/Button.tsx";
import { Modal } from "../ui/Modal.tsx";
import styles from "./CropDialog.module.css";
import { putCrop, takeCropBack } from "./element-images.ts";

interface CropDialogProps {
  readonly elementId: string;
  readonly mediaId: string;
  /** Such as `1 of 3`, where several wait; null for one alone. */
  readonly place: string | null;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

export function CropDialog(props: CropDialogProps) {
  const { elementId, mediaId, onDone } = props;
  const element = useEditor((state) => state.view?.project.elements.find(({ id }) => id === elementId));
  const cropped = element?.views?.[mediaId]?.cropped;
  const sourceId = cropped?.from ?? mediaId;
  const source = useEditor((state) => (state.view ? mediaOf(state.view.media).get(sourceId) : undefined));
  const isGone = !element?.images.includes(mediaId) || !source;
  // Removed in another window, say.
  useEffect(() => {
    if (isGone) onDone();
  }, [isGone, onDone]);
  if (isGone) return null;
  return <Body key={sourceId} {...props} source={source} before={cropped ? regionPart(cropped) : null} />;
}

const shapes: readonly (readonly [string, number | null])[] = [
  ["Free", null],
  ...byShape(aspectRatios).map((each) => [each, ratioOf(each)] as const),
];

interface BodyProps extends CropDialogProps {
  readonly source: Media;
  /** The region of the crop that is there. */
  readonly before: Region | null;
}

function Body({ elementId, mediaId, place, onDone, onClose, source, before }: BodyProps) {
  const projectId = useEditor((state) => state.projectId) ?? "";
  const passes = useEditor((state) => state.view?.project.passes);
  const limits = useMemo(() => elementImageLimits(passes ?? []), [passes]);
  const [region, setRegion] = useState<Region>(() => before ?? suggestRegion(source, limits));
  const [shape, setShape] = useState<number | null>(null);
  const [busy, setBusy] = useState(false);
  const faults = imageFaults(source, limits);
  const fault = regionFault(region, limits);
  const element = () => editor.get().view?.project.elements.find(({ id }) => id === elementId);

  const pickShape = (ratio: number | null) => {
    setShape(ratio);
    if (ratio !== null) setRegion(largest(source, ratio, region));
  };
  const crop = async () => {
    setBusy(true);
    try {
      const made = await editor.client.call("image.crop", { projectId, mediaId: source.id, ...region });
      const current = element();
      if (editor.get().projectId !== projectId || !current) return onClose();
      editor.addMedia(made);
      const fields = putCrop(current, mediaId, { id: made.id, from: source.id, region });
      void editor.apply({ type: "element.describe", elementId, fields });
      onDone();
    } catch (error) {
      editor.report(error);
      setBusy(false);
    }
  };
  const useOriginal = () => {
    const current = element();
    if (current) void editor.apply({ type: "element.describe", elementId, fields: takeCropBack(current, mediaId) });
    onDone();
  };
  return (
    <Modal
      open
      size="large"
      title={place === null ? `Crop ${source.name}` : `Crop ${source.name} (${place})`}
      onClose={onClose}
      buttons={
        <>
          {before !== null && (
            <Button kind="quiet" className={styles.original} onClick={useOriginal}>
              Use the original
            </Button>
          )}
          <Button onClick={onDone}>{place === null ? "Cancel" : "Skip"}</Button>
          <Button kind="primary" disabled={busy || fault !== null} onClick={() => void crop()}>
            {busy ? "Cropping…" : "Crop"}
          </Button>
        </>
      }
    >
      <div className={styles.tools}>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset has a look of its own */}
        <div role="group" aria-label="Shape" className={styles.shapes}>
          {shapes.map(([words, ratio]) => (
            <button
              key={words}
              type="button"
              className={styles.shape}
              aria-pressed={shape === ratio}
              onClick={() => pickShape(ratio)}
            >
              {words}
            </button>
          ))}
        </div>
        <span className={joinClasses(styles.size, fault !== null && styles.broken)} data-testid="crop-size">
          {region.width} × {region.height} px
        </span>
      </div>
      <div className={styles.stage}>
        <ReactCrop
          crop={percentOf(region, source)}
          {...(shape === null ? {} : { aspect: shape })}
          keepSelection
          ariaLabels={handleNames}
          className={joinClasses(styles.crop, "ReactCrop--no-animate")}
          style={{ width: shownWidth(source) }}
          onChange={(_, percent) => setRegion(regionOf(percent, source))}
        >
          <img
            className={styles.image}
            src={mediaAddress(projectId, source.id, "proxy")}
            width={source.widthPx}
            height={source.heightPx}
            alt={source.name}
            draggable={false}
          />
        </ReactCrop>
      </div>
      <p className={styles.says} role="status">
        {fault ?? sayFit(faults, isEnlarged(region, limits), limits.sidePxMin)}
      </p>
    </Modal>
  );
}

/** As large as the window has room for; known before the image has come, so that nothing moves when it does. */
function shownWidth({ widthPx, heightPx }: Media): string {
  const high = "max(180px, 100vh - 340px)";
  return `min(100%, ${Math.max(widthPx, 480)}px, ${high} * ${(widthPx / heightPx).toFixed(4)})`;
}

function sayFit(faults: readonly string[], enlarged: boolean, sidePxMin: number): string {
  const why = faults.length > 0 ? `${faults.join(" ")} ` : "";
  if (!enlarged) return `${why}The crop fits, and the original is kept.`;
  return `${why}The crop is enlarged to ${sidePxMin} px, and the original is kept. A larger image gives better results.`;
}

/** The largest region of a shape, around the middle of the one before. */
function largest({ widthPx, heightPx }: Media, ratio: number, { x, y, width, height }: Region): Region {
  const wide = Math.max(1, Math.floor(Math.min(widthPx, heightPx * ratio)));
  const high = Math.max(1, Math.floor(Math.min(heightPx, widthPx / ratio)));
  const within = (middle: number, length: number, whole: number) =>
    Math.round(Math.min(Math.max(0, middle - length / 2), whole - length));
  return {
    x: within(x + width / 2, wide, widthPx),
    y: within(y + height / 2, high, heightPx),
    width: wide,
    height: high,
  };
}

function regionPart({ x, y, width, height }: Region): Region {
  return { x, y, width, height };
}

function percentOf({ x, y, width, height }: Region, { widthPx, heightPx }: Media): PercentCrop {
  return {
    unit: "%",
    ...{ x: (x / widthPx) * 100, y: (y / heightPx) * 100 },
    ...{ width: (width / widthPx) * 100, height: (height / heightPx) * 100 },
  };
}

function regionOf({ x, y, width, height }: PercentCrop, media: Media): Region {
  const { widthPx, heightPx } = media;
  const region = {
    ...{ x: (x / 100) * widthPx, y: (y / 100) * heightPx },
    ...{ width: (width / 100) * widthPx, height: (height / 100) * heightPx },
  };
  return clampRegion(region, media);
}

const handle = (edge: string) => `Move the ${edge} with the arrow keys`;
const handleNames = {
  cropArea: "Selection: move it with the arrow keys",
  nwDragHandle: handle("top left corner"),
  nDragHandle: handle("top edge"),
  neDragHandle: handle("top right corner"),
  eDragHandle: handle("right edge"),
  seDragHandle: handle("bottom right corner"),
  sDragHandle: handle("bottom edge"),
  swDragHandle: handle("bottom left corner"),
  wDragHandle: handle("left edge"),
};
