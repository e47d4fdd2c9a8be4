import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { writeShotListCsv } from "../../../../electron/core/hand-off/lists/shot-list-csv.ts";
import { animaticFilm, assembleCut } from "../../../../shared/cut/out/cut.ts";
import { cleanText } from "../../../../shared/cut/out/names.ts";
import type { Shot } from "../../../../shared/project/model.ts";
import { restoreText } from "../../../../shared/ways-in/list-values.ts";
import { buildPass, buildProject, buildShot } from "../../../support/builders.ts";

vi.setConfig({ testTimeout: 30_000 });

/** Reads RFC 4180, and nothing that is not. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  while (cell.lastIndex < text.length) {
    const match = cell.exec(text);
    if (!match) throw new Error("not RFC 4180");
    rows.at(-1)?.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? "");
    if (match[3] === "\r\n") rows.push([]);
  }
  rows.pop();
  return rows;
}

function shotList(content: Partial<Shot>): { text: string; rows: Record<string, string>[]; table: string[][] } {
  const project = buildProject([
    buildPass("1", [buildShot("1", content), buildShot("2")], { name: 'Pit "lane", wet' }),
  ]);
  const text = writeShotListCsv(assembleCut(project, animaticFilm), (media) => `clips/${media.fileStem}.mov`);
  const table = parseCsv(text.replace(/^\uFEFF/, ""));
  const [titles = [], ...cells] = table;
  return {
    text,
    table,
    rows: cells.map((row) => Object.fromEntries(titles.map((title, at) => [title, row[at] ?? ""]))),
  };
}

describe("the shot list", () => {
  test("has a row a shot with times, camera, texts and the clip's file", () => {
    const { text, rows } = shotList({
      camera: { size: "MCU", angle: "low", move: "push-in", lens: "50mm" },
      action: "the lamp swings over @Driver",
      dialogue: [
        { speaker: "Driver", line: "One lap." },
        { speaker: "", line: "Go." },
      ],
      notes: "keep the scar",
    });
    expect(text.startsWith("\uFEFFScene,Pass,Shot,Start,")).toBe(true);
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({
      Scene: "SC010",
      Pass: 'Pit "lane", wet',
      Shot: "SH0010",
      Start: "01:00:00:00",
      End: "01:00:04:00",
      Length: "00:00:04:00",
      Frames: "96",
      Seconds: "4.000",
      Size: "MCU",
      Move: "push-in",
      Dialogue: "Driver: One lap.\nGo.",
      Elements: "Driver",
      Notes: "keep the scar",
      Reel: "S0100010",
      Clip: "clips/NightRace_SC010_SH0010_animatic.mov",
    });
  });

  test.each(["=1+1", "+1", "-1", "@Driver runs", "\t=1", " =HYPERLINK(0)"])(
    "keeps %j from being run as a formula",
    (action) => {
      expect(shotList({ action }).rows[0]?.["Action"]).toBe(`'${action}`);
    },
  );

  test("has the numbers of each camera as it is blocked, beside the lens that the words say", () => {
    const camera = { at: [0, -4], height: 1.6, lens: 32.5, target: { at: [0, 0], height: 1.6 } } as const;
    const { rows } = shotList({ camera: { lens: "wide" }, blocking: { camera: structuredClone(camera) as never } });
    expect(rows[0]).toMatchObject({
      Lens: "wide",
      "Blocked lens (mm)": "32.5",
      "Blocked end lens (mm)": "32.5",
      "Blocked camera height (m)": "1.6",
      "Blocked distance (m)": "4",
      "Blocked move length (m)": "0",
      "Blocked from": "hand",
    });
    expect(rows[1]).toMatchObject({ Lens: "", "Blocked lens (mm)": "50", "Blocked from": "words" });
  });

  test("leaves out what spreadsheets stumble over, and keeps the lines of a text", () => {
    const { rows } = shotList({ notes: "bell\u0007 and\r\nnull\u0000", action: "\u0007=1+1" });
    expect(rows[0]).toMatchObject({ Notes: "bell and\nnull", Action: "'=1+1" });
  });

  test("is read back cell by cell, whatever is typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (action, notes) => {
        const { rows, table } = shotList({ action, notes });
        expect(new Set(table.map((row) => row.length)).size).toBe(1);
        expect(restoreText(rows[0]?.["Action"] ?? "")).toBe(cleanText(action));
        expect(rows[0]?.["Notes"]).not.toMatch(/^\s*[=+\-@]/);
      }),
    );
  });
});
