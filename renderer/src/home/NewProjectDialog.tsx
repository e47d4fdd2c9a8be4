/** Owns making a new project: its name, and the folder that will hold it. */
import { useEffect, useId, useState } from "react";
import { type TemplateId, templateIds, templates } from "../../../shared/project/templates.ts";
import { describeError } from "../api/client.ts";
import { chooseFolder } from "../dialogs/chooser.ts";
import { editor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import { Modal } from "../ui/Modal.tsx";
import { Picker } from "../ui/Picker.tsx";
import styles from "./NewProjectDialog.module.css";

export function NewProjectDialog({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState("");
  const [parent, setParent] = useState("");
  const [template, setTemplate] = useState<TemplateId | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  // Beside other fields, Enter in the name needs a button that submits.
  const formId = useId();
  useEffect(() => {
    editor.client.call("app.info", {}).then(
      (info) => setParent((current) => current || info.projectsFolder),
      (error) => setProblem(describeError(error).message),
    );
  }, []);

  const create = async () => {
    setBusy(true);
    try {
      const place = { name: name.trim(), ...(parent ? { parent } : {}) };
      const { projectId } = template
        ? await editor.client.call("projects.createFromTemplate", { template, ...place })
        : await editor.client.call("projects.create", place);
      await editor.openProject(projectId);
      onClose();
    } catch (error) {
      const { message, next } = describeError(error);
      setProblem([message, next].filter(Boolean).join(" "));
      setBusy(false);
    }
  };
  const ready = name.trim() !== "" && !busy;
  return (
    <Modal
      open
      size="small"
      title="New project"
      onClose={onClose}
      buttons={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" form={formId} disabled={!ready}>
            Create
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) void create();
        }}
      >
        <label className={styles.label}>
          Name
          <input
            className={styles.input}
            value={name}
            maxLength={200}
            placeholder="Night race"
            onChange={(event) => setName(event.currentTarget.value)}
          />
        </label>
        <div className={styles.label}>
          Folder
          <div className={styles.folder}>
            <span className={styles.path} title={parent}>
              <bdi>{parent}</bdi>
            </span>
            <Button
              onClick={() =>
                void chooseFolder("Choose a folder for the project").then((path) => path && setParent(path))
              }
            >
              Change…
            </Button>
          </div>
        </div>
        <div className={styles.label}>
          Template
          <Picker
            label="Template"
            value={template}
            choices={templateIds.map((value) => ({
              value,
              label: templates[value].name,
              note: templates[value].about,
            }))}
            onPick={setTemplate}
            empty="None: one empty shot"
            onClear={() => setTemplate(null)}
          />
        </div>
        {problem && (
          <p role="alert" className={styles.problem}>
            {problem}
          </p>
        )}
      </form>
    </Modal>
  );
}
