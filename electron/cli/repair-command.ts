/** The commands that repair a project: open the best of what is there, and mend what is safe to mend. */
import { basename } from "node:path";
import { AppError } from "../../shared/errors/app-error.ts";
import type { Findings, Losses, RecoveryChoice, Standing } from "../../shared/rpc/recovery-contract.ts";
import { count } from "./plan-commands.ts";
import type { Session } from "./session.ts";
import { formatTable } from "./terminal.ts";

interface Offer {
  readonly choice: RecoveryChoice;
  readonly standing: Standing;
  readonly lost: Losses | null;
}

/** Puts the best of what can be opened of a project in its place: the newest, and of two as new the one that lost less. */
export async function repairProject(session: Session, path: string, options: { from?: string }): Promise<boolean> {
  const folder = session.resolvePath(path);
  const findings = await findingsOf(session, folder);
  if (findings === null) {
    const text = "There is nothing to repair: the project opens as it was saved.";
    session.terminal.result({ folder, findings: null, choice: null, kept: null, lost: null }, text);
    return true;
  }
  const offers = offersOf(findings);
  const chosen = options.from === undefined ? offers[0] : offers.find(({ choice }) => nameOf(choice) === options.from);
  const table = tableOf(findings, offers);
  if (!chosen) {
    if (!session.terminal.json) session.terminal.say(table);
    const message =
      offers.length === 0
        ? `Nothing of the project in ${folder} can be read, and there is no backup.`
        : `There is no ${options.from} to repair this project from.`;
    const next =
      offers.length === 0
        ? "Look for a copy of its folder."
        : `Use one of ${offers.map(({ choice }) => nameOf(choice)).join(", ")}.`;
    throw new AppError("not-found", message, { next });
  }
  const { kept, lost } = await session.core.call("recovery.open", { folder, choice: chosen.choice });
  const from = nameOf(chosen.choice);
  const told = [
    table,
    `Repaired ${basename(folder)} from ${from}, revision ${chosen.standing.revision}.`,
    ...(lost && lossText(lost) ? [`Lost: ${lossText(lost)}.`] : []),
    ...(kept ? [`The old database is kept as backups/${kept}.`] : []),
  ];
  session.terminal.result({ folder, findings, choice: chosen.choice, kept, lost }, told.join("\n"));
  return true;
}

/** Null for a project that opens. */
async function findingsOf(session: Session, folder: string): Promise<Findings | null> {
  try {
    await session.core.call("projects.open", { folder });
    return null;
  } catch (error) {
    const codes = ["project.damaged", "project.older", "project.missing"];
    if (!(error instanceof AppError) || !codes.includes(error.code)) throw error;
    return session.core.call("recovery.inspect", { folder });
  }
}

function offersOf({ asItIs, backups, salvage }: Findings): Offer[] {
  const offers: Offer[] = [
    ...(asItIs ? [{ choice: { kind: "asItIs" } as const, standing: asItIs, lost: null }] : []),
    ...backups.map((standing) => ({ choice: { kind: "backup", backup: standing.id } as const, standing, lost: null })),
    ...(salvage ? [{ choice: { kind: "salvage" } as const, standing: salvage, lost: salvage.lost }] : []),
  ];
  const lossOf = ({ lost }: Offer) => (lost ? Object.values(lost).reduce((sum, each) => sum + each, 0) : 0);
  return offers.sort((one, other) => other.standing.revision - one.standing.revision || lossOf(one) - lossOf(other));
}

function nameOf(choice: RecoveryChoice): string {
  if (choice.kind === "backup") return choice.backup;
  return choice.kind === "asItIs" ? "as-is" : "salvage";
}

function tableOf({ fault, lastSaved }: Findings, offers: readonly Offer[]): string {
  const saved = lastSaved
    ? [`Last saved: revision ${lastSaved.revision}${lastSaved.at ? `, ${lastSaved.at}` : ""}.`]
    : [];
  if (offers.length === 0) return [fault.message, ...saved].join("\n");
  const rows = offers.map(({ choice, standing, lost }) => [
    nameOf(choice),
    `revision ${standing.revision}`,
    standing.savedAt ?? "",
    count(standing.passes, "pass", "passes"),
    count(standing.shots, "shot"),
    count(standing.takes, "take"),
    lost && lossText(lost) ? `lost: ${lossText(lost)}` : "",
  ]);
  return [fault.message, ...saved, formatTable(rows)].join("\n");
}

function lossText({ passes, shots, older, elements, takes, history }: Losses): string {
  return [
    [passes, count(passes, "pass", "passes")] as const,
    [shots, count(shots, "shot")] as const,
    [elements, count(elements, "element")] as const,
    [takes, count(takes, "take")] as const,
    [history, count(history, "step of undo", "steps of undo")] as const,
    [older, `the newest of ${count(older, "shot")} (may be older)`] as const,
  ]
    .flatMap(([lost, text]) => (lost > 0 ? [text] : []))
    .join(", ");
}
