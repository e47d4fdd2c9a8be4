/** Owns what a model would make of the pass, in a cell of the table of models, and giving the pass that model. */
import { type ComparedModel, sayDrops } from "../../../shared/preflight/compare-models.ts";
import type { Pass } from "../../../shared/project/model.ts";
import { editor } from "../state/use-editor.ts";
import { Button } from "../ui/Button.tsx";
import styles from "./ModelTable.module.css";

export function PassFit({ compared, pass }: { compared: ComparedModel; pass: Pass }) {
  const { profile, fit, refusals } = compared;
  const isUsed = profile.id === pass.profile;
  const words = isUsed ? "In use" : "Use this model";
  const [first, ...more] = refusals;
  const use = () => void editor.apply({ type: "pass.describe", passId: pass.id, fields: { profile: profile.id } });
  return (
    <>
      <p className={styles.verdict} data-fit={fit}>
        {fit === "whole" && "As it is"}
        {fit === "drops" && sayDrops(compared)}
        {fit === "refuses" && first}
        {fit === "off" && "Not available yet"}
      </p>
      {fit === "refuses" && more.length > 0 && <p className={styles.note}>{more.length} more to change</p>}
      {fit !== "off" && (
        <Button
          kind="quiet"
          className={styles.use}
          aria-disabled={isUsed ? true : undefined}
          aria-label={`${words}: ${profile.label}`}
          onClick={isUsed ? undefined : use}
        >
          {words}
        </Button>
      )}
    </>
  );
}
