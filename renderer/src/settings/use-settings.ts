/** Owns the app's settings while their dialog is open: read once, and shown as saved only after the core has said so. */
import { useEffect, useState } from "react";
import type { Settings, SettingsChange } from "../../../shared/rpc/app-contract.ts";
import { describeError } from "../api/client.ts";
import { editor } from "../state/use-editor.ts";

export type ChangeSettings = (changes: Partial<SettingsChange>) => Promise<void>;

export function useSettings(): { settings: Settings | null; problem: string | null; change: ChangeSettings } {
  const [settings, setSettings] = useState<Settings | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const tell = (error: unknown) => {
    const { message, next } = describeError(error);
    setProblem([message, next].filter(Boolean).join(" "));
  };
  // Once: afterwards this dialog alone changes them.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    editor.client.call("settings.get", {}).then(setSettings, tell);
  }, []);
  const change: ChangeSettings = async (changes) => {
    if (!settings) return;
    setProblem(null);
    try {
      const { spendCaps, geminiModel, checkForUpdates } = settings;
      const before = { spendCaps, geminiModel, checkForUpdates };
      setSettings(await editor.client.call("settings.set", { ...before, ...changes }));
    } catch (error) {
      tell(error);
    }
  };
  return { settings, problem, change };
}
