/** Owns the last look before money is spent: what will be sent, what keeps it from being sent, what it costs; and the confirmation of that amount. */
import { formatSeconds } from "../../../shared/budget/wall.ts";
import type { Retake } from "../../../shared/generation/retake.ts";
import { writePass } from "../../../shared/generation/written-pass.ts";
import type { ModelProfile } from "../../../shared/models/profile.ts";
import { profileOf } from "../../../shared/models/profiles.ts";
import type { FixableProblem } from "../../../shared/preflight/problem.ts";
import type { Pass, Project } from "../../../shared/project/model.ts";
import { ModelPicker } from "../generation/ModelPicker.tsx";
import { MissingKey, PriceBox, StartProblem } from "../generation/PriceBox.tsx";
import { sayConfirm } from "../generation/use-confirmed-start.ts";
import { useHasKey } from "../generation/use-generation.ts";
import { StoredImage } from "../media/ImageSlot.tsx";
import { PassProblems, useProblems } from "../preflight/PassProblems.tsx";
import { useRequests } from "../preflight/RequestDialog.tsx";
import { CopyRequest, RequestText } from "../preflight/RequestText.tsx";
import { editor, useEditor } from "../state/use-editor.ts";
import { Button, joinClasses } from "../ui/Button.tsx";
import { Modal } from "../ui/Modal.tsx";
import styles from "./Generate.module.css";
import { RetakeOptions } from "./RetakeOptions.tsx";
import { ShotChoice } from "./ShotChoice.tsx";
import { useQuote } from "./use-quote.ts";
import { useRetake } from "./use-retake.ts";
import { useStart } from "./use-start.ts";

interface GenerateDialogProps {
  readonly passId: string;
  /** The shots to retake; absent: the whole pass. */
  readonly shotIds?: readonly string[] | undefined;
  readonly onClose: () => void;
}

export function GenerateDialog({ passId, shotIds, onClose }: GenerateDialogProps) {
  const project = useEditor((state) => state.view?.project ?? null);
  const pass = project?.passes.find((each) => each.id === passId);
  const profile = pass && profileOf(pass.profile);
  if (!project || !pass) return null;
  if (!profile || profile.provider === "animatic") {
    return <Unsendable project={project} pass={pass} onClose={onClose} />;
  }
  return <Sendable project={project} pass={pass} profile={profile} shotIds={shotIds} onClose={onClose} />;
}

interface SendableProps {
  readonly project: Project;
  readonly pass: Pass;
  readonly profile: ModelProfile;
  readonly shotIds: readonly string[] | undefined;
  readonly onClose: () => void;
}

const isError = ({ severity }: FixableProblem) => severity === "error";
const blocksOrDrops = (problem: FixableProblem) => isError(problem) || problem.code.startsWith("field.");

function Sendable({ project, pass, profile, shotIds, onClose }: SendableProps) {
  const choice = useRetake(project, pass, profile, shotIds);
  const { retake, sent, shortage, lengthen } = choice;
  const shown = sent ?? pass;
  const problems = useProblems(project, shown);
  // What too short a retake lacks is said beside its shots.
  const matters = (problem: FixableProblem) =>
    blocksOrDrops(problem) && (retake === null || !problem.code.startsWith("budget."));
  const blocked = sent === null || problems.some((problem) => isError(problem) && matters(problem));
  const short = shortage !== null && !lengthen;
  const keyed = useHasKey(profile.provider);
  const saved = useEditor((state) => state.save.kind === "saved");
  const asked = useQuote(pass.id, blocked || short ? null : profile.id, retake);
  const { start, busy, problem } = useStart(asked, onClose);
  const ready = !blocked && !short && keyed && saved && !busy && asked.quote !== null;
  const wanted = { passId: pass.id, profile: profile.id, ...(retake ? { retake } : {}) };
  return (
    <Modal
      open
      size="large"
      title={`${retake ? "Retake shots of" : "Generate"} ${pass.scene} ${pass.name}`}
      onClose={onClose}
      buttons={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" disabled={!ready} onClick={() => void start(wanted)}>
            {sayConfirm(asked.quote)}
          </Button>
        </>
      }
    >
      <div className={styles.sheet}>
        <Summary project={project} pass={shown} profile={profile} />
        <ShotChoice project={project} pass={pass} profile={profile} choice={choice} />
        {profile.limits.shotsMax === 1 && shown.shots.length > 1 && (
          <p className={styles.hint}>
            This model makes one shot at a time: {shown.shots.length} jobs, confirmed together.
          </p>
        )}
        <RetakeOptions project={project} pass={pass} choice={choice} />
        {problems.some(matters) && (
          <section className={styles.problems} aria-label={blocked ? "Fix before sending" : "Not sent"}>
            <PassProblems project={project} pass={shown} only={matters} />
          </section>
        )}
        {!keyed && <MissingKey provider={profile.provider} />}
        {!blocked && !short && <PriceBox asked={asked} />}
        <StartProblem problem={problem} />
        {!blocked && !short && (
          <details className={styles.fold}>
            <summary>Exact request</summary>
            <ExactRequest passId={pass.id} retake={retake} />
          </details>
        )}
      </div>
    </Modal>
  );
}

