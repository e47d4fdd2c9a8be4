/** The command that compares an edited list with a project's cut, and takes what is accepted into the plan. */
import type { RateName } from "../../shared/time/rate.ts";
import type { Session } from "./session.ts";
import { formatTable } from "./terminal.ts";

interface CompareOptions {
  readonly accept?: string;
  readonly rate?: RateName;
}

export async function compareList(
  session: Session,
  folder: string,
  list: string,
  options: CompareOptions,
): Promise<boolean> {
  const { projectId } = await session.openProject(folder);
  const { rate, accept } = options;
  const asked = { projectId, file: session.resolvePath(list), ...(rate === undefined ? {} : { rate }) };
  const compared = await session.core.call("cut.compare", asked);
  const { lines, ignored } = compared;
  if (accept === undefined) {
    const rows = lines.map(({ id, canAccept, sentence, note }) => [
      id,
      canAccept ? "can be accepted" : "",
      `${sentence} ${note}`.trim(),
    ]);
    const text = [rows.length > 0 ? formatTable(rows) : "No difference.", ...ignored.map(passedOver)];
    session.terminal.result({ rate: compared.rate, lines, ignored }, text.join("\n"));
    return true;
  }
  const acceptable = lines.filter(({ canAccept }) => canAccept).map(({ id }) => id);
  const lineIds = accept.trim() === "all" ? acceptable : accept.split(",").map((id) => id.trim());
  const accepted = await session.core.call("cut.accept", { ...asked, baseRevision: compared.revision, lineIds });
  const { applied, edits, sentences, partly } = accepted;
  const text = sentences.length > 0 ? sentences.join("\n") : "Nothing to accept.";
  session.terminal.result(
    { rate: compared.rate, lines, ignored, accepted: { applied, edits, sentences, partly } },
    text,
  );
  return true;
}

function passedOver(sentence: string): string {
  return `Not looked at: ${sentence}`;
}
