/** Owns taking the frame of a take that is looked at as a frame of the plan. */
import { Menu } from "@base-ui/react/menu";
import { Camera } from "lucide-react";
import type { Project } from "../../../shared/project/model.ts";
import { ownerOfPlace, type StillPlace, titleOfPlace } from "../../../shared/project/still-place.ts";
import { grabFrame } from "../state/stills.ts";
import { editor } from "../state/use-editor.ts";
import menuStyles from "../ui/Menu.module.css";

/** Which frame of which take is looked at, and of which shot, should that be known. */
export interface LookedAt {
  readonly takeId: string;
  /** The take's own, from 0. */
  readonly frame: number;
  readonly passId: string;
  readonly shotId: string | null;
}

/** Where such a frame may go: its own pass and shot, the pass after it, and whatever else is selected. */
export function placesFor(
  { passes }: Pick<Project, "passes">,
  { passId, shotId }: Pick<LookedAt, "passId" | "shotId">,
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
      <Menu.Trigger className={className} aria-label="Use this frame as" title="Use this frame of the take as…">
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
        No take is shown at the playhead
      </Menu.Item>
    );
  }
  return (
    <Menu.Group>
      <Menu.GroupLabel className={menuStyles.groupLabel}>Use frame {seen.frame} of the take as</Menu.GroupLabel>
      {placesFor(view.project, seen, selection).map((place) => {
        const title = titleOfPlace(place, ownerOfPlace(view.project, place) ?? "");
        return (
          <Menu.Item
            key={title}
            className={menuStyles.item}
            disabled={view.readOnly}
            onClick={() => void grabFrame(place, seen.takeId, seen.frame, title)}
          >
            {title}
          </Menu.Item>
        );
      })}
    </Menu.Group>
  );
}
