/** Owns choosing a folder, project, plan, film, file of comments or edit list in the page, over what the core says a folder holds. */
import {
  Archive,
  Clapperboard,
  CornerLeftUp,
  FileJson,
  Film,
  Folder,
  ListVideo,
  MessageSquareText,
  Music,
} from "lucide-react";
import { useEffect, useState, useSyncExternalStore } from "react";
import type { ErrorData } from "../../../shared/errors/app-error.ts";
import type { OutputOf } from "../../../shared/rpc/contract.ts";
import { describeError } from "../api/client.ts";
import { editor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import { Modal } from "../ui/Modal.tsx";
import styles from "./ChooserDialog.module.css";
import { type ChooserRequest, chooserStore } from "./chooser.ts";

type Listing = OutputOf<"files.browse">;

const icons = {
  folder: <Folder size={16} />,
  project: <Clapperboard size={16} />,
  archive: <Archive size={16} />,
  plan: <FileJson size={16} />,
  film: <Film size={16} />,
  sound: <Music size={16} />,
  comments: <MessageSquareText size={16} />,
  "edit-list": <ListVideo size={16} />,
} as const;

const nothingHere = {
  folder: "No folders here.",
  project: "No projects here.",
  archive: "No archives here.",
  plan: "No plan files here.",
  film: "No video files here.",
  sound: "No sound files here.",
  comments: "No .comments.json files here.",
  "edit-list": "No edit lists here.",
} as const;

const goWords = {
  folder: "Choose this folder",
  project: "Open",
  archive: "Open",
  plan: "Open plan",
  film: "Import",
  sound: "Import",
  comments: "Import",
  "edit-list": "Compare",
} as const;

export function ChooserDialog() {
  const request = useSyncExternalStore(chooserStore.subscribe, () => chooserStore.get().request);
  if (!request) return null;
  return <Chooser key={request.title} request={request} />;
}

function Chooser({ request }: { request: ChooserRequest }) {
  const [listing, setListing] = useState<Listing | null>(null);
  const [problem, setProblem] = useState<ErrorData | null>(null);
  const [path, setPath] = useState("");

  const browse = async (folder?: string) => {
    try {
      const next = await editor.client.call("files.browse", folder === undefined ? {} : { folder });
      setListing(next);
      // Whoever has typed meanwhile goes on typing.
      setPath((typed) => (typed === path ? next.folder : typed));
      setProblem(null);
    } catch (error) {
      setProblem(describeError(error));
    }
  };
  // Once: where to go afterwards is up to the user.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    void browse();
  }, []);

  // A project may be there as one file.
  const kinds = ["folder", request.kind, ...(request.kind === "project" ? ["archive"] : [])];
  const entries = (listing?.entries ?? []).filter(({ kind }) => kinds.includes(kind));
  const choose = (entry: Listing["entries"][number]) =>
    entry.kind === "folder" ? void browse(entry.path) : request.answer(entry.path);
  const typedPath = path.trim();
  const go = goWords[request.kind];

  return (
    <Modal
      open
      title={request.title}
      onClose={() => request.answer(null)}
      buttons={
        <>
          <Button onClick={() => request.answer(null)}>Cancel</Button>
          <Button
            kind="primary"
            disabled={typedPath === "" || (request.kind !== "folder" && typedPath === listing?.folder)}
            onClick={() => request.answer(typedPath)}
          >
            {go}
          </Button>
        </>
      }
    >
      <form
        className={styles.path}
        onSubmit={(event) => {
          event.preventDefault();
          void browse(typedPath);
        }}
      >
        <Button
          icon={<CornerLeftUp size={14} />}
          aria-label="Parent folder"
          disabled={!listing?.parent}
          onClick={() => listing?.parent && void browse(listing.parent)}
        />
        <input
          aria-label="Path"
          className={styles.input}
          value={path}
          // What is typed would land behind the folder that arrives in the same moment.
          readOnly={listing === null && problem === null}
          spellCheck={false}
          onChange={(event) => setPath(event.currentTarget.value)}
        />
      </form>
      {problem && (
        <p role="alert" className={styles.problem}>
          {problem.message} {problem.next}
        </p>
      )}
      <ul className={styles.list} aria-label="Folder contents">
        {entries.map((entry) => (
          <li key={entry.path}>
            <button type="button" className={styles.entry} title={entry.path} onClick={() => choose(entry)}>
              {icons[entry.kind]}
              <span className={styles.name}>{entry.name}</span>
            </button>
          </li>
        ))}
        {listing && entries.length === 0 && <li className={styles.nothing}>{nothingHere[request.kind]}</li>}
      </ul>
    </Modal>
  );
}
