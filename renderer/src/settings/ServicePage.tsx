/** Owns the page of services: for each its key, and which image model the Gemini API is asked for. */
import type { ProviderName } from "../../../shared/models/profile.ts";
import type { Settings } from "../../../shared/rpc/app-contract.ts";
import { services } from "../generation/services.ts";
import { useGeneration } from "../generation/use-generation.ts";
import { Row, TextField } from "../ui/Field.tsx";
import { ComfyuiSection } from "./ComfyuiSection.tsx";
import { KeyForm } from "./KeyForm.tsx";
import styles from "./Settings.module.css";
import type { ChangeSettings } from "./use-settings.ts";

interface ServicePageProps {
  readonly wanted: ProviderName | undefined;
  readonly settings: Settings | null;
  readonly change: ChangeSettings;
}

export function ServicePage({ wanted, settings, change }: ServicePageProps) {
  const keys = useGeneration((state) => state.keys);
  return (
    <>
      <p className={styles.lead}>
        Generations run on your own accounts. API keys stay on this computer, in the system keychain or in a file only
        you can read. They are never written to a project or a log.
      </p>
      {keys === null && <p className={styles.note}>Loading API keys…</p>}
      {keys && (
        <ul className={styles.services}>
          {services.map((service) => (
            <li key={service.provider} className={styles.service}>
              <KeyForm
                service={service}
                state={keys.find((key) => key.provider === service.provider) ?? null}
                open={service.provider === wanted}
              />
              {service.provider === "gemini" && settings && (
                <Row label="Image model">
                  <TextField
                    label="Gemini image model"
                    value={settings.geminiModel}
                    maxLength={100}
                    onCommit={(geminiModel) => geminiModel.trim() && void change({ geminiModel: geminiModel.trim() })}
                  />
                </Row>
              )}
            </li>
          ))}
          {settings && (
            <li className={styles.service}>
              <ComfyuiSection open={wanted === "comfyui"} settings={settings} change={change} />
            </li>
          )}
        </ul>
      )}
    </>
  );
}
