/** The command that judges a model file of the user's own before it is used. */
import { faultLine } from "../../shared/models/model-fault.ts";
import { count } from "./plan-commands.ts";
import type { Session } from "./session.ts";

export async function checkModel(session: Session, file: string): Promise<boolean> {
  const result = await session.core.call("models.check", { file: session.resolvePath(file) });
  const { id, label, replaces, folder, faults } = result;
  const good = [
    `${file} has no problems: ${id}, ${label}${replaces ? ", in the place of the one that comes with Shotline" : ""}.`,
    `Put it into ${folder} to use it.`,
  ];
  const bad = [...faults.map(faultLine), `${count(faults.length, "problem")}.`];
  session.terminal.result(result, (faults.length === 0 ? good : bad).join("\n"));
  return faults.length === 0;
}
