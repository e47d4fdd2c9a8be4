/** Owns drawing a start frame by an image model: which model, the words, the price, and the confirmation of that amount. */
import { useId, useState } from "react";
import { resolutionFor } from "../../../shared/generation/resolution.ts";
import { modelProfiles, profileOf } from "../../../shared/models/profiles.ts";
import type { Pass, Project } from "../../../shared/project/model.ts";
import { compilePictureText } from "../../../shared/prompt/compile.ts";
import { ModelPicker } from "../generation/ModelPicker.tsx";
import { generation, hasKey, useHasKey } from "../generation/use-generation.ts";
import { imageProblemsWith, problemsWith } from "../state/plan-problems.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import { Modal } from "../ui/Modal.tsx";
import styles from "./Generate.module.css";
import { MissingKey, PriceBox, StartProblem } from "./PriceBox.tsx";
import { useQuote } from "./use-quote.ts";
import { sayConfirm, useStart } from "./use-start.ts";

export function StartFrameDialog({ passId, onClose }: { passId: string; onClose: () => void }) {
  const project = useEditor((state) => state.view?.project ?? null);
  const pass = project?.passes.find((each) => each.id === passId);
  const [profileId, setProfileId] = useState(firstUsable);
  if (!project || !pass) return null;
  return <Sheet project={project} pass={pass} profileId={profileId} choose={setProfileId} onClose={onClose} />;
}

interface SheetProps {
  readonly project: Project;
  readonly pass: Pass;
  readonly profileId: string;
  readonly choose: (profileId: string) => void;
  readonly onClose: () => void;
}

function Sheet({ project, pass, profileId, choose, onClose }: SheetProps) {
  const promptId = useId();
  const [first] = pass.shots;
  const suggested = first ? compilePictureText(first, pass.look) : "";
  const [prompt, setPrompt] = useState(suggested);
  const profile = profileOf(profileId);
  const provider = profile?.provider ?? "gemini";
  const keyed = useHasKey(provider);
  const saved = useEditor((state) => state.save.kind === "saved");
  const asked = useQuote(pass.id, profileId);
  const { start, busy, problem } = useStart(asked, onClose);
  const errors = [
    ...problemsWith(project, pass, profileId),
    ...imageProblemsWith(project, pass, profileId, editor.get().view?.media ?? []),
  ].filter(({ severity, path }) => severity === "error" && path.startsWith("elements"));
  const ready = keyed && saved && !busy && prompt.trim() !== "" && asked.quote !== null && errors.length === 0;
  return (
    <Modal
      open
      title={`Start frame of ${pass.scene} ${pass.name}`}
      onClose={onClose}
      buttons={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            kind="primary"
            disabled={!ready}
            onClick={() => void start({ passId: pass.id, profile: profileId, prompt: prompt.trim() })}
          >
            {sayConfirm(asked.quote)}
          </Button>
        </>
      }
    >
      <div className={styles.sheet}>
        <ModelPicker
          label="Image model"
          project={project}
          pass={pass}
          output="still"
          value={profileId}
          onPick={choose}
        />
        <label className={styles.label} htmlFor={promptId}>
          Prompt
          <textarea
            id={promptId}
            className={styles.area}
            value={prompt}
            maxLength={20_000}
            onChange={(event) => setPrompt(event.currentTarget.value)}
          />
          <span className={styles.hint}>
            One image in {pass.aspectRatio}
            {profile ? `, ${resolutionFor(profile, pass.resolution)}` : ""}. Elements used as @Name are sent as
            reference images.
            {pass.startFrame !== undefined && " The current start frame stays until you use the new one."}
          </span>
        </label>
        {errors.map(({ message, path, next }) => (
          <p key={`${path} ${message}`} className={styles.problem}>
            {message} {next}
          </p>
        ))}
        {!keyed && <MissingKey provider={provider} />}
        <PriceBox asked={asked} />
        <StartProblem problem={problem} />
      </div>
    </Modal>
  );
}

/** The first image model whose service has a key, else the first. */
function firstUsable(): string {
  const stills = modelProfiles.filter((profile) => profile.output === "still");
  const keys = generation.get();
  return (stills.find((profile) => hasKey(keys, profile.provider)) ?? stills[0])?.id ?? "";
}
