/** Owns the one button that makes a take of the selected pass, with its price, which moves with a drag, and beside a shot what is left to do in its pass. */
import { Clapperboard, Sparkles } from "lucide-react";
import { memo } from "react";
import { lastFrameOf } from "../../../shared/cut/out/go-on.ts";
import { labelOf, profileOf } from "../../../shared/models/profiles.ts";
import type { Pass, Project } from "../../../shared/project/model.ts";
import { generatePass, runCommand } from "../commands/commands.ts";
import { isMac } from "../commands/platform.ts";
import { shortcutOf } from "../commands/pressed-keys.ts";
import { priceOfPlanned } from "../generation/pass-price.ts";
import { useProblems } from "../preflight/PassProblems.tsx";
import { StandingIcon } from "../preflight/StandingIcon.tsx";
import { shownProject } from "../state/selectors.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import { Button, joinClasses } from "../ui/Button.tsx";
import styles from "./GenerateBar.module.css";

export function GenerateBar() {
  const pass = useEditor((state) => {
    const { passId } = state.selection;
    return shownProject(state)?.passes.find((each) => each.id === passId) ?? null;
  });
  const besideShot = useEditor((state) => state.selection.shotId !== null);
  if (!pass) return null;
  const profile = profileOf(pass.profile);
  const local = profile?.provider === "animatic";
  const price = priceOfPlanned(pass);
  return (
    <footer className={styles.bar} data-tour="generate">
      <p className={styles.facts} title={price.reason}>
        <span className={styles.model}>{labelOf(pass.profile)}</span>
        <span className={styles.price} data-testid="pass-price">
          {price.text}
        </span>
      </p>
      {besideShot && <WhatIsLeft passId={pass.id} />}
      {!local && <FromTakes />}
      <Button
        kind="primary"
        className={styles.button}
        icon={local ? <Clapperboard size={16} /> : <Sparkles size={16} />}
        title={shortcutOf("generate", isMac)}
        onClick={() => generatePass(pass)}
      >
        {local ? "Render animatic · free" : `Generate${price.amount === null ? "…" : ` · ${price.text}`}`}
      </Button>
    </footer>
  );
}

/** What can be made from the take that shows the selected shot: the shot alone again, and a pass that goes on from it. */
const FromTakes = memo(function FromTakes() {
  const view = useEditor((state) => state.view);
  const shotId = useEditor((state) => state.selection.shotId);
  if (!view || shotId === null || !lastFrameOf(view.project, view.takes, shotId)) return null;
  return (
    <div className={styles.fromTakes}>
      <Button title={shortcutOf("shot.retake", isMac)} onClick={() => runCommand("shot.retake")}>
        Retake shot…
      </Button>
      <Button
        title={[
          "The last frame of this shot becomes the start frame of the next pass",
          shortcutOf("shot.continue", isMac),
        ].join(" · ")}
        onClick={() => runCommand("shot.continue")}
      >
        Continue in next pass
      </Button>
    </div>
  );
});

/** How much is wrong or to do in the whole pass as saved; leads to it. */
const WhatIsLeft = memo(function WhatIsLeft({ passId }: { passId: string }) {
  const project = useEditor((state) => state.view?.project ?? null);
  const pass = project?.passes.find((each) => each.id === passId);
  return project && pass ? <Left project={project} pass={pass} /> : null;
});

function Left({ project, pass }: { project: Project; pass: Pass }) {
  const problems = useProblems(project, pass);
  const wrong = problems.filter(({ standing }) => standing === "error").length;
  const toDo = problems.filter(({ standing }) => standing === "todo").length;
  if (wrong + toDo === 0) return null;
  const says = [wrong > 0 && (wrong === 1 ? "1 problem" : `${wrong} problems`), toDo > 0 && `${toDo} to do`];
  return (
    <button
      type="button"
      className={joinClasses(styles.left, wrong > 0 && styles.wrong)}
      title="Show them in the pass"
      onClick={() => editor.select({ passId: pass.id, shotId: null })}
    >
      <StandingIcon standing={wrong > 0 ? "error" : "todo"} />
      {says.filter(Boolean).join(", ")} in this pass
    </button>
  );
}
