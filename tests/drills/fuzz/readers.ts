/** Owns fuzzing what is read from files and from the clipboard: plans, scripts, shot lists and prompts, edit lists, comments. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { writeEdls } from "../../../electron/core/hand-off/lists/edl.ts";
import { writeFcpxml } from "../../../electron/core/hand-off/lists/fcpxml.ts";
import { decodeList } from "../../../electron/core/hand-off/lists/list-text.ts";
import { writeOtio } from "../../../electron/core/hand-off/lists/otio.ts";
import { readEditList } from "../../../electron/core/hand-off/lists/read-edit-list.ts";
import { writeXmeml } from "../../../electron/core/hand-off/lists/xmeml.ts";
import { acceptLines, compareCut, listLines } from "../../../shared/cut/back/accept-lines.ts";
import { parseComments, planComments } from "../../../shared/cut/back/comments.ts";
import { parsePlan } from "../../../shared/project/plan.ts";
import { parseShotText } from "../../../shared/prompt/parse-text.ts";
import type { InputOf } from "../../../shared/rpc/contract.ts";
import { rateNames, rateOf } from "../../../shared/time/rate.ts";
import { buildMixedCut, filmFile } from "../../core/hand-off/lists/arbitrary-cut.ts";
import { buildPlan, buildProject, buildTimedPass, fullPlan } from "../../support/builders.ts";
import { openDrillCore } from "../drill-core.ts";
import { changedJson, changedText, oddText } from "./changes.ts";
import { codeOf, type OpenTarget, targetOf } from "./target.ts";

const scripts = join(import.meta.dirname, "../../fixtures/scripts");
const scriptOf = (name: string) => readFileSync(join(scripts, name), "utf8");

/** Read, checked, and made a project of: the whole way of a plan file without images. */
export const openPlans: OpenTarget = async (home) => {
  const core = openDrillCore(home);
  const planFile = join(home, "race.plan.json");
  const texts = [JSON.stringify(fullPlan, null, 1), JSON.stringify(buildPlan())];
  const changed = changedJson([fullPlan, buildPlan([1000, 2000, 4000])]).map((plan) => JSON.stringify(plan) ?? "");
  return targetOf({
    inputs: fc.oneof(
      { weight: 2, arbitrary: changed },
      { weight: 1, arbitrary: changedText(texts, ['"schema"', "0"]) },
    ),
    kept: ["", "null", "[]", '{"__proto__":1}'],
    writesIn: [home],
    async answer(text) {
      let isPlan = false;
      const parsed = await codeOf(() => {
        isPlan = parsePlan(text).plan !== null;
      });
      if (parsed !== "ok") return parsed;
      // What is no plan is told as problems, and most inputs need not go over the disk to find out.
      if (!isPlan && text.length % 16 > 0) return "problems";
      writeFileSync(planFile, text);
      const checked = await codeOf(() => core.call("plan.checkFile", { planFile }));
      return checked === "ok" ? codeOf(() => core.call("plan.compileFile", { planFile })) : checked;
    },
    close: () => core.close(),
  });
};

/** Read, and compared with a project that a script was imported into before. */
export const openScripts: OpenTarget = async (home) => {
  const core = openDrillCore(home);
  const script = (text: string) => Buffer.from(text).toString("base64");
  const first = { name: "lighthouse.fountain", bytes: script(scriptOf("lighthouse.fountain")) };
  const { projectId } = await core.call("projects.createFromScript", first);
  const names = ["draft.fdx", "hard.fountain", "lighthouse.fountain", "printed.txt"];
  const words = [
    "INT. CAR - NIGHT",
    "CUT TO:",
    "ANNA",
    "(sotto)",
    "# Act",
    '<Paragraph Type="Action">',
    "<Text>",
    "</Text>",
  ];
  return targetOf({
    inputs: fc.record({
      name: fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...names) }, { weight: 1, arbitrary: oddText }),
      text: changedText(names.map(scriptOf), words),
      encoding: fc.constantFrom("utf8", "utf8", "utf8", "utf8", "utf16le", "latin1", "base64"),
    }),
    kept: [
      { name: "", text: "", encoding: "utf8" },
      { name: "a.fdx", text: "<FinalDraft><Content>", encoding: "utf8" },
    ],
    answer: ({ name, text, encoding }) => {
      const bytes = Buffer.from(text, encoding as BufferEncoding).toString("base64");
      return codeOf(() => core.call("script.read", { projectId, name: name.slice(0, 255), bytes }));
    },
    close: () => core.close(),
  });
};

