/** Owns taking the frame that is looked at, of a take or of a shot as it is blocked, as a frame of the plan. */
import { Menu } from "@base-ui/react/menu";
import { Camera } from "lucide-react";
import type { BlockedMoment } from "../../../shared/project/kept-blocking.ts";
import type { Project } from "../../../shared/project/model.ts";
import { ownerOfPlace, type StillPlace, titleOfPlace } from "../../../shared/project/still-place.ts";
import { grabFrame, placeBlockedFrame } from "../state/stills.ts";
import { editor } from "../state/use-editor.ts";
import menuStyles from "../ui/Menu.module.css";

interface LookedAtShot {
  readonly passId: string;
  readonly shotId: string | null;
}

/** Which frame of which take is looked at (its own number, from 0), and of which shot, should that be known; or which moment of a blocked shot. */
export type LookedAt = LookedAtShot &
  ({ readonly takeId: string; readonly frame: number } | { readonly moment: BlockedMoment });

/** Where such a frame may go: its own pass and shot, the pass after it, and whatever else is selected. */
export function placesFor(
  { passes }: Pick<Project, "passes">,
  { passId, shotId }: LookedAtShot,
  selection: { readonly passId: string | null; readonly shotId: string | null },
): StillPlace[] {
  const next = passes[passes.findIndex(({ id }) => id === passId) + 1];
  const other = selection.passId === passId ? null : selection.passId;
  const otherShot = selection.shotId === shotId ? null : selection.shotId;
  return [
    { kind: "startFrame", passId },
    { kind: "endFrame", passId },
    ...(shotId === null ? [] : [{ kind: "shot", shotId } as const]),
    ...(next && next.id !== other ? [{ kind: "startFrame", passId: next.id } as const] : []),
    ...(other === null
      ? []
      : [{ kind: "startFrame", passId: other } as const, { kind: "endFrame", passId: other } as const]),
    ...(otherShot === null ? [] : [{ kind: "shot", shotId: otherShot } as const]),
  ];
}

interface UseFrameMenuProps {
  readonly lookedAt: () => LookedAt | null;
  /** Stops what plays: the frame that is seen when the menu opens is the one that is used. */
  readonly pause: () => void;
  readonly className?: string | undefined;
}

export function UseFrameMenu({ lookedAt, pause, className }: UseFrameMenuProps) {
  return (
    <Menu.Root onOpenChange={(open) => open && pause()}>
      <Menu.Trigger className={className} aria-label="Use this frame as" title="Use this frame as…">
        <Camera size={16} />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className={menuStyles.place} side="top" align="end" sideOffset={6}>
          <Menu.Popup className={menuStyles.popup}>
            <Places lookedAt={lookedAt} />
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function Places({ lookedAt }: Pick<UseFrameMenuProps, "lookedAt">) {
  const { view, selection } = editor.get();
  const seen = lookedAt();
  if (!view || seen === null) {
    return (
      <Menu.Item className={menuStyles.item} disabled>
        No take and no blocked shot is shown at the playhead
      </Menu.Item>
    );
  }
  return (
    <Menu.Group>
      <Menu.GroupLabel className={menuStyles.groupLabel}>
        {"moment" in seen ? "Use the blocked frame as" : `Use frame ${seen.frame} of the take as`}
      </Menu.GroupLabel>
      {placesFor(view.project, seen, selection).map((place) => {
        const title = titleOfPlace(place, ownerOfPlace(view.project, place) ?? "");
        return (
          <Menu.Item
            key={title}
            className={menuStyles.item}
            disabled={view.readOnly}
            onClick={() =>
              void ("moment" in seen
                ? placeBlockedFrame(place, seen.moment, title)
                : grabFrame(place, seen.takeId, seen.frame, title))
            }
          >
            {title}
          </Menu.Item>
        );
      })}
    </Menu.Group>
  );
}
