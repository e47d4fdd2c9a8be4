/** Owns the inspector of the selected shot: what it is, how long, what is seen and heard, and the text that will be sent. */
import { ChevronLeft, History, Merge, Pencil, Scissors, Trash2 } from "lucide-react";
import { type ComponentType, memo, useMemo, useState } from "react";
import { pictureOf } from "../../../shared/animatic/picture-of.ts";
import { shotLabel } from "../../../shared/project/layout.ts";
import type { Pass, Project, Shot } from "../../../shared/project/model.ts";
import { transitions } from "../../../shared/project/vocabulary.ts";
import { transitionLabels } from "../commands/camera-labels.ts";
import { runCommand } from "../commands/commands.ts";
import { isMac } from "../commands/platform.ts";
import { shortcutOf } from "../commands/pressed-keys.ts";
import { BlockingMark } from "../generation/BlockingMark.tsx";
import { FrameSlot, FramesButton } from "../generation/FrameSlot.tsx";
import { findPlaced, numbersOf } from "../state/selectors.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import { Button, IconButton } from "../ui/Button.tsx";
import { Row, Section, Toggle } from "../ui/Field.tsx";
import { Picker } from "../ui/Picker.tsx";
import { CameraSection } from "./CameraSection.tsx";
import { ContinuitySection } from "./ContinuitySection.tsx";
import { DurationSection } from "./DurationSection.tsx";
import { describeShot } from "./describe-shot.ts";
import { HistoryDialog } from "./HistoryDialog.tsx";
import { ProblemsSection } from "./ProblemsSection.tsx";
import { PromptSection } from "./PromptSection.tsx";
import { SentPanel } from "./SentPanel.tsx";
import styles from "./ShotInspector.module.css";
import { SoundSection } from "./SoundSection.tsx";
import { ShotPageContext } from "./shot-page.ts";
import { TakeSection } from "./TakeSection.tsx";

interface Rooms {
  /** The row that says how the shot is blocked. */
  readonly Blocking: ComponentType<{ shotId: string }>;
}

/**
 * Follows the saved plan, not the drag under way: while an edge is dragged only the duration moves, and that section follows it itself.
 * `Blocking` lies in a room of its own, so whoever puts the window together hands it in.
 */
export function ShotInspector({ Blocking }: Rooms) {
  const project = useEditor((state) => state.view?.project ?? null);
  const selection = useEditor((state) => state.selection);
  const found = project && findPlaced(project, selection);
  if (!project || !found) return null;
  const { placedPass, placed } = found;
  const number = numbersOf(project).get(placed.shot.id) ?? 0;
  return (
    <Body
      key={placed.shot.id}
      project={project}
      pass={placedPass.pass}
      shot={placed.shot}
      index={placed.index}
      number={number}
      Blocking={Blocking}
    />
  );
}

interface BodyProps extends Rooms {
  readonly project: Project;
  readonly pass: Pass;
  readonly shot: Shot;
  readonly index: number;
  readonly number: number;
}

