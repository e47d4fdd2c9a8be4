import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { writeShotListCsv } from "../../../electron/core/hand-off/lists/shot-list-csv.ts";
import { readList } from "../../../electron/core/ways-in/lists/read-list.ts";
import { animaticFilm, assembleCut } from "../../../shared/cut/out/cut.ts";
import { cleanText } from "../../../shared/cut/out/names.ts";
import { applyEdit } from "../../../shared/edits/apply-edit.ts";
import type { Edit } from "../../../shared/edits/edit.ts";
import type { Pass, Project, Shot } from "../../../shared/project/model.ts";
import { parsePlan, projectOfPlan } from "../../../shared/project/plan.ts";
import { cameraAngles, cameraMoves, shotSizes, transitions } from "../../../shared/project/vocabulary.ts";
import { type ListPlan, planList } from "../../../shared/ways-in/plan-list.ts";
import { hostileText } from "../../support/arbitrary-plans.ts";
import { buildPass, buildProject, buildShot } from "../../support/builders.ts";

vi.setConfig({ testTimeout: 30_000 });

const like = { scene: "SC010", profile: "animatic", aspectRatio: "16:9", resolution: "720p" } as const;
const csvOf = (project: Project) => writeShotListCsv(assembleCut(project, animaticFilm));

let count = 0;
const newId = (kind: string) => {
  count += 1;
  return `${kind}_new${count}`;
};

function planned(project: Project, text: string, name = "list.csv"): ListPlan {
  return planList(project, readList(name, text, project.rate), like, `Import ${name}`, newId);
}

function imported(project: Project, text: string): Project {
  const { edit } = planned(project, text);
  if (!edit) return project;
  const result = applyEdit(project, edit);
  if (!result.ok) throw new Error(result.refusal.message);
  return result.project;
}

/** A project as the app makes it: one pass with a shot that says nothing. */
const empty = (rate: Project["rate"] = "24") =>
  buildProject([buildPass("new", [buildShot("new", { durationMs: 3000 })])], { rate });
const shotsOf = ({ passes }: Project) =>
  passes.map(({ scene, name, shots }) => [scene, name, shots.map(({ id, number, ...shot }) => shot)]);

