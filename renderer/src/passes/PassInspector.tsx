/** Owns the inspector of the selected pass: its budget and what is wrong with it, generating it, its takes, then its model, parameters and frames. */
import { type ComponentType, memo } from "react";
import { byShape } from "../../../shared/animatic/frame-size.ts";
import type { EditOf } from "../../../shared/edits/edit.ts";
import { unsureLimits } from "../../../shared/models/describe-profile.ts";
import type { ModelProfile } from "../../../shared/models/profile.ts";
import { limitsOf, profileOf } from "../../../shared/models/profiles.ts";
import type { Pass, Project } from "../../../shared/project/model.ts";
import { defaultNegativePrompt } from "../../../shared/prompt/compile.ts";
import { runCommand } from "../commands/commands.ts";
import { openDialog } from "../dialogs/dialogs.ts";
import { BlockingMark } from "../generation/BlockingMark.tsx";
import { FrameSlot, FramesButton } from "../generation/FrameSlot.tsx";
import { ModelPicker } from "../generation/ModelPicker.tsx";
import { serviceName } from "../generation/services.ts";
import { useHasKey } from "../generation/use-generation.ts";
import { BudgetBar } from "../preflight/BudgetBar.tsx";
import { PassProblems } from "../preflight/PassProblems.tsx";
import { shownProject } from "../state/selectors.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import { Row, Section, TextArea, TextField, Toggle } from "../ui/Field.tsx";
import { Picker } from "../ui/Picker.tsx";
import segments from "../ui/Segments.module.css";
import { Continuation } from "./Continuation.tsx";
import { GuidanceField } from "./GuidanceField.tsx";
import { KeyframesField } from "./KeyframesField.tsx";
import { LookSection } from "./LookSection.tsx";
import styles from "./PassInspector.module.css";

type Fields = EditOf<"pass.describe">["fields"];

interface Rooms {
  /** The button that makes a take of the selected pass. */
  readonly Generate: ComponentType;
  readonly Takes: ComponentType<{ passId: string }>;
}

/** In the order of the work: what is planned, generating it, choosing a take, and last what is rarely changed. `Generate` and `Takes` lie in rooms of their own, so whoever puts the window together hands them in. */
export function PassInspector({ Generate, Takes }: Rooms) {
  const project = useEditor((state) => state.view?.project ?? null);
  const passId = useEditor((state) => state.selection.passId);
  const pass = project?.passes.find((each) => each.id === passId) ?? null;
  if (!project || !pass) {
    return (
      <div className={styles.none}>
        <p>{project?.passes.length === 0 ? "This project has no passes yet." : "Select a pass or a shot."}</p>
        {project?.passes.length === 0 && <Button onClick={() => runCommand("pass.add")}>Add pass</Button>}
      </div>
    );
  }
  return <Body key={pass.id} project={project} pass={pass} Generate={Generate} Takes={Takes} />;
}

/** Follows the drag under way, so that the budget moves with it. */
function LiveBudget({ passId }: { passId: string }) {
  const pass = useEditor((state) => shownProject(state)?.passes.find((each) => each.id === passId) ?? null);
  return pass && <BudgetBar pass={pass} />;
}

interface BodyProps extends Rooms {
  readonly project: Project;
  readonly pass: Pass;
}