const Body = memo(function Body({ project, pass, shot, index, number, Blocking }: BodyProps) {
  const [history, setHistory] = useState(false);
  const page = useMemo(() => ({ pass, elements: project.elements }), [pass, project.elements]);
  return (
    <ShotPageContext value={page}>
      <header className={styles.head}>
        <button
          type="button"
          className={styles.back}
          title={`Show pass ${pass.scene} ${pass.name}`}
          onClick={() => editor.select({ passId: pass.id, shotId: null })}
        >
          <ChevronLeft size={14} />
          <span className={styles.backName}>
            {pass.scene} {pass.name}
          </span>
        </button>
        <div className={styles.title}>
          <h2 className={styles.number}>{shotLabel(number)}</h2>
          <span className={styles.place}>
            Shot {index + 1} of {pass.shots.length}
            {shot.number === undefined ? "" : ", number locked"}
          </span>
          <span className={styles.actions}>
            <IconButton label="History of the shot’s texts" onClick={() => setHistory(true)}>
              <History size={15} />
            </IconButton>
            <IconButton
              label="Split at the playhead"
              shortcut={shortcutOf("shot.split", isMac)}
              onClick={() => runCommand("shot.split")}
            >
              <Scissors size={15} />
            </IconButton>
            <IconButton
              label="Merge with the next shot"
              shortcut={shortcutOf("shot.merge", isMac)}
              onClick={() => runCommand("shot.merge")}
            >
              <Merge size={15} />
            </IconButton>
            <IconButton
              label="Remove shot"
              shortcut={shortcutOf("shot.remove", isMac)}
              onClick={() => runCommand("shot.remove")}
            >
              <Trash2 size={15} />
            </IconButton>
          </span>
        </div>
      </header>
      <div className={styles.body}>
        <DurationSection shotId={shot.id} />
        <TakeSection pass={pass} shot={shot} />
        <PromptSection shot={shot} look={pass.look} />
        <ProblemsSection project={project} pass={pass} shot={shot} />
        <CameraSection shot={shot} lookLens={pass.look?.lens} blocking={<Blocking shotId={shot.id} />} />
        <Section title="Picture and transition">
          <PictureRow project={project} pass={pass} shot={shot} />
          <Row label="Transition">
            <Picker
              label="Transition in"
              value={shot.transition ?? "cut"}
              choices={transitions.map((value) => ({ value, label: transitionLabels[value] }))}
              onPick={(transition) => describeShot(shot.id, { transition: transition === "cut" ? null : transition })}
            />
          </Row>
          <Row label="Slow motion">
            <Toggle
              label="Slow motion"
              checked={shot.slowMotion ?? false}
              onChange={(on) => describeShot(shot.id, { slowMotion: on ? true : null })}
            />
          </Row>
        </Section>
        <SoundSection shot={shot} elements={project.elements} />
        <ContinuitySection shot={shot} />
      </div>
      <SentPanel shot={shot} />
      {history && (
        <HistoryDialog shot={shot} look={pass.look} name={shotLabel(number)} onClose={() => setHistory(false)} />
      )}
    </ShotPageContext>
  );
});

/** The shot's own frame, and where its picture comes from while it has none. */
function PictureRow({ project, pass, shot }: Pick<BodyProps, "project" | "pass" | "shot">) {
  const fallback = shot.frame ? null : pictureOf(project, pass, shot);
  const from = pictureOrigin(project, pass, shot, fallback);
  const frame = { place: { kind: "shot", shotId: shot.id }, label: "shot frame" } as const;
  return (
    <div className={styles.picture}>
      <FrameSlot {...frame} aspectRatio={pass.aspectRatio} mediaId={shot.frame ?? null} fallbackId={fallback} />
      <div className={styles.origin}>
        <p>{from}</p>
        <BlockingMark place={frame.place} mediaId={shot.frame ?? null} />
        <FramesButton {...frame} />
        <Button icon={<Pencil size={14} />} onClick={() => runCommand("shot.draw")}>
          Draw…
        </Button>
      </div>
    </div>
  );
}

function pictureOrigin(project: Project, pass: Pass, shot: Shot, mediaId: string | null): string {
  if (shot.frame) return "The shot’s own frame.";
  if (mediaId === null) return "No picture: seen as it is blocked. Drop an image to give the shot its own.";
  if (mediaId === pass.startFrame && pass.shots[0]?.id === shot.id)
    return "The pass’s start frame. Drop an image to give the shot its own.";
  if (mediaId === pass.endFrame && pass.shots.at(-1)?.id === shot.id)
    return "The pass’s end frame. Drop an image to give the shot its own.";
  const element = project.elements.find((each) => each.images[0] === mediaId);
  return `From @${element?.name ?? "an element"}. Drop an image to give the shot its own.`;
}
