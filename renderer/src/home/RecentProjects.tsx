/** Owns the list of recent projects: a card for each with its picture, length and date. */
import { Clapperboard, ImagePlus, X } from "lucide-react";
import { useEffect, useState } from "react";
import { type OutputOf, posterUrl } from "../../../shared/rpc/contract.ts";
import { signedAddress } from "../api/session.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import { Button, IconButton, joinClasses } from "../ui/Button.tsx";
import styles from "./RecentProjects.module.css";
import { sayLength, sayWhen } from "./say-recent.ts";

type RecentProject = OutputOf<"projects.list">[number];

interface RecentProps {
  readonly isDisabled: boolean;
  readonly open: (folder: string) => void;
  readonly chooseImages: () => void;
}

export function RecentProjects({ isDisabled, open, chooseImages }: RecentProps) {
  const recent = useRecentProjects();
  return (
    <section className={styles.recent} aria-labelledby="recent-title">
      <h2 id="recent-title" className={styles.title}>
        Recent projects
      </h2>
      {recent?.length === 0 && <Nothing isDisabled={isDisabled} chooseImages={chooseImages} />}
      {recent && recent.length > 0 && (
        <>
          <ul className={styles.cards}>
            {recent.map((project) => (
              <Card key={project.folder} project={project} isDisabled={isDisabled} open={open} />
            ))}
          </ul>
          <p className={styles.hint}>
            Drop images, a script, a plan, an archive, or a project folder anywhere to open it.
          </p>
        </>
      )}
    </section>
  );
}

function useRecentProjects(): readonly RecentProject[] | null {
  const version = useEditor((state) => state.projectsVersion);
  const reachable = useEditor((state) => state.reachable);
  const [recent, setRecent] = useState<readonly RecentProject[] | null>(null);
  // `version` and `reachable` are the reasons to ask again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    let current = true;
    editor.client.call("projects.list", {}).then(
      (list) => current && setRecent(list),
      (error) => current && reachable && editor.report(error),
    );
    return () => {
      current = false;
    };
  }, [version, reachable]);
  return recent;
}

function Nothing({ isDisabled, chooseImages }: Pick<RecentProps, "isDisabled" | "chooseImages">) {
  return (
    <div className={styles.nothing}>
      <ImagePlus size={32} strokeWidth={1.25} />
      <p className={styles.nothingTitle}>No projects yet</p>
      <p>Drop images anywhere in this window: each becomes a shot, and the animatic plays at once.</p>
      <Button disabled={isDisabled} onClick={chooseImages}>
        Choose images…
      </Button>
    </div>
  );
}

function Card({ project, isDisabled, open }: { project: RecentProject } & Pick<RecentProps, "isDisabled" | "open">) {
  const { name, folder, missing } = project;
  return (
    <li className={joinClasses(styles.card, missing && styles.missing)}>
      <button
        type="button"
        className={styles.open}
        disabled={missing || isDisabled}
        title={folder}
        onClick={() => open(folder)}
      >
        <Poster poster={project.poster} />
        <span className={styles.name}>
          <bdi>{name}</bdi>
        </span>
        <span className={styles.facts}>
          <span className={styles.length}>{missing ? "Folder not found" : sayLength(project)}</span>
          <span>{sayWhen(project.openedAt)}</span>
        </span>
        <span className={styles.folder}>
          <bdi>{folder}</bdi>
        </span>
      </button>
      <IconButton
        label={`Remove ${name} from this list`}
        tip="Remove from this list. The folder is kept."
        className={styles.forget}
        onClick={() => void forget(folder)}
      >
        <X size={14} />
      </IconButton>
    </li>
  );
}

/** Plain where there is none: a project without pictures, or one that was not opened here yet. */
function Poster({ poster }: { poster: string | null }) {
  const [failed, setFailed] = useState<string | null>(null);
  const isShown = poster !== null && failed !== poster;
  return (
    <span className={styles.poster}>
      {isShown ? (
        <img
          src={signedAddress(posterUrl(poster))}
          alt=""
          draggable={false}
          loading="lazy"
          onError={() => setFailed(poster)}
        />
      ) : (
        <Clapperboard size={28} strokeWidth={1.25} />
      )}
    </span>
  );
}

async function forget(folder: string): Promise<void> {
  try {
    await editor.client.call("projects.forget", { folder });
    editor.onEvents([{ type: "projects.changed" }]);
  } catch (error) {
    editor.report(error);
  }
}
