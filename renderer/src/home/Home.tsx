/** Owns the home screen: recent projects, and the four ways to get one. */
import { Clapperboard, FileJson, FolderOpen, Plus, Settings, X } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import type { OutputOf } from "../../../shared/rpc/contract.ts";
import { openFolder, openSample, runCommand } from "../commands/commands.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import { Button, IconButton } from "../ui/Button.tsx";
import styles from "./Home.module.css";

type RecentProject = OutputOf<"projects.list">[number];

export function Home() {
  const recent = useRecentProjects();
  const [busy, setBusy] = useState(false);
  const during = async (work: () => Promise<void>) => {
    setBusy(true);
    await work();
    setBusy(false);
  };
  return (
    <main className={styles.home}>
      <div className={styles.sheet}>
        <header className={styles.head}>
          <h1 className={styles.name}>Shotline</h1>
          <p className={styles.claim}>Plan shots, see them move, hand them to the edit.</p>
        </header>
        <div className={styles.columns}>
          <nav className={styles.actions} aria-label="Start">
            <Button kind="primary" icon={<Plus size={16} />} disabled={busy} onClick={() => runCommand("project.new")}>
              New project
            </Button>
            <Button icon={<FolderOpen size={16} />} disabled={busy} onClick={() => runCommand("project.open")}>
              Open…
            </Button>
            <Button icon={<FileJson size={16} />} disabled={busy} onClick={() => runCommand("project.openPlan")}>
              New from plan…
            </Button>
            <Button icon={<Clapperboard size={16} />} disabled={busy} onClick={() => void during(openSample)}>
              {busy ? "Opening…" : "Open the sample"}
            </Button>
            <Button kind="quiet" icon={<Settings size={16} />} onClick={() => runCommand("settings")}>
              Settings…
            </Button>
          </nav>
          <section className={styles.recent} aria-labelledby="recent-title">
            <h2 id="recent-title" className={styles.title}>
              Recent projects
            </h2>
            <RecentList recent={recent} open={(folder) => void during(() => openFolder(folder))} />
          </section>
        </div>
      </div>
    </main>
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

function RecentList({
  recent,
  open,
}: {
  recent: readonly RecentProject[] | null;
  open: (folder: string) => void;
}): ReactNode {
  if (recent === null) return null;
  if (recent.length === 0) {
    return <p className={styles.empty}>No projects yet: make a new one, or open the sample to look around.</p>;
  }
  return (
    <ul className={styles.list}>
      {recent.map((project) => (
        <li key={project.folder} className={styles.item}>
          <button
            type="button"
            className={styles.open}
            disabled={project.missing}
            title={project.folder}
            onClick={() => open(project.folder)}
          >
            <span className={styles.project}>{project.name}</span>
            <span className={styles.when}>{sayWhen(project.openedAt)}</span>
            <span className={styles.folder}>
              {project.missing ? <span className={styles.missing}>Not found: </span> : null}
              <bdi>{project.folder}</bdi>
            </span>
          </button>
          <IconButton
            label={`Take ${project.name} off the list`}
            tip="Take off the list; the folder stays"
            className={styles.forget}
            onClick={() => void forget(project.folder)}
          >
            <X size={14} />
          </IconButton>
        </li>
      ))}
    </ul>
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

/** `today, 14:05`, `yesterday, 09:30`, else the date. */
function sayWhen(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return "";
  const time = date.toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" });
  const midnight = new Date().setHours(0, 0, 0, 0);
  if (date.getTime() >= midnight) return `Today, ${time}`;
  if (date.getTime() >= midnight - 86_400_000) return `Yesterday, ${time}`;
  return date.toLocaleDateString(undefined, { day: "numeric", month: "short", year: "numeric" });
}
