/** Owns the home screen: the ways to get a project, with a line on each, and what is dropped anywhere on it. */
import { Archive, CircleQuestionMark, FileJson, FileText, FolderOpen, ImagePlus, Plus, Settings } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { openFolder, openSample, openTemplate, runCommand } from "../commands/commands.ts";
import { openImages } from "../commands/open-images.ts";
import { openScript, scriptEndings } from "../commands/script-files.ts";
import { joinClasses } from "../ui/Button.tsx";
import { openDropped } from "./dropped.ts";
import styles from "./Home.module.css";
import { RecentProjects } from "./RecentProjects.tsx";
import samplePicture from "./sample.jpg";
import { TemplateCards } from "./TemplateCards.tsx";
import { useDrop } from "./use-drop.ts";

export function Home() {
  /** What is under way, as a sentence; null while the user may choose. */
  const [busy, setBusy] = useState<string | null>(null);
  const during = async (sentence: string, work: () => Promise<void>) => {
    setBusy(sentence);
    await work();
    setBusy(null);
  };
  const onRead = (count: number) => setBusy(`Reading images: ${count}…`);
  const isOver = useDrop(busy !== null, (dropped) => void during("Reading…", () => openDropped(dropped, onRead)));
  const picker = useRef<HTMLInputElement>(null);
  const scriptPicker = useRef<HTMLInputElement>(null);
  const isBusy = busy !== null;
  return (
    <main className={styles.home} aria-busy={isBusy}>
      <div className={styles.sheet}>
        <div className={styles.start}>
          <header>
            <h1 className={styles.name}>Shotline</h1>
            <p className={styles.claim}>Plan shots, see them move, hand them off to the edit.</p>
          </header>
          <nav className={styles.actions} aria-label="Start">
            <Action
              isPrimary
              icon={<Plus size={18} />}
              name="New project"
              about="Start with one empty shot."
              isDisabled={isBusy}
              run={() => runCommand("project.new")}
            />
            <Action
              icon={<ImagePlus size={18} />}
              name="New from images…"
              about="Turn each image into a shot."
              isDisabled={isBusy}
              run={() => picker.current?.click()}
            />
            <input
              ref={picker}
              type="file"
              accept="image/*"
              multiple
              hidden
              aria-label="Images for a new project"
              onChange={({ currentTarget }) => {
                const files = [...(currentTarget.files ?? [])];
                currentTarget.value = "";
                if (files.length > 0) void during("Reading…", () => openImages(files, null, onRead));
              }}
            />
            <Action
              icon={<FileText size={18} />}
              name="New from script…"
              about="Turn scenes into passes, paragraphs into shots."
              isDisabled={isBusy}
              run={() => scriptPicker.current?.click()}
            />
            <input
              ref={scriptPicker}
              type="file"
              accept={scriptEndings}
              hidden
              aria-label="Script for a new project"
              onChange={({ currentTarget }) => {
                const [file] = currentTarget.files ?? [];
                currentTarget.value = "";
                if (file) void during("Reading the script…", () => openScript(file));
              }}
            />
            <Action
              icon={<FileJson size={18} />}
              name="New from plan…"
              about="Load passes and shots from JSON."
              isDisabled={isBusy}
              run={() => runCommand("project.openPlan")}
            />
            <Action
              icon={<FolderOpen size={18} />}
              name="Open…"
              about="Open a project folder from disk."
              isDisabled={isBusy}
              run={() => runCommand("project.open")}
            />
            <Action
              icon={<Archive size={18} />}
              name="Open archive…"
              about="Unpack a project that came as one file."
              isDisabled={isBusy}
              run={() => runCommand("archive.open")}
            />
            <Action
              icon={<img className={styles.sample} src={samplePicture} alt="" draggable={false} />}
              name="Open the sample"
              about="“The drowned bell”: four shots in 15 s, with moves and pictures."
              isDisabled={isBusy}
              run={() => void during("Opening the sample…", openSample)}
            />
            <Action icon={<Settings size={18} />} name="Settings…" run={() => runCommand("settings")} />
            <Action icon={<CircleQuestionMark size={18} />} name="Help" run={() => runCommand("help")} />
          </nav>
        </div>
        <div className={styles.choices}>
          <RecentProjects
            isDisabled={isBusy}
            open={(folder) => void during("Opening…", () => openFolder(folder))}
            chooseImages={() => picker.current?.click()}
          />
          <TemplateCards
            isDisabled={isBusy}
            open={(template) => void during("Opening the template…", () => openTemplate(template))}
          />
        </div>
      </div>
      <p className={styles.busy} role="status">
        {busy}
      </p>
      {isOver && (
        <div className={styles.target}>
          <p className={styles.invitation}>Drop images, a script, a plan, an archive, or a project folder</p>
          <p className={styles.claim}>Images become a new project with a shot each.</p>
        </div>
      )}
    </main>
  );
}

interface ActionProps {
  readonly icon: ReactNode;
  readonly name: string;
  readonly about?: string;
  readonly isPrimary?: boolean;
  readonly isDisabled?: boolean;
  readonly run: () => void;
}

function Action({ icon, name, about, isPrimary, isDisabled, run }: ActionProps) {
  return (
    <button
      type="button"
      className={joinClasses(styles.action, isPrimary && styles.primary)}
      disabled={isDisabled}
      onClick={run}
    >
      {icon}
      <span className={styles.words}>
        <span className={styles.actionName}>{name}</span>
        {about !== undefined && <span className={styles.about}>{about}</span>}
      </span>
    </button>
  );
}