describe("the shot list that goes out comes in again", () => {
  test("as the shots of the sample, and the next list is the same", () => {
    const file = readFileSync(new URL("../../../resources/sample/sample.plan.json", import.meta.url), "utf8");
    const { plan } = parsePlan(file);
    if (!plan) throw new Error("no plan");
    const project = projectOfPlan(plan, "project_sample", newId, () => "a".repeat(64));
    // Who is an element decides who is blocked, and a list holds none.
    const again = imported({ ...empty(), elements: project.elements }, csvOf(project));
    expect(csvOf(again)).toBe(csvOf(project));
    const plain = ({ transition, ...shot }: Record<string, unknown>) => ({ ...shot, transition: transition ?? "cut" });
    const shots = (each: Project) =>
      shotsOf(each).map(([scene, name, list]) => [scene, name, (list as never[]).map(plain)]);
    expect(shots(again)).toEqual(shots(project));
  });

  test("without what was worked out of the blocking, which is not read back", () => {
    const blocking = { camera: { lens: 32.5, height: 1.2 } };
    const project = buildProject([buildPass("1", [buildShot("1", { durationMs: 3000, action: "Rain", blocking })])]);
    const text = csvOf(project);
    expect(text).toContain("32.5");
    expect(planned(project, text.replaceAll("32.5", "99")).edit).toBeNull();
    const [[, , shots]] = shotsOf(imported(empty(), text)) as [[string, string, Partial<Shot>[]]];
    expect(shots).toMatchObject([{ action: "Rain" }]);
    expect(shots[0]).not.toHaveProperty("blocking");
    expect(shots[0]).not.toHaveProperty("notes");
    expect(shots[0]?.camera?.lens).toBeUndefined();
  });

  test("in passes of the same shapes, and in the nearest one where a model lacks that of the project", () => {
    const shot = (name: string) => buildShot(name, { durationMs: 3000, action: `Shot ${name}` });
    const project = buildProject([
      buildPass("1", [shot("1")], { aspectRatio: "21:9" }),
      buildPass("2", [shot("2")], { aspectRatio: "3:4", scene: "SC020" }),
    ]);
    const shapesOf = ({ passes }: Project) => passes.map(({ aspectRatio }) => aspectRatio);
    expect(shapesOf(imported(empty(), csvOf(project)))).toEqual(["21:9", "3:4"]);
    const other = "Model,Action,Aspect\nfal/kling-v3-pro,Rain,2.39:1\n";
    const { edit } = planList(
      empty(),
      readList("list.csv", other, "24"),
      { ...like, aspectRatio: "3:4" },
      "Import",
      newId,
    );
    const result = applyEdit(empty(), edit as Edit);
    // A shape that is none of ours stays in the notes.
    expect(result.ok && result.project.passes).toMatchObject([
      { aspectRatio: "9:16", shots: [{ notes: expect.stringContaining("2.39:1") }] },
    ]);
  });

  const text = hostileText(["Driver"])
    .map((each) => cleanText(each))
    .filter((each) => each.trim() !== "");
  const optional = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
  const oneLine = text.map((each) => each.replace(/[\s:"“”]+/g, " ").trim());
  const shot = fc
    .record({
      durationMs: fc.integer({ min: 1, max: 5 }).map((seconds) => seconds * 1000),
      transition: optional(fc.constantFrom(...transitions.filter((each) => each !== "cut"))),
      slowMotion: optional(fc.constant(true)),
      camera: optional(
        fc
          .record({
            size: optional(fc.constantFrom(...shotSizes)),
            angle: optional(fc.constantFrom(...cameraAngles)),
            move: optional(fc.constantFrom(...cameraMoves)),
            lens: optional(text),
            note: optional(text),
            strength: optional(fc.integer({ min: 10, max: 200 })),
            easing: optional(fc.integer({ min: 0, max: 100 })),
            hold: optional(fc.record({ start: fc.integer({ min: 0, max: 45 }), end: fc.integer({ min: 0, max: 45 }) })),
          })
          .map(present),
      ),
      ...Object.fromEntries(
        ["action", "environment", "lighting", "mood", "ambience", "music", "prompt", "notes", "wardrobe", "props"].map(
          (field) => [field, optional(text)],
        ),
      ),
      dialogue: optional(
        fc.array(
          fc
            .record({
              speaker: fc.oneof(
                fc.constant(""),
                oneLine.map((each) => [...each].slice(0, 20).join("").trim()),
              ),
              line: oneLine.filter((each) => each !== ""),
              language: optional(fc.constantFrom("French", "日本語")),
            })
            .map(present),
          { minLength: 1, maxLength: 3 },
        ),
      ),
    })
    .map((each) => present(each) as unknown as Omit<Shot, "id">);

  function present<Fields extends object>(fields: Fields): Fields {
    const kept = Object.entries(fields).filter(([, value]) => value !== undefined && !isEmpty(value));
    return Object.fromEntries(kept) as Fields;
  }

  function isEmpty(value: unknown): boolean {
    return typeof value === "object" && value !== null && Object.keys(value).length === 0;
  }

  test("whatever is typed, at any rate", () => {
    const shots = fc.array(shot, { minLength: 3, maxLength: 3 });
    const rates = fc.constantFrom("23.976" as const, "24" as const, "29.97df" as const, "60" as const);
    fc.assert(
      fc.property(shots, shots, rates, (first, second, rate) => {
        const made = (name: string, each: typeof first, content: Partial<Pass>) =>
          buildPass(
            name,
            each.map((content, at) => buildShot(`${name}${at}`, content)),
            content,
          );
        const project = buildProject(
          [
            made("1", first, { heading: "INT. GARAGE - NIGHT" }),
            made("2", second, { name: "=Pit; lane", scene: "SC020" }),
          ],
          { rate },
        );
        const again = imported(empty(rate), csvOf(project));
        expect(shotsOf(again)).toEqual(shotsOf(project));
        expect(csvOf(again)).toBe(csvOf(project));
        expect(planned(project, csvOf(project)).edit).toBeNull();
      }),
      { numRuns: 40 },
    );
  });

  test("with the numbers of locked shots", () => {
    const shots = [10, 15, 20].map((number) => buildShot(`${number}`, { action: `Number ${number}`, number }));
    const again = imported(empty(), csvOf(buildProject([buildPass("1", shots)])));
    expect(again.passes[0]?.shots.map(({ number }) => number)).toEqual([10, 15, 20]);
  });
});

describe("a list of shots that are there", () => {
  const project = buildProject([
    buildPass("1", [
      buildShot("1", { action: "She waits", camera: { size: "CU", lens: "50mm" }, mood: "calm" }),
      buildShot("2", { action: "She leaves", durationMs: 3000 }),
    ]),
  ]);
  const head = "Scene,Pass,Shot,Action,Size,Length\n";

  test("changes what its cells say otherwise, removes nothing, and is one step", () => {
    const { edit, updated, added, unchanged } = planned(
      project,
      `${head}SC010,Pass 1,SH0010,She runs,WS,5\nSC010,Pass 1,SH0020,She leaves,,\n`,
    );
    expect([added, unchanged]).toEqual([[], 1]);
    expect(updated).toEqual([
      {
        line: 2,
        label: "SH0010",
        scene: "SC010",
        changes: [
          { field: "camera", from: "CU, 50mm", to: "WS, 50mm" },
          { field: "action", from: "She waits", to: "She runs" },
          { field: "length", from: "4 s", to: "5 s" },
        ],
      },
    ]);
    expect(edit).toMatchObject({ type: "batch", label: "Import list.csv" });
    const result = applyEdit(project, edit as NonNullable<typeof edit>);
    expect(result.ok && result.project.passes[0]?.shots).toMatchObject([
      { durationMs: 5000, action: "She runs", camera: { size: "WS", lens: "50mm" }, mood: "calm" },
      { durationMs: 3000, action: "She leaves" },
    ]);
  });

  test("adds a row that is new behind the row before it, and to a new pass where there is no room", () => {
    const rows = [
      "SC010,Pass 1,SH0010,,,",
      "SC010,Pass 1,,Between,,2",
      "SC010,Pass 1,SH0020,,,",
      "SC010,Pass 1,,Long,,9",
    ];
    const again = imported(project, `${head}${rows.join("\n")}`);
    expect(again.passes.map(({ name, shots }) => [name, shots.map(({ action }) => action)])).toEqual([
      ["Pass 1", ["She waits", "Between", "She leaves"]],
      ["Pass 1", ["Long"]],
    ]);
  });

  test("keeps the lengths of a pass where new ones do not fit, and says so", () => {
    const { edit, remarks } = planned(project, `${head}SC010,Pass 1,SH0010,,,14\n`);
    expect(edit).toBeNull();
    expect(remarks).toEqual([
      { line: 2, text: "SC010 Pass 1", message: "The new lengths do not fit Animatic; the pass keeps its lengths." },
    ]);
  });

  test("of another production counts its rows and changes nothing that is there", () => {
    const again = imported(project, "Shot,Action,Length\n10,Another,4\n20,Third,4\n");
    expect(again.passes[0]).toBe(project.passes[0]);
    expect(again.passes[1]?.shots.map(({ action }) => action)).toEqual(["Another", "Third"]);
  });
});

describe("a list of others that comes again", () => {
  const titles = "Scene,Shot,Description,Size,Length";
  const rows = ["1,1,Anna waits at the gate,MS,4", ",2,A car arrives in the rain,WS,4", "2,1,The road is empty,EWS,3"];
  const list = (...lines: string[]) => [titles, ...lines].join("\n");
  const project = imported(empty(), list(...rows));

  test("changes nothing where nothing is new, with and without scenes", () => {
    expect(planned(project, list(...rows))).toMatchObject({ edit: null, unchanged: 3 });
    const plain = "Description,Length\nAnna waits,4\nA car arrives,4\nAnna waits,2\n";
    expect(planned(imported(empty(), plain), plain)).toMatchObject({ edit: null, unchanged: 3 });
  });

  test("finds a shot whose words, size or length are others, and puts a new row behind the row before it", () => {
    const [first = "", , third = ""] = rows;
    const next = list(first, ",2,Anna turns around,CU,2", ",3,A black car arrives in the rain,LS,5", third);
    const { updated, added, unchanged } = planned(project, next);
    expect(unchanged).toBe(2);
    expect(updated.map(({ changes }) => changes.map(({ field }) => field))).toEqual([["camera", "action", "length"]]);
    expect(added).toMatchObject([{ scene: "1", pass: "Pass 2", shots: [{ action: "Anna turns around" }] }]);
    expect(imported(project, next).passes.map(({ shots }) => shots.map(({ action }) => action))).toEqual([
      ["Anna waits at the gate", "Anna turns around", "A black car arrives in the rain"],
      ["The road is empty"],
    ]);
  });

  test("leaves the shots of another scene and of other words alone", () => {
    const next = list("3,1,Anna waits at the gate,MS,4", "1,1,Ben sleeps on a bench,MS,4");
    const again = imported(project, next);
    expect(again.passes.slice(0, 2)).toEqual(project.passes);
    expect(again.passes).toHaveLength(4);
  });
});

describe("lists of others", () => {
  test.each([
    ["Shot #,Shot Size,Description,Duration (sec),Dialogue", ","],
    ["SHOT_NO.;Framing;Action / Subject;Secs;Dialog", ";"],
    ["shot number\tshot type\tWhat happens\tLength\tVO", "\t"],
  ])("are read by the names of their columns: %s", (titles, sign) => {
    const row = ["1", "Close-up", "She waits", "4", "ANNA: “Go!”"].join(sign);
    const found = readList("list", `${titles}\r\n${row}\r\n`, "24");
    expect(found.columns.map(({ field }) => field)).toContain("size");
    expect(found.rows[0]?.shot).toEqual({
      durationMs: 4000,
      camera: { size: "CU" },
      action: "She waits",
      dialogue: [{ speaker: "ANNA", line: "Go!" }],
    });
  });

  test("lose nothing: what is no word of ours goes to the notes, and is remarked", () => {
    const text = "NIGHT RACE,,,\nShot,Size,Action,Move,Crew,Length\n1,Huge,She waits,Twirl,two people,soon\n";
    const { rows, remarks } = readList("list", text, "24");
    expect(rows[0]?.shot).toEqual({
      durationMs: 3000,
      action: "She waits",
      notes: "Size: Huge\nMove: Twirl\nCrew: two people\nLength: soon",
    });
    expect(remarks).toEqual([
      { line: 1, text: "NIGHT RACE", message: "This row is above the titles; it is left out." },
      { line: 3, text: "soon", message: "“soon” is no length; the shot gets 3 s." },
      { line: 3, text: "Huge", message: "“Huge” is no known shot size; it is kept in the notes." },
      { line: 3, text: "Twirl", message: "“Twirl” is no known camera move; it is kept in the notes." },
    ]);
  });

  test("say sizes, angles and moves as production software does", () => {
    const text = [
      "Shot,Shot Size,Shot Type,Movement,Description,Duration (ms)",
      "1A,M.C.U.,LOW ANGLE,Pan L,She waits,2500",
      "1B,WS / 35mm,Eye level,Tracking,She leaves,4000",
      "Total,,,,,6500",
    ].join("\n");
    const { rows, remarks } = readList("list", `sep=,\n${text}`, "24");
    expect(rows.map(({ shot }) => shot)).toEqual([
      {
        durationMs: 2500,
        camera: { size: "MCU", angle: "low", move: "pan-left" },
        action: "She waits",
        notes: "Shot: 1A",
      },
      {
        durationMs: 4000,
        camera: { size: "WS", angle: "eye", move: "steadicam", lens: "35mm" },
        action: "She leaves",
        notes: "Shot: 1B\nShot Size: WS / 35mm",
      },
    ]);
    expect(remarks).toEqual([{ line: 5, text: "Total · 6500", message: "This row adds up others; it is left out." }]);
  });

  test("of a whole scene fill as few passes as can be, in lengths that the model makes", () => {
    const rows = Array.from({ length: 9 }, (_, at) => `${at === 0 ? "12A" : ""},Shot ${at},2.4`).join("\n");
    const { added, remarks } = planned(buildProject([]), `Scene,Action,Length\n${rows}`);
    expect(added.map(({ scene, pass, shots }) => [scene, pass, shots.length])).toEqual([
      ["12A", "Pass 1", 5],
      ["12A", "Pass 2", 4],
    ]);
    expect(remarks).toHaveLength(9);
    expect(remarks[0]).toEqual({ line: 2, text: "2.4 s", message: "The length becomes 2 s, which Animatic needs." });
  });
});