const table = [
  ["Scene", "Shot", "Size", "Angle", "Move", "Action", "Dialogue", "Length", "Start", "Notes"],
  [
    "SC010",
    "10",
    "CU",
    "low",
    "push in",
    "Anna opens the door, slowly",
    'ANNA: "Who is there?"',
    "4s",
    "01:00:00:00",
    "",
  ],
  ["SC010", "20A", "wide", "", "static", "Rain; the road\nis empty", "", "00:00:03:12", "01:00:04:00", "=1+1"],
  ["SC020", "30", "MCU", "high", "pan left", "@Driver runs", "", "2.5", "", "keep the scar"],
];
const quoted = (cells: readonly string[], sign: string) =>
  cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(sign);
const lists = [
  ...[",", ";", "\t"].map((sign) => table.map((cells) => quoted(cells, sign)).join("\n")),
  table
    .map((cells) => `| ${cells.join(" | ").replaceAll("\n", " ")} |`)
    .join("\n")
    .replace("\n", "\n|---|---|\n"),
  "Shot 1 (4s): Close-up, Anna opens the door. Camera pushes in.\nShot 2 (3 seconds): Wide. Rain.\n\nShot 3: She runs.",
  "[00:00-00:04] Medium shot of a driver.\n[00:04-00:09] The car leaves, whip pan.\nNegative: blur",
];

export const openLists: OpenTarget = async (home) => {
  const core = openDrillCore(home);
  const words = ["Shot 2 (3s):", "Shot", "Length", "|---|", "镜头 2", "4s", '"', "\t", "Scene;Shot;Action"];
  return targetOf<InputOf<"lists.read">>({
    inputs: fc
      .record({
        name: fc.constantFrom("list.csv", "list.tsv", "list.md", "Pasted text"),
        rate: fc.constantFrom(...rateNames),
        text: changedText(lists, words),
        bytes: fc.constantFrom(null, null, null, "utf8" as const, "utf16le" as const, "latin1" as const),
      })
      .map(({ name, rate, text, bytes }) =>
        bytes === null ? { name, rate, text } : { name, rate, base64: Buffer.from(text, bytes).toString("base64") },
      ),
    kept: [{ name: "list.csv", rate: "24", text: "" }],
    async answer(input) {
      // What is pasted into a shot's own field is read as well.
      parseShotText(input.text ?? "");
      return codeOf(() => core.call("lists.read", input));
    },
    close: () => core.close(),
  });
};

/** Read, compared with what was handed off, and every line accepted. */
export const openEditLists: OpenTarget = async () => {
  const cut = buildMixedCut();
  const project = buildProject([buildTimedPass("1", [4000, 3000, 5000])]);
  const texts = [
    ...writeEdls(cut, ".mov"),
    writeOtio(cut, filmFile, "resolve"),
    writeFcpxml(cut, filmFile, "1.10"),
    writeXmeml(cut, filmFile, "5"),
  ];
  const otio = JSON.parse(writeOtio(cut, filmFile, "url")) as unknown;
  const words = [
    "* FROM CLIP NAME: x",
    "M2 A 012.0 00:00:00:00",
    "DROP FRAME",
    "D 012",
    'offset="1/0s"',
    "<gap/>",
    "<clipitem>",
  ];
  return targetOf({
    inputs: fc.record({
      text: fc.oneof(
        { weight: 4, arbitrary: changedText(texts, words) },
        { weight: 1, arbitrary: changedJson([otio]).map((value) => JSON.stringify(value) ?? "") },
      ),
      rate: fc.constantFrom(...rateNames),
    }),
    kept: [{ text: "", rate: "24" as const }],
    answer: ({ text, rate }) =>
      codeOf(() => {
        const returned = compareCut(cut, readEditList(decodeList(Buffer.from(text)), rateOf(rate)));
        listLines(project, returned);
        acceptLines(project, returned, new Set(returned.changes.map(({ id }) => id)));
      }),
  });
};

export const openComments: OpenTarget = async () => {
  const project = buildProject([buildTimedPass("1", [4000, 3000, 5000])]);
  const comments = {
    ...{ schema: "shotline.comments.1", title: "Night race", rate: "24", startFrame: 86_400 },
    comments: [
      { frame: 12, shotId: "shot_0011", name: "Anna", text: "Slower" },
      { frame: 200, name: "Ben", text: "Too long\nby far" },
    ],
  };
  const changed = changedJson([comments]).map((value) => JSON.stringify(value) ?? "");
  return targetOf({
    inputs: fc.oneof(changed, changedText([JSON.stringify(comments)])),
    kept: ["{}"],
    answer: (text) => codeOf(() => planComments(project, parseComments(text))),
  });
};