const Body = memo(function Body({ project, pass, Generate, Takes }: BodyProps) {
  const profile = profileOf(pass.profile);
  const limits = limitsOf(pass.profile);
  const describe = (fields: Fields) => void editor.apply({ type: "pass.describe", passId: pass.id, fields });
  return (
    <>
      <header className={styles.head}>
        <h2 className={styles.title} title={`${pass.scene} ${pass.name}`}>
          {pass.scene} {pass.name}
        </h2>
        <span className={styles.count}>{pass.shots.length === 1 ? "1 shot" : `${pass.shots.length} shots`}</span>
      </header>
      <div className={styles.body}>
        <Section title="Budget">
          <LiveBudget passId={pass.id} />
          <PassProblems project={project} pass={pass} />
        </Section>
        <div className={styles.generate}>
          <Generate />
        </div>
        <Takes passId={pass.id} />
        <Section title="Model">
          <Row label="Model">
            <ModelPicker
              label="Model profile"
              project={project}
              pass={pass}
              value={pass.profile}
              onPick={(next) => describe({ profile: next })}
            />
          </Row>
          {profile && <ProfileFacts profile={profile} />}
          <Row label="Aspect">
            <div className={styles.segments} role="radiogroup" aria-label="Aspect ratio">
              {byShape(limits.aspectRatios).map((aspectRatio) => (
                <label key={aspectRatio} className={segments.segment}>
                  <input
                    type="radio"
                    name="aspect"
                    checked={aspectRatio === pass.aspectRatio}
                    onChange={() => describe({ aspectRatio })}
                  />
                  {aspectRatio}
                </label>
              ))}
            </div>
          </Row>
          <Row label="Resolution">
            <Picker
              label="Resolution"
              value={pass.resolution}
              choices={limits.resolutions.map((value) => ({ value, label: value }))}
              onPick={(resolution) => describe({ resolution })}
            />
          </Row>
          {limits.guidance && (
            <Row label="Guidance">
              <GuidanceField value={pass.guidance} onCommit={(guidance) => describe({ guidance })} />
            </Row>
          )}
          {limits.audio && (
            <Row label="Audio">
              <Toggle
                label="Audio"
                checked={limits.audioAlways || (pass.audio ?? false)}
                onChange={(audio) => describe({ audio })}
                locked={limits.audioAlways ? "This model always makes sound." : undefined}
              />
              {limits.audioAlways && <span className={styles.note}>Always on with this model</span>}
            </Row>
          )}
        </Section>
        <LookSection pass={pass} />
        <Section title="Start and end frame">
          <div className={styles.frames}>
            <Frame label="Start frame" pass={pass} kind="startFrame" />
            <Frame label="End frame" pass={pass} kind="endFrame" />
          </div>
          <Continuation pass={pass} />
          {(limits.keyframesMax ?? 0) > 0 && <KeyframesField project={project} pass={pass} limits={limits} />}
        </Section>
        <Section title="Pass">
          <Row label="Scene">
            <TextField
              label="Scene"
              value={pass.scene}
              maxLength={40}
              onCommit={(scene) => scene.trim() && describe({ scene: scene.trim() })}
            />
          </Row>
          <Row label="Name">
            <TextField
              label="Pass name"
              value={pass.name}
              maxLength={200}
              onCommit={(name) => name.trim() && describe({ name: name.trim() })}
            />
          </Row>
          <Row label="Heading">
            <TextField
              label="Scene heading"
              value={pass.heading ?? ""}
              placeholder="INT. GARAGE - NIGHT"
              maxLength={200}
              onCommit={(heading) => describe({ heading: heading.trim() || null })}
            />
          </Row>
        </Section>
        {limits.negativePrompt && (
          <details className={styles.fold}>
            <summary className={styles.foldHead}>
              <h3 className={styles.foldTitle}>Negative prompt</h3>
              <span className={styles.note}>{pass.negativePrompt === undefined ? "Default" : "Edited"}</span>
            </summary>
            <div className={styles.folded}>
              <TextArea
                label="Negative prompt"
                rows={3}
                value={pass.negativePrompt ?? defaultNegativePrompt}
                placeholder="Nothing is excluded"
                onCommit={(text) => describe({ negativePrompt: text.trim() })}
              />
              {pass.negativePrompt !== undefined && (
                <button type="button" className={styles.link} onClick={() => describe({ negativePrompt: null })}>
                  Use the default
                </button>
              )}
            </div>
          </details>
        )}
        <div className={styles.foot}>
          <Button onClick={() => openDialog({ kind: "request", passId: pass.id })}>What will be sent…</Button>
          <Button onClick={() => openDialog({ kind: "render", passId: pass.id })}>Render animatic…</Button>
        </div>
      </div>
    </>
  );
});

function ProfileFacts({ profile }: { profile: ModelProfile }) {
  const { totalMs, shotMs, shotsMax } = limitsOf(profile.id);
  const keyed = useHasKey(profile.provider);
  const seconds = (ms: number) => ms / 1000;
  return (
    <p
      className={styles.facts}
      title={`Source: ${profile.source.text}, checked ${profile.source.asOf}.${sayUncertain(profile)}`}
    >
      {seconds(totalMs.min)}–{seconds(totalMs.max)} s, up to {shotsMax} shots of {seconds(shotMs.min)} s or longer.{" "}
      {profile.price.kind !== "free"
        ? ""
        : profile.provider === "animatic"
          ? "Free, rendered on this computer."
          : "Free."}
      {profile.uncertain.length > 0 ? "Some limits are not confirmed. " : ""}
      {profile.off === undefined ? "" : `Not available yet: ${profile.off} `}
      {!keyed && profile.provider !== "animatic" && (
        <button type="button" className={styles.link} onClick={() => openServiceSettings(profile.provider)}>
          Add API key for {serviceName(profile.provider)}
        </button>
      )}
    </p>
  );
}

/** What the sources leave open, for the tooltip. */
function sayUncertain(profile: ModelProfile): string {
  const unsure = unsureLimits(profile);
  return unsure.length === 0 ? "" : ` Not confirmed: ${unsure.join(", ")}.`;
}

function openServiceSettings(provider: ModelProfile["provider"]): void {
  if (provider !== "animatic") openDialog({ kind: "settings", page: "services", provider });
}

function Frame({ label, pass, kind }: { label: string; pass: Pass; kind: "startFrame" | "endFrame" }) {
  const frame = { place: { kind, passId: pass.id }, label: label.toLowerCase() };
  const mediaId = pass[kind] ?? null;
  return (
    <div className={styles.frame}>
      <FrameSlot {...frame} aspectRatio={pass.aspectRatio} mediaId={mediaId} />
      <span className={styles.note}>{label}</span>
      <BlockingMark place={frame.place} mediaId={mediaId} />
      <FramesButton {...frame} />
    </div>
  );
}
