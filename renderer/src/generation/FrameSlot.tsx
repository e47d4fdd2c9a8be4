/** Owns one frame of the plan as the inspectors show it: its image, what can be dropped or pasted there, and the way to its candidates. */
import { Images } from "lucide-react";
import { ratioOf } from "../../../shared/animatic/frame-size.ts";
import type { StillPlace } from "../../../shared/project/still-place.ts";
import type { AspectRatio } from "../../../shared/project/vocabulary.ts";
import { openDialog } from "../dialogs/dialogs.ts";
import { ImageSlot } from "../media/ImageSlot.tsx";
import { clearStill, giveStill } from "../state/stills.ts";
import { Button } from "../ui/Button.tsx";

interface FrameSlotProps {
  readonly place: StillPlace;
  /** Such as `start frame`. */
  readonly label: string;
  readonly aspectRatio: AspectRatio;
  readonly mediaId: string | null;
  readonly fallbackId?: string | null;
}

export function FrameSlot({ place, label, aspectRatio, mediaId, fallbackId = null }: FrameSlotProps) {
  return (
    <ImageSlot
      label={label}
      ratio={ratioOf(aspectRatio)}
      mediaId={mediaId}
      fallbackId={fallbackId}
      onSet={(set) => void giveStill(place, set)}
      onClear={() => void clearStill(place)}
    />
  );
}

/** Opens the candidates of a place. */
export function FramesButton({ place, label }: Pick<FrameSlotProps, "place" | "label">) {
  return (
    <Button
      icon={<Images size={14} />}
      aria-label={`Frames… (${label})`}
      onClick={() => openDialog({ kind: "stills", place })}
    >
      Frames…
    </Button>
  );
}
