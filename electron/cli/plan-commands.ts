/** The commands that look into a plan file, or at what plans are made for; none of them makes anything. */
import { readFile } from "node:fs/promises";
import { AppError } from "../../shared/errors/app-error.ts";
import {
  amountOf,
  describePrice,
  formatMoney,
  priceOfWhole,
  priceUncertainty,
  sumMoney,
} from "../../shared/generation/price.ts";
import type { ModelProfile } from "../../shared/models/profile.ts";
import { profileOf } from "../../shared/models/profiles.ts";
import type { FixableProblem } from "../../shared/preflight/problem.ts";
import { totalMs } from "../../shared/project/layout.ts";
import { type Plan, parsePlan } from "../../shared/project/plan.ts";
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
      ? `${plan} has no problems.`
      : `${count(errors, "error")}, ${count(problems.length - errors, "suggestion")}.`;
  session.terminal.result({ problems }, [...problems.map(problemLine), summary].join("\n"));
  return errors === 0;
}

function problemLine({ severity, code, path, message, next }: FixableProblem): string {
  return `${severity.padEnd(6)}  ${code}  ${path ? `${path}: ` : ""}${message}${next ? ` ${next}` : ""}`;
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

/** Faults that leave no price to speak of; whatever else a service would refuse is noted beside the price. */
const priceless = /^(?:plan|path|profile|budget)\.|^field\.not-allowed$/;

/** Amounts are null where no price is known; the total is null as soon as one of them is, or when currencies differ. */
export async function estimatePlan(session: Session, plan: string, options: ProfileOption): Promise<boolean> {
  const planFile = session.resolvePath(plan);
  const { problems } = await session.core.call("plan.checkFile", { planFile, ...profileFrom(options) });
  const errors = problems.filter((problem) => problem.severity === "error");
  const refusal = errors.find(({ code }) => priceless.test(code));
  const read = parsePlan(refusal ? "" : await readFile(planFile, "utf8"));
  if (refusal || !read.plan) {
    const next = `Correct the plan; run shotline plan check ${plan} to list every problem.`;
    const { message = "The plan can't be read.", path = "" } = refusal ?? {};
    throw errorFrom({ code: "plan.refused", message, path, next });
  }
  const estimates = read.plan.passes.map((pass, index) => {
    const profile = requireProfile(options.profile ?? pass.profile);
    const fault = errors.find(({ path }) => path.startsWith(`passes[${index}].`));
    return estimatePass(profile, pass, fault ?? null);
  });
  const sums = sumMoney(estimates.flatMap(({ price }) => price ?? []));
  const known = estimates.every(({ price }) => price !== null) && sums.length < 2;
  const [sum] = sums;
  const result = {
    passes: estimates.map(({ row }) => row),
    total: known ? (sum ? amountOf(sum) : 0) : null,
    currency: known ? (sum?.currency ?? null) : null,
    totals: sums.map((each) => ({ currency: each.currency, amount: amountOf(each) })),
  };
  const rows = estimates.map(({ row, text }) => [row.pass, row.profile, seconds(row.durationMs), text, row.note]);
  const totalText = sums.map(formatMoney).join(" + ") || (known ? "free" : "unknown");
  const unknown = known || sums.length > 1 || sums.length === 0 ? "" : ", plus an unknown amount";
  const lines = [formatTable([["Pass", "Profile", "Length", "Price", ""], ...rows]), `Total: ${totalText}${unknown}`];
  session.terminal.result(result, lines.join("\n"));
  return true;
}

function estimatePass(profile: ModelProfile, pass: Plan["passes"][number], fault: FixableProblem | null) {
  const { price: table, source } = profile;
  const durationMs = totalMs(pass);
  const price = priceOfWhole(profile, pass);
  const uncertain = priceUncertainty(profile);
  const priced = "asOf" in table ? table : { source: source.text, asOf: source.asOf };
  const free =
    profile.provider === "animatic" ? "free: rendered on this computer" : "free: generated by your own machine";
  const notes = [
    table.kind === "free" ? free : `${priced.source}, ${priced.asOf}`,
    ...(table.kind === "unknown" ? [table.note] : []),
    ...(uncertain === null ? [] : [uncertain]),
    ...(fault === null ? [] : [`This pass would be refused: ${fault.message}`]),
  ];
  const row = {
    pass: `${pass.scene} ${pass.name}`,
    profile: profile.id,
    durationMs,
    amount: price && amountOf(price),
    currency: price && table.kind !== "free" ? price.currency : null,
    priceAsOf: priced.asOf,
    source: priced.source,
    ...(uncertain === null ? {} : { uncertain }),
    note: notes.join(" · "),
  };
  const text = price === null ? "unknown" : table.kind === "free" ? "free" : formatMoney(price);
  return { price, row, text: uncertain === null || price === null ? text : `~ ${text}` };
}

function seconds(durationMs: number): string {
  return `${durationMs / 1000} s`;
}

function requireProfile(id: string): ModelProfile {
  const profile = profileOf(id);
  if (profile) return profile;
  throw new AppError("profile.unknown", `There is no model named ${id}.`, {
    next: "Run shotline models for the list.",
  });
}

export async function listModels(session: Session): Promise<boolean> {
  const models = await session.core.call("models.list", {});
  const titles = ["Profile", "Model", "Total", "Shots", "Resolutions", "Price", "Limits of", "Price of"];
  const lines = [
    formatTable([titles, ...models.map(modelRow)]),
    "~ marks a value that is not confirmed: the service does not publish it, or sources disagree. With --json, `uncertain` lists which.",
  ];
  session.terminal.result({ models }, lines.join("\n"));
  return true;
}

function modelRow(profile: ModelProfile): string[] {
  const { id, label, off, output, limits, price, source, uncertain } = profile;
  const range = ({ min, max }: { min: number; max: number }) => `${min / 1000}-${max / 1000} s`;
  const mark = (text: string, ...keys: readonly (keyof ModelProfile["limits"])[]) =>
    keys.some((key) => uncertain.includes(key)) ? `~ ${text}` : text;
  const still = output === "still";
  return [
    id,
    off === undefined ? label : `${label} (not available yet)`,
    still ? "a still" : mark(range(limits.totalMs), "totalMs"),
    still ? "" : mark(`${limits.shotsMax} of ${range(limits.shotMs)}`, "shotsMax", "shotMs"),
    mark(limits.resolutions.join(", "), "resolutions"),
    `${priceUncertainty(profile) === null ? "" : "~ "}${describePrice(profile)}`,
    source.asOf,
    "asOf" in price ? price.asOf : "",
  ];
}

function profileFrom({ profile }: ProfileOption): ProfileOption {
  return profile === undefined ? {} : { profile };
}

/** `1 shot`, `2 shots`. */
export function count(number: number, word: string, words = `${word}s`): string {
  return `${number} ${number === 1 ? word : words}`;
}