function Unsendable({ project, pass, onClose }: Pick<SendableProps, "project" | "pass" | "onClose">) {
  return (
    <Modal
      open
      size="small"
      title={`Generate ${pass.scene} ${pass.name}`}
      onClose={onClose}
      buttons={<Button onClick={onClose}>Close</Button>}
    >
      <div className={styles.sheet}>
        <p>
          {profileOf(pass.profile)
            ? "The animatic is rendered on this computer. To generate, choose a service's model."
            : `The model ${pass.profile} is not available in this version. To generate, choose another one.`}
        </p>
        <PassModel project={project} pass={pass} />
      </div>
    </Modal>
  );
}

function PassModel({ project, pass }: Pick<SendableProps, "project" | "pass">) {
  return (
    <ModelPicker
      label="Model"
      project={project}
      pass={pass}
      value={pass.profile}
      onPick={(profile) => void editor.apply({ type: "pass.describe", passId: pass.id, fields: { profile } })}
    />
  );
}

function sayAudio({ audio, audioAlways }: ModelProfile["limits"], isOn: boolean): string {
  if (!audio) return "Not supported by this model";
  if (audioAlways) return "On, always with this model";
  return isOn ? "On" : "Off";
}

/** What the service will get, as facts. */
function Summary({ project, pass, profile }: Pick<SendableProps, "project" | "pass" | "profile">) {
  const { limits } = profile;
  const written = writePass(profile, project.elements, pass);
  const facts: readonly (readonly [string, string])[] = [
    [
      "Length",
      `${formatSeconds(written.durationMs)}, ${written.shots.length === 1 ? "1 shot" : `${written.shots.length} shots`}`,
    ],
    ["Picture", `${written.aspectRatio}, ${written.resolution}`],
    ["Audio", sayAudio(limits, written.audio)],
    ["Elements", written.elements.map(({ name }) => `@${name}`).join(", ") || "None"],
    ...(written.guidance === null ? [] : [["Guidance", String(written.guidance)] as const]),
  ];
  const frames = [
    ...(written.startFrame === null ? [] : [["Start frame", written.startFrame] as const]),
    ...(written.keyframes ?? []).map((mediaId, index) => [`Keyframe ${index + 1}`, mediaId] as const),
    ...(written.endFrame === null ? [] : [["End frame", written.endFrame] as const]),
  ];
  return (
    <div className={styles.summary}>
      <div className={styles.facts}>
        <div className={styles.model}>
          <PassModel project={project} pass={pass} />
        </div>
        <dl className={styles.list}>
          {facts.map(([term, value]) => (
            <div key={term} className={styles.fact}>
              <dt>{term}</dt>
              <dd title={value}>{value}</dd>
            </div>
          ))}
        </dl>
      </div>
      {frames.length > 0 && (
        <div className={joinClasses(styles.frames, frames.length > 2 && styles.manyFrames)}>
          {frames.map(([name, mediaId]) => (
            <figure key={name} className={styles.frame}>
              <StoredImage mediaId={mediaId} alt={name} />
              <figcaption>{name}</figcaption>
            </figure>
          ))}
        </div>
      )}
    </div>
  );
}

function ExactRequest({ passId, retake }: { passId: string; retake: Retake | null }) {
  const { requests, problem } = useRequests(passId, retake);
  return (
    <div className={styles.request}>
      {problem && <p className={styles.problem}>{problem}</p>}
      {requests.length > 0 && (
        <>
          <RequestText requests={requests} />
          <CopyRequest requests={requests} />
        </>
      )}
    </div>
  );
}
