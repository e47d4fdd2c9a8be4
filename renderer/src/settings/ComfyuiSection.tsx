/** Owns the user's own ComfyUI in the settings: where it is, whether it answers, and the models made of its workflows. */
import { Menu } from "@base-ui/react/menu";
import { useEffect, useRef, useState } from "react";
import type { ModelProfile } from "../../../shared/models/profile.ts";
import { bindingOfProfile } from "../../../shared/models/workflow-binding.ts";
import { type Settings, settingsSchema } from "../../../shared/rpc/app-contract.ts";
import { describeError } from "../api/client.ts";
import { modelName } from "../generation/services.ts";
import { showDone } from "../state/problems.ts";
import { editor } from "../state/use-editor.ts";
import { Button, joinClasses } from "../ui/Button.tsx";
import { Row } from "../ui/Field.tsx";
import menuStyles from "../ui/Menu.module.css";
import { examples, openExample, openWorkflow, readWorkflowFile } from "./read-workflow-file.ts";
import settingsStyles from "./Settings.module.css";
import type { ChangeSettings } from "./use-settings.ts";
import styles from "./Workflow.module.css";
import { type OpenWorkflow, WorkflowDialog } from "./WorkflowDialog.tsx";
import { modelSummary } from "./workflow-words.ts";

interface ComfyuiSectionProps {
  /** Whether the user came for it. */
  readonly open: boolean;
  readonly settings: Settings;
  readonly change: ChangeSettings;
}

interface Said {
  readonly good: boolean;
  readonly text: string;
}

export function ComfyuiSection({ open, settings, change }: ComfyuiSectionProps) {
  const [models, setModels] = useState<readonly ModelProfile[] | null>(null);
  const [opened, setOpened] = useState<OpenWorkflow | null>(null);
  const [said, setSaid] = useState<Said | null>(null);
  const [busy, setBusy] = useState(false);
  const [isOver, setOver] = useState(false);
  const file = useRef<HTMLInputElement>(null);
  const section = useRef<HTMLElement>(null);
  const saving = useRef<Promise<void>>(Promise.resolve());

  const during = async (work: () => Promise<string | null>) => {
    setBusy(true);
    setSaid(null);
    try {
      const text = await work();
      setSaid(text === null ? null : { good: true, text });
    } catch (error) {
      const { message, next } = describeError(error);
      setSaid({ good: false, text: [message, next].filter(Boolean).join(" ") });
    }
    setBusy(false);
  };
  const list = async () => {
    const { models: own } = await editor.client.call("models.own", {});
    setModels(own.map(({ profile }) => profile).filter(({ provider }) => provider === "comfyui"));
    return null;
  };
  // Once: afterwards this list alone changes them.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => void during(list), []);

  // The last of the services: what it says may be below the edge of the page.
  useEffect(() => {
    if (open || said) section.current?.scrollIntoView({ block: "nearest" });
  }, [open, said]);

  const test = () =>
    during(async () => {
      await saving.current;
      return (await editor.client.call("keys.test", { provider: "comfyui" })).message;
    });
  const add = (chosen: File | undefined) => {
    if (!chosen) return;
    void during(async () => {
      setOpened(openWorkflow(await readWorkflowFile(chosen), chosen.name));
      return null;
    });
  };
  const edit = (profile: ModelProfile) => {
    const binding = bindingOfProfile(profile);
    if (binding) setOpened({ id: profile.id, binding, guesses: new Set(), unsure: new Set(), note: null });
  };
  const remove = (profile: ModelProfile) =>
    during(async () => {
      await editor.client.call("models.remove", { id: profile.id });
      const undo = () =>
        void editor.client
          .call("models.keep", { profile })
          .then(list)
          .catch((error) => editor.report(error));
      showDone(`${modelName(profile)} was removed from this computer.`, { label: "Undo", run: undo });
      return list();
    });

  return (
    <section
      ref={section}
      aria-label="ComfyUI"
      className={joinClasses(settingsStyles.key, isOver && styles.over)}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        event.stopPropagation();
        event.dataTransfer.dropEffect = "copy";
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        event.stopPropagation();
        setOver(false);
        add(event.dataTransfer.files[0]);
      }}
    >
      <div className={settingsStyles.keyHead}>
        <h3 className={settingsStyles.name}>ComfyUI</h3>
        <span className={joinClasses(settingsStyles.source, settingsStyles.absent)}>Your own computer, no API key</span>
        <span className={settingsStyles.buttons}>
          <Button disabled={busy} onClick={() => void test()}>
            Test connection
          </Button>
          <AddMenu
            disabled={busy}
            onFile={() => file.current?.click()}
            onExample={(example) =>
              void during(async () => {
                setOpened(await openExample(example));
                return null;
              })
            }
          />
        </span>
      </div>
      <input
        ref={file}
        type="file"
        hidden
        accept=".json,application/json"
        aria-label="Workflow file"
        onChange={({ currentTarget }) => {
          add(currentTarget.files?.[0]);
          currentTarget.value = "";
        }}
      />
      <Row label="Address">
        <AddressField
          address={settings.comfyuiAddress}
          onSave={(address) => {
            setSaid(null);
            saving.current = change({ comfyuiAddress: address });
          }}
          onRefuse={(text) => setSaid({ good: false, text })}
        />
      </Row>
      {said && (
        <p role={said.good ? "status" : "alert"} className={said.good ? settingsStyles.good : settingsStyles.problem}>
          {said.text}
        </p>
      )}
      {models?.length === 0 && (
        <p className={settingsStyles.note}>
          Add a workflow that ComfyUI wrote with Workflow → Export (API), or drop its file here. It becomes a model like
          any other.
        </p>
      )}
      {models && models.length > 0 && (
        <ul className={styles.models} aria-label="Models of ComfyUI">
          {models.map((profile) => (
            <li key={profile.id} className={styles.model}>
              <span className={styles.modelName} title={modelName(profile)}>
                {modelName(profile)}
              </span>
              <span className={styles.hint}>{modelSummary(profile)}</span>
              <Button kind="quiet" aria-label={`Edit ${modelName(profile)}`} onClick={() => edit(profile)}>
                Edit…
              </Button>
              <Button
                kind="quiet"
                disabled={busy}
                aria-label={`Remove ${modelName(profile)}`}
                onClick={() => void remove(profile)}
              >
                Remove
              </Button>
            </li>
          ))}
        </ul>
      )}
      {opened && (
        <WorkflowDialog
          opened={opened}
          onClose={() => setOpened(null)}
          onKept={(name) => {
            setOpened(null);
            void during(async () => {
              await list();
              return opened.id === null ? `${name} was added to the models.` : `${name} was saved.`;
            });
          }}
        />
      )}
    </section>
  );
}

