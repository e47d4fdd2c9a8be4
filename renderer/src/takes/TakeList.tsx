/** Owns the takes of a pass in its inspector: newest first, each playable, with its model, length, cost and the shots that it shows in the cut; and the two ways to get one by hand. */
import { Circle, CircleCheck, Play } from "lucide-react";
import { useMemo } from "react";
import { shotsShownBy } from "../../../shared/cut/out/shot-takes.ts";
import { formatMoney } from "../../../shared/generation/price.ts";
import { shotLabel } from "../../../shared/project/layout.ts";
import type { Shot } from "../../../shared/project/model.ts";
import type { Take } from "../../../shared/takes/take.ts";
import { rateOf, secondsOfFrames } from "../../../shared/time/rate.ts";
import { chooseFilm } from "../dialogs/chooser.ts";
import { openDialog } from "../dialogs/dialogs.ts";
import { describeMaker } from "../generation/describe-maker.ts";
import { useGeneration } from "../generation/use-generation.ts";
import { numbersOf } from "../state/selectors.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import { Button, IconButton } from "../ui/Button.tsx";
import { Section } from "../ui/Field.tsx";
import styles from "./TakeList.module.css";

const noTakes: readonly Take[] = [];
const noShots: readonly Shot[] = [];

export function TakeList({ passId }: { passId: string }) {
  const takes = useEditor((state) => state.view?.takes) ?? noTakes;
  const project = useEditor((state) => state.view?.project ?? null);
  const own = takes.filter((take) => take.passId === passId).toReversed();
  const shown = useMemo(() => (project ? shotsShownBy(project, takes) : null), [project, takes]);
  return (
    <Section title="Takes">
      {own.length === 0 && <p className={styles.none}>No takes yet.</p>}
      {own.length > 0 && (
        <ul>
          {own.map((take) => (
            <TakeRow key={take.id} take={take} shown={shown?.get(take.id) ?? noShots} />
          ))}
        </ul>
      )}
      <div className={styles.ways}>
        <Button title="Import a video file as a take of this pass" onClick={() => void importTake(passId)}>
          Import result…
        </Button>
        <Button
          title="Write prompts, images and settings to a folder, for a service without an API"
          onClick={() => openDialog({ kind: "kit", passId })}
        >
          Hand-off kit…
        </Button>
      </div>
    </Section>
  );
}

function TakeRow({ take, shown }: { take: Take; shown: readonly Shot[] }) {
  const rate = useEditor((state) => state.view?.project.rate ?? "24");
  const entry = useGeneration((state) => state.ledger?.entries.find((each) => each.jobId === take.jobId) ?? null);
  const model = describeMaker(take);
  const seconds = Number(secondsOfFrames(take.frames, rateOf(rate)).toFixed(2));
  const paid = entry?.charged
    ? formatMoney(entry.charged)
    : entry?.estimate
      ? `≈ ${formatMoney(entry.estimate)}`
      : null;
  return (
    <li className={styles.row}>
      <button type="button" className={styles.take} onClick={() => openDialog({ kind: "take", takeId: take.id })}>
        <Play size={14} />
        <span className={styles.name}>Take {take.number}</span>
        <span className={styles.figure}>{seconds} s</span>
        <span className={styles.model} title={model}>
          {model}
        </span>
        {paid !== null && <span className={styles.figure}>{paid}</span>}
        {shown.length > 0 && <ShownShots shots={shown} passId={take.passId} />}
      </button>
      <CircleButton take={take} />
    </li>
  );
}

/** Which shots the take shows in the cut. */
function ShownShots({ shots, passId }: { shots: readonly Shot[]; passId: string }) {
  const project = useEditor((state) => state.view?.project ?? null);
  if (!project) return null;
  const numbers = numbersOf(project);
  const pass = project.passes.find((each) => each.id === passId);
  const whole = pass?.shots.every((shot) => shots.includes(shot)) && shots.length === pass.shots.length;
  const labels = shots.map((shot) => shotLabel(numbers.get(shot.id) ?? 0)).join(", ");
  return (
    <span className={styles.shown} title={labels}>
      In the cut: {whole ? "every shot" : labels}
    </span>
  );
}

/** The circled take of a pass shows its shots in the cut; without one, the newest does. */
function CircleButton({ take: { id, passId, number } }: { take: Take }) {
  const circled = useEditor(
    (state) => state.view?.project.passes.find((pass) => pass.id === passId)?.circledTake === id,
  );
  const fields = { circledTake: circled ? null : id };
  return (
    <IconButton
      label={`Circle take ${number}`}
      tip={circled ? "Circled: used for this pass in the cut" : "Use this take for this pass in the cut"}
      pressed={circled}
      onClick={() => void editor.apply({ type: "pass.describe", passId, fields })}
    >
      {circled ? <CircleCheck size={14} /> : <Circle size={14} />}
    </IconButton>
  );
}

/** Its progress shows in the title bar. */
async function importTake(passId: string): Promise<void> {
  const { projectId } = editor.get();
  const file = await chooseFilm();
  if (file === null || projectId === null) return;
  try {
    await editor.client.call("takes.import", { projectId, passId, file });
  } catch (error) {
    editor.report(error);
  }
}
