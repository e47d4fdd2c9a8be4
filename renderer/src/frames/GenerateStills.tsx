/** Owns making stills by an image model: which one, the words, how many, the price, and the confirmation of that amount. */
import { useId, useMemo, useState } from "react";
import { blockingFault, blockingRequest } from "../../../shared/generation/blocking-prompt.ts";
import { resolutionFor } from "../../../shared/generation/resolution.ts";
import {
  stillPrompt,
  stillPromptFault,
  stillPromptMax,
  stillRequest,
  stillsAtOnce,
} from "../../../shared/generation/still-request.ts";
import { modelProfiles, profileOf } from "../../../shared/models/profiles.ts";
import { imageProblemsWith, problemsWith } from "../../../shared/preflight/compare-models.ts";
import type { Project } from "../../../shared/project/model.ts";
import type { StillPlace } from "../../../shared/project/still-place.ts";
import { ModelPicker } from "../generation/ModelPicker.tsx";
import { MissingKey, PriceBox, StartProblem } from "../generation/PriceBox.tsx";
import { sayConfirm, useConfirmedStart } from "../generation/use-confirmed-start.ts";
import { generation, hasKey, useHasKey } from "../generation/use-generation.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import { Button, joinClasses } from "../ui/Button.tsx";
import segments from "../ui/Segments.module.css";
import { FromBlocking } from "./FromBlocking.tsx";
import styles from "./Stills.module.css";
import { useStillsQuote } from "./use-stills.ts";

interface GenerateStillsProps {
  readonly project: Project;
  readonly place: StillPlace;
  readonly prompt: string;
  readonly onPrompt: (prompt: string) => void;
  readonly fromBlocking: boolean;
  readonly onFromBlocking: (on: boolean) => void;
  readonly onStarted: (jobIds: readonly string[]) => void;
}

export function GenerateStills(props: GenerateStillsProps) {
  const { project, place, prompt, onPrompt, fromBlocking, onFromBlocking, onStarted } = props;
  const promptId = useId();
  const [profileId, setProfileId] = useState(firstUsable);
  const [count, setCount] = useState(1);
  const media = useEditor((state) => state.view?.media ?? null);
  const saved = useEditor((state) => state.save.kind === "saved");
  const profile = profileOf(profileId);
  const provider = profile?.provider ?? "gemini";
  const keyed = useHasKey(provider);
  const request = stillRequest(project, place);
  const fault = fromBlocking && profile ? blockingFault(profile) : null;
  const blocked = useMemo(
    () =>
      fromBlocking && profile && !blockingFault(profile) ? blockingRequest(project, place, profile, prompt) : null,
    [project, place, profile, prompt, fromBlocking],
  );
  const elements = blocked
    ? blocked.sent.map(({ element, images }) => ({ ...element, images: [...images] }))
    : request.elements;
  // What is judged is what is sent: the words as they stand here.
  const pass = blocked?.judged ?? {
    ...request.pass,
    shots: request.pass.shots.map((shot) => ({ ...shot, prompt })),
  };
  const errors = [
    ...problemsWith({ elements }, pass, profileId),
    ...imageProblemsWith({ elements }, pass, profileId, media ?? []),
  ].filter(({ severity, code }) => severity === "error" && code !== "prompt.empty");
  const tooLong = stillPromptFault(prompt.trim());
  const asked = useStillsQuote(place, profileId, count);
  const { start, busy, problem } = useConfirmedStart(asked, () => undefined);
  // A shot that says nothing is blocked all the same.
  const hasWords = prompt.trim() !== "" || (fromBlocking && stillPrompt(request) === "");
  const ready =
    keyed && saved && !busy && hasWords && asked.quote !== null && errors.length === 0 && !tooLong && !fault;
  const generate = () =>
    start(async (confirmed) => {
      const words = prompt.trim() === "" ? {} : { prompt: prompt.trim() };
      const how = fromBlocking ? { fromBlocking } : {};
      const wanted = { place, profile: profileId, count, ...words, ...how, ...confirmed };
      onStarted((await editor.client.call("generation.startStills", wanted)).jobIds);
    });
  return (
    <section className={styles.generate} aria-label="Generate">
      <ModelPicker
        label="Image model"
        project={{ ...project, elements: [...elements] }}
        pass={pass}
        output="still"
        value={profileId}
        onPick={setProfileId}
      />
      {place.kind !== "element" && (
        <div className={styles.countRow}>
          <span id={`${promptId}-from`}>Made from</span>
          <div className={styles.segments} role="radiogroup" aria-labelledby={`${promptId}-from`}>
            {[false, true].map((blocking) => (
              <label key={String(blocking)} className={segments.segment}>
                <input
                  type="radio"
                  name={`${promptId}-from`}
                  checked={blocking === fromBlocking}
                  onChange={() => onFromBlocking(blocking)}
                />
                {blocking ? "Blocking" : "Words"}
              </label>
            ))}
          </div>
        </div>
      )}
      {blocked && profile && <FromBlocking request={blocked} profile={profile} />}
      <label className={styles.label} htmlFor={promptId}>
        Prompt
        <textarea
          id={promptId}
          className={joinClasses(styles.area, blocked !== null && styles.short)}
          value={prompt}
          maxLength={stillPromptMax}
          onChange={(event) => onPrompt(event.currentTarget.value)}
        />
      </label>
      <p className={styles.hint}>
        {pass.aspectRatio}
        {profile ? `, ${resolutionFor(profile, pass.resolution)}` : ""}.{" "}
        {place.kind === "element"
          ? "Made from the element’s first image."
          : fromBlocking
            ? "The blocked frame is sent first, then the images of those in it from left to right."
            : "Elements used as @Name are sent as reference images."}
      </p>
      <div className={styles.countRow}>
        <span id={`${promptId}-count`}>Images</span>
        <div className={styles.segments} role="radiogroup" aria-labelledby={`${promptId}-count`}>
          {Array.from({ length: stillsAtOnce }, (_, index) => index + 1).map((each) => (
            <label key={each} className={segments.segment}>
              <input type="radio" name={promptId} checked={each === count} onChange={() => setCount(each)} />
              {each}
            </label>
          ))}
        </div>
      </div>
      {errors.map(({ message, path, next }) => (
        <p key={`${path} ${message}`} className={styles.problem}>
          {message} {next}
        </p>
      ))}
      {fault && (
        <p className={styles.problem}>
          {fault.message} {fault.next}
        </p>
      )}
      {tooLong && (
        <p className={styles.problem}>
          {tooLong.message} {tooLong.next}
        </p>
      )}
      {!keyed && <MissingKey provider={provider} />}
      <PriceBox asked={asked} />
      <StartProblem problem={problem} />
      <Button kind="primary" disabled={!ready} onClick={() => void generate()}>
        {sayConfirm(asked.quote)}
      </Button>
    </section>
  );
}

/** The first image model whose service has a key, else the first. */
function firstUsable(): string {
  const stills = modelProfiles().filter((profile) => profile.output === "still");
  const keys = generation.get();
  return (stills.find((profile) => hasKey(keys, profile.provider)) ?? stills[0])?.id ?? "";
}