interface AddressFieldProps {
  /** Empty for the usual one. */
  readonly address: string;
  readonly onSave: (address: string) => void;
  readonly onRefuse: (text: string) => void;
}

/** What is no address stays as it was typed, so that it can be corrected. */
function AddressField({ address, onSave, onRefuse }: AddressFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const save = () => {
    if (typed === null) return;
    const plain = typed.trim();
    const full = plain === "" || plain.includes("://") ? plain : `http://${plain}`;
    const read = settingsSchema.shape.comfyuiAddress.safeParse(full);
    if (!read.success) return onRefuse(read.error.issues[0]?.message ?? "");
    setTyped(null);
    if (full !== address) onSave(full);
  };
  return (
    <input
      className={styles.address}
      aria-label="Address of ComfyUI"
      placeholder="http://127.0.0.1:8188"
      maxLength={500}
      spellCheck={false}
      value={typed ?? address}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      onBlur={save}
      onKeyDown={({ key }) => key === "Enter" && save()}
    />
  );
}

interface AddMenuProps {
  readonly disabled: boolean;
  readonly onFile: () => void;
  readonly onExample: (example: (typeof examples)[number]) => void;
}

function AddMenu({ disabled, onFile, onExample }: AddMenuProps) {
  return (
    <Menu.Root>
      <Menu.Trigger disabled={disabled} render={<Button />}>
        Add workflow…
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className={menuStyles.place} align="end" sideOffset={4}>
          <Menu.Popup className={menuStyles.popup} data-keeps-keys="">
            <Menu.Item className={menuStyles.item} onClick={onFile}>
              From a file…
            </Menu.Item>
            <Menu.Separator className={menuStyles.separator} />
            {examples.map((example) => (
              <Menu.Item key={example.file} className={menuStyles.item} onClick={() => onExample(example)}>
                Example: {example.name}
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
