/** The commands that look into a plan file, or at what plans are made for; none of them makes anything. */
import { readFile } from "node:fs/promises";
import type { ModelProfile } from "../../shared/models/profile.ts";
import { profileOf } from "../../shared/models/profiles.ts";
import { totalMs } from "../../shared/project/layout.ts";
import { parsePlan } from "../../shared/project/plan.ts";
import type { Problem } from "../../shared/rpc/contract.ts";
import { AppError } from "../../shared/rpc/errors.ts";
import { errorFrom, type Session } from "./session.ts";
import { formatTable } from "./terminal.ts";

interface ProfileOption {
  readonly profile?: string;
}

export async function checkPlan(session: Session, plan: string, options: ProfileOption): Promise<boolean> {
  const planFile = session.resolvePath(plan);
  const { problems } = await session.core.call("plan.checkFile", { planFile, ...profileFrom(options) });
  const errors = problems.filter((problem) => problem.severity === "error").length;
  const summary =
    problems.length === 0
      ? `${plan} is in order.`
      : `${count(errors, "error")}, ${problems.length - errors} of advice.`;
  session.terminal.result({ problems }, [...problems.map(problemLine), summary].join("\n"));
  return errors === 0;
}

function problemLine({ severity, code, path, message }: Problem): string {
  return `${severity.padEnd(6)}  ${code}  ${path ? `${path}: ` : ""}${message}`;
}

export async function compilePlan(
  session: Session,
  plan: string,
  options: ProfileOption & { readonly pass?: number },
): Promise<boolean> {
  const { requests } = await session.core.call("plan.compileFile", {
    planFile: session.resolvePath(plan),
    ...profileFrom(options),
    ...(options.pass === undefined ? {} : { pass: options.pass }),
  });
  const texts = requests.map(({ pass, profile, method, url, headers, body }) =>
    [
      `${pass} (${profile})`,
      `${method} ${url}`,
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
      JSON.stringify(body, null, 2),
    ].join("\n"),
  );
  session.terminal.result({ requests }, texts.join("\n\n"));
  return true;
}

/** Amounts are null where this version knows no price; the total is null as soon as one of them is. */
export async function estimatePlan(session: Session, plan: string, options: ProfileOption): Promise<boolean> {
  const planFile = session.resolvePath(plan);
  const { problems } = await session.core.call("plan.checkFile", { planFile, ...profileFrom(options) });
  const refusal = problems.find((problem) => problem.severity === "error");
  const read = parsePlan(refusal ? "" : await readFile(planFile, "utf8"));
  if (refusal || !read.plan) {
    const next = `Correct the plan; shotline plan check ${plan} lists every fault.`;
    const { message = "The plan cannot be read.", path = "" } = refusal ?? {};
    throw errorFrom({ code: "plan.refused", message, path, next });
  }
  const passes = read.plan.passes.map((pass) => {
    const profile = requireProfile(options.profile ?? pass.profile);
    return {
      pass: `${pass.scene} ${pass.name}`,
      profile: profile.id,
      durationMs: totalMs(pass),
      amount: profile.price.kind === "free" ? 0 : null,
      note: profile.price.kind === "free" ? "free: drawn on this computer" : "unknown",
      source: profile.source,
    };
  });
  const total = passes.some(({ amount }) => amount === null) ? null : 0;
  const rows = passes.map(({ pass, profile, amount, note }) => [pass, profile, amountText(amount), note]);
  const text = [formatTable([["Pass", "Profile", "Price", ""], ...rows]), `Total: ${amountText(total)}`].join("\n");
  session.terminal.result({ passes, total }, text);
  return true;
}

function amountText(amount: number | null): string {
  return amount === null ? "unknown" : String(amount);
}

function requireProfile(id: string): ModelProfile {
  const profile = profileOf(id);
  if (profile) return profile;
  throw new AppError("profile.unknown", `No model is known as ${id}.`, { next: "See shotline models for the list." });
}

export async function listModels(session: Session): Promise<boolean> {
  const models = await session.core.call("models.list", {});
  const seconds = ({ min, max }: { min: number; max: number }) => `${min / 1000}-${max / 1000} s`;
  const rows = models.map(({ id, label, limits, price, source }) => [
    id,
    label,
    seconds(limits.totalMs),
    `${limits.shotsMax} of ${seconds(limits.shotMs)}`,
    limits.resolutions.join(", "),
    price.kind === "free" ? "free" : "unknown",
    source.asOf,
  ]);
  const titles = ["Profile", "Model", "Total", "Shots", "Resolutions", "Price", "As of"];
  session.terminal.result({ models }, formatTable([titles, ...rows]));
  return true;
}

function profileFrom({ profile }: ProfileOption): ProfileOption {
  return profile === undefined ? {} : { profile };
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}
