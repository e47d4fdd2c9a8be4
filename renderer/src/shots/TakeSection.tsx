/** Owns choosing what shows a shot in the cut: its pass's take, another one, or the animatic. */
import { Play } from "lucide-react";
import { describePassChoice, ownChoice, takesToChoose } from "../../../shared/cut/out/shot-takes.ts";
import { showsShot, takeLabel, takeOfShot } from "../../../shared/cut/out/take-film.ts";
import { animaticChoice, type Pass, type Shot } from "../../../shared/project/model.ts";
import type { ProjectView } from "../../../shared/rpc/projects-contract.ts";
import type { Take } from "../../../shared/takes/take.ts";
import { openDialog } from "../dialogs/dialogs.ts";
import { describeMaker } from "../generation/describe-maker.ts";
import { mediaOf } from "../state/selectors.ts";
import { useEditor } from "../state/use-editor.ts";
import { IconButton } from "../ui/Button.tsx";
import { Section } from "../ui/Field.tsx";
import { type Choice, Picker } from "../ui/Picker.tsx";
import { describeShot } from "./describe-shot.ts";
import styles from "./ShotInspector.module.css";

export function TakeSection({ pass, shot }: { pass: Pass; shot: Shot }) {
  const view = useEditor((state) => state.view);
  if (!view) return null;
  const { takes } = view;
  const choices = takesToChoose(pass, shot, takes);
  const own = ownChoice(shot, takes);
  if (choices.length === 0 && own === null) return null;
  const shown = takeOfShot(pass, shot, takes);
  const plays = shown && showsShot(shown, pass, shot) ? shown : null;
  return (
    <Section title="In the cut">
      <div className={styles.take}>
        <Picker
          label="Take for the cut"
          value={own}
          choices={[...choices.map((take) => choiceOf(take, pass, view)), { value: animaticChoice, label: "Animatic" }]}
          onPick={(take) => describeShot(shot.id, { take })}
          empty={`Same as pass (${describePassChoice(pass, shot, takes)})`}
          onClear={() => describeShot(shot.id, { take: null })}
        />
        {plays && (
          <IconButton label={`Play ${takeLabel(plays)}`} onClick={() => openDialog({ kind: "take", takeId: plays.id })}>
            <Play size={14} />
          </IconButton>
        )}
      </div>
      {plays && isMissing(plays, view) && (
        <p className={styles.blocked}>The file of {takeLabel(plays)} is missing: the cut has a gap here.</p>
      )}
    </Section>
  );
}

function choiceOf(take: Take, pass: Pass, view: ProjectView): Choice<string> {
  const other = take.passId === pass.id ? undefined : view.project.passes.find(({ id }) => id === take.passId);
  const label = `${other ? `${other.scene} ${other.name} ` : ""}${takeLabel(take)}`;
  const note = isMissing(take, view) ? "File missing" : describeMaker(take);
  return { value: take.id, label, note };
}

function isMissing(take: Take, { media }: ProjectView): boolean {
  return mediaOf(media).get(take.mediaId)?.missing ?? true;
}
