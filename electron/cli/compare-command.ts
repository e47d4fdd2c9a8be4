/** The command that compares an edited list with a project's cut, and takes what is accepted into the plan. */
import { planItself } from "../../shared/cut/back/read-cut.ts";
import type { RateName } from "../../shared/time/rate.ts";
import type { Session } from "./session.ts";
import { formatTable } from "./terminal.ts";

interface CompareOptions {
  readonly accept?: string;
  readonly rate?: RateName;
  readonly against?: string;
}

export async function compareList(
  session: Session,
  folder: string,
  list: string,
  options: CompareOptions,
): Promise<boolean> {
  const { projectId } = await session.openProject(folder);
  const { rate, accept, against } = options;
  const asked = {
    ...{ projectId, file: session.resolvePath(list) },
    ...(rate === undefined ? {} : { rate }),
    ...(against === undefined ? {} : { against }),
  };
  const compared = await session.core.call("cut.compare", asked);
  const { lines, ignored, handOffs } = compared;
  const handOff = handOffs.find(({ id }) => id === compared.against);
  const found = { against: compared.against, handOffs, rate: compared.rate, lines, ignored };
  const comparedWith = handOff
    ? `Compared with hand-off ${handOff.id} of ${formatWhen(handOff.at)} in ${handOff.folder}.`
    : `Compared with the current plan${against === planItself ? "" : ": no hand-off of this list was found"}.`;
  if (accept === undefined) {
    const rows = lines.map(({ id, canAccept, doubtful, sentence, note }) => [
      id,
      canAccept ? (doubtful ? "accept by ID only" : "can be accepted") : "",
      `${sentence} ${note}`.trim(),
    ]);
    const text = [comparedWith, rows.length > 0 ? formatTable(rows) : "No differences.", ...ignored.map(passedOver)];
    session.terminal.result(found, text.join("\n"));
    return true;
  }
  const acceptable = lines.filter(({ canAccept }) => canAccept);
  const all = accept.trim() === "all";
  const lineIds = all
    ? acceptable.filter(({ doubtful }) => !doubtful).map(({ id }) => id)
    : accept.split(",").map((id) => id.trim());
  const { applied, edits, sentences, partly } = await session.core.call("cut.accept", {
    ...{ ...asked, baseRevision: compared.revision, against: compared.against, lineIds },
  });
  const left = all ? acceptable.filter(({ doubtful }) => doubtful) : [];
  const text = [
    ...(sentences.length > 0 ? sentences : ["Nothing to accept."]),
    ...left.map(({ id, sentence, note }) => `Not accepted: ${sentence} ${note} Accept ${id} to apply it.`),
  ];
  session.terminal.result({ ...found, accepted: { applied, edits, sentences, partly } }, text.join("\n"));
  return true;
}

/** `2026-11-22 14:05`, by the clock of this machine. */
function formatWhen(iso: string): string {
  const at = new Date(iso);
  const two = (value: number) => String(value).padStart(2, "0");
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

function passedOver(sentence: string): string {
  return `Not compared: ${sentence}`;
}
