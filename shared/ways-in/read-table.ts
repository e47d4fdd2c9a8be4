/** Owns reading the cells of a table as a shot list: a column by its title, a shot for each row, and a remark where a cell is not understood. */
import { profileOf } from "../models/profiles.ts";
import { type Camera, passContentShape } from "../project/model.ts";
import type { Rate } from "../time/rate.ts";
import { type CameraWords, readAngle, readCameraWords, readMove, readSize, readTransition } from "./camera-words.ts";
import type { Remark } from "./draft.ts";
import { readAspect } from "./list-aspect.ts";
import { fieldOfTitle } from "./list-columns.ts";
import { type ListColumn, type ListField, type ListReading, type ListRow, listRowSchema } from "./list-reading.ts";
import { lengthOfFrames, readDialogue, readLength, readPercent, readYes, restoreText } from "./list-values.ts";

export interface TableRow {
  /** Where it begins in the text, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** What a shot is given whose list does not say how long it is. */
export const usualLengthMs = 3000;
const textMax = 20_000;
/** Titles are looked for in the first rows: lists of others begin with the name of the production. */
const titleRowsMax = 20;
const columnsMax = 200;

/** Null when no row has the titles of a shot list. */
export function readTable(rows: readonly TableRow[], rate: Rate): ListReading | null {
  const at = rows.slice(0, titleRowsMax).findIndex(({ cells }) => isTitleRow(cells.slice(0, columnsMax)));
  const titles = rows[at];
  if (!titles) return null;
  const columns = columnsOf(titles.cells.slice(0, columnsMax));
  const remarks: Remark[] = rows.slice(0, at).flatMap(({ line, cells }) => {
    const text = cells.filter((cell) => cell.trim()).join(" · ");
    // By `sep=;` a spreadsheet is told the sign between cells.
    return text === "" || /^sep=.?$/i.test(text)
      ? []
      : [{ line, text: short(text), message: "This row is above the titles; it is left out." }];
  });
  if (titles.cells.length > columnsMax) {
    const message = `Only the first ${columnsMax} columns are read.`;
    remarks.push({ line: titles.line, text: `${titles.cells.length} columns`, message });
  }
  const places = new Map<ListField, number[]>();
  for (const [place, { field }] of columns.entries()) places.set(field, [...(places.get(field) ?? []), place]);
  const read = rows.slice(at + 1).flatMap((row): ListRow[] => {
    const reader = new RowReader(row, columns, places, rate, remarks);
    return reader.isEmpty() || reader.isTotal() ? [] : [reader.read()];
  });
  return { kind: "table", columns, rows: read, remarks };
}

/** Two known titles, one of which says what is seen or how long. */
function isTitleRow(cells: readonly string[]): boolean {
  const fields = new Set(cells.filter((cell) => cell.trim() !== "" && cell.length < 60).map(fieldOfTitle));
  fields.delete("extra");
  fields.delete("ignored");
  const tells = ["action", "prompt", "size", "camera", "move", "seconds", "plannedSeconds", "dialogue", "environment"];
  return fields.size >= 2 && tells.some((field) => fields.has(field as ListField));
}

/** The first column of a field is it, and another is kept in the notes; of several lengths, the first that is one counts. */
function columnsOf(titles: readonly string[]): ListColumn[] {
  const taken = new Set<ListField>();
  const fields = titles.map(fieldOfTitle);
  return titles.map((title, at) => {
    // Beside a column of sizes, a shot's type is how it is seen.
    const isType = fields[at] === "size" && /type/i.test(title) && !fields.includes("angle");
    const field = isType && fields.filter((each) => each === "size").length > 1 ? "angle" : (fields[at] as ListField);
    const again = field !== "ignored" && field !== "seconds" && taken.has(field);
    taken.add(field);
    return { title: short(title.trim()), field: again ? "extra" : field };
  });
}

/** Where the columns of each field are. */
type Places = ReadonlyMap<ListField, readonly number[]>;
/** Columns that say which shot it is, and nothing of it. */
const counting: ReadonlySet<ListField> = new Set(["shot", "scene", "pass", "ignored"]);

/** Reads one row; what its cells do not say in our words goes to the notes of the camera or of the shot, with a remark. */
class RowReader {
  readonly #row: TableRow;
  readonly #columns: readonly ListColumn[];
  readonly #places: Places;
  readonly #rate: Rate;
  readonly #remarks: Remark[];

  constructor(row: TableRow, columns: readonly ListColumn[], places: Places, rate: Rate, remarks: Remark[]) {
    this.#row = row;
    this.#columns = columns;
    this.#places = places;
    this.#rate = rate;
    this.#remarks = remarks;
  }

  /** Rows of nothing, and rows that only count, are no shots. */
  isEmpty(): boolean {
    const { cells } = this.#row;
    if (this.#number() !== null) return false;
    return !cells.some((cell, at) => cell.trim() !== "" && !counting.has(this.#columns[at]?.field ?? "ignored"));
  }

  /** Rows that add up others are no shots either. */
  isTotal(): boolean {
    const filled = this.#row.cells.map((cell) => cell.trim()).filter(Boolean);
    if (!/^(?:sub|grand )?total\b:?/i.test(filled[0] ?? "") || this.#text("action") === filled[1]) return false;
    if (filled.slice(1).some((cell) => !/^[\d:;.,]+\s*\p{L}{0,7}\.?$/u.test(cell))) return false;
    this.#remark(filled.join(" · "), "This row adds up others; it is left out.");
    return true;
  }

  read(): ListRow {
    const durationMs = this.#length();
    const camera = this.#camera();
    const texts = Object.fromEntries(
      (["action", "environment", "lighting", "mood", "ambience", "music", "wardrobe", "props", "prompt"] as const)
        .map((field) => [field, this.#text(field)] as const)
        .filter(([, text]) => text !== ""),
    );
    const transition = this.#word("transition", readTransition, "transition");
    const slow = this.#cell("slowMotion");
    const slowMotion = readYes(slow);
    if (slowMotion === null) this.#remark(slow, `“${short(slow)}” is neither yes nor no; slow motion is off.`);
    const spoken = readDialogue(this.#text("dialogue"), this.#cell("language"));
    const notes = [this.#text("notes"), ...this.#extras()].filter(Boolean).join("\n");
    const shot = {
      durationMs: durationMs ?? usualLengthMs,
      ...(transition === null ? {} : { transition }),
      ...(slowMotion === null || slow.trim() === "" ? {} : { slowMotion }),
      ...(Object.keys(camera).length === 0 ? {} : { camera }),
      ...texts,
      ...(spoken.length === 0 ? {} : { dialogue: spoken }),
      ...(notes === "" ? {} : { notes: notes.slice(0, textMax) }),
    };
    return {
      line: this.#row.line,
      scene: this.#title("scene", passContentShape.scene, 40),
      pass: this.#title("pass", passContentShape.name, 200),
      heading: this.#title("heading", passContentShape.name, 200),
      profile: this.#profile(),
      aspectRatio: readAspect(this.#cell("aspect")),
      number: this.#number(),
      isTimed: durationMs !== null,
      shot: listRowSchema.shape.shot.parse(shot),
    };
  }

  #cell(field: ListField): string {
    return this.#row.cells[this.#places.get(field)?.[0] ?? -1] ?? "";
  }

  #cells(field: ListField): string[] {
    return (this.#places.get(field) ?? []).map((at) => this.#row.cells[at] ?? "");
  }

  /** A text as it was typed, lines and spaces kept. */
  #text(field: ListField): string {
    const text = restoreText(this.#cell(field).replace(/\r\n?/g, "\n"));
    if (text.trim() === "") return "";
    if (text.length > textMax)
      this.#remark(text, `A text may have ${textMax.toLocaleString("en")} characters; it is cut there.`);
    return text.slice(0, textMax);
  }

  #remark(text: string, message: string): void {
    this.#remarks.push({ line: this.#row.line, text: short(text), message });
  }

  /** A word of a closed list; others are kept in the notes by `#extras`. */
  #word<Word>(field: ListField, read: (text: string) => Word | null, what: string): Word | null {
    const cell = restoreText(this.#cell(field)).trim();
    if (cell === "" || /^[-–—]$/u.test(cell)) return null;
    const word = read(cell);
    const isSaid = word !== null || (field !== "transition" && readCameraWords(cell).rest === "");
    if (!isSaid) this.#remark(cell, `“${short(cell)}” is no known ${what}; it is kept in the notes.`);
    return word;
  }

  #camera(): Camera {
    const size = this.#word("size", readSize, "shot size");
    const angle = this.#word("angle", readAngle, "angle");
    const move = this.#word("move", readMove, "camera move");
    const words = this.#cameraWords();
    const lens = this.#text("lens") || words.lens;
    const note = [this.#text("note"), words.rest].filter(Boolean).join(", ");
    const percents = {
      strength: this.#percent("strength", 10, 200),
      easing: this.#percent("easing", 0, 100),
    };
    const hold = { start: this.#percent("holdStart", 0, 45), end: this.#percent("holdEnd", 0, 45) };
    const camera: Camera = {
      size: size ?? words.size,
      angle: angle ?? words.angle,
      move: move ?? words.move,
      lens: lens || undefined,
      note: note.slice(0, textMax) || undefined,
      strength: percents.strength ?? undefined,
      easing: percents.easing ?? undefined,
      hold: hold.start === null && hold.end === null ? undefined : { start: hold.start ?? 0, end: hold.end ?? 0 },
    };
    return Object.fromEntries(Object.entries(camera).filter(([, value]) => value !== undefined));
  }

  /** What a column of camera words says, and cells that say more than their title, such as `WS / 35mm` for a size. */
  #cameraWords(): CameraWords {
    const own = readCameraWords(this.#text("camera"));
    const others = (["size", "angle", "move"] as const)
      .map((field) => readCameraWords(restoreText(this.#cell(field))))
      .filter(({ rest }) => rest === "");
    return Object.assign({}, ...others.toReversed(), own) as CameraWords;
  }

  #percent(field: ListField, min: number, max: number): number | null {
    const cell = this.#cell(field).trim();
    if (cell === "") return null;
    const value = readPercent(cell, min, max);
    if (value === null)
      this.#remark(cell, `“${short(cell)}” is not between ${min} and ${max} percent; it is left out.`);
    return value;
  }

  /** The most exact column that has a length. */
  #length(): number | null {
    const frames = (field: ListField) => {
      const cell = this.#cell(field).trim();
      return /^\d{1,8}$/.test(cell) ? lengthOfFrames(Number(cell), this.#rate) : readLength(cell, this.#rate);
    };
    const found =
      readLength(this.#cell("plannedSeconds"), this.#rate) ??
      frames("plannedFrames") ??
      (this.#places.get("seconds") ?? []).map((at) => this.#lengthIn(at)).find((length) => length !== null) ??
      frames("frames");
    const cell = this.#cells("seconds").find((each) => each.trim() !== "");
    if (found === null && cell !== undefined) {
      const message = `“${short(cell)}” is no length; the shot gets ${usualLengthMs / 1000} s.`;
      this.#remark(cell, message);
    }
    return found;
  }

  /** Some columns count milliseconds. */
  #lengthIn(at: number): number | null {
    const cell = this.#row.cells[at] ?? "";
    const isMs = /\b(?:ms|msec|milliseconds?)\b/i.test(this.#columns[at]?.title ?? "") && /^\s*\d{1,7}\s*$/.test(cell);
    return readLength(isMs ? String(Number(cell) / 1000) : cell, this.#rate);
  }

  #title(field: ListField, schema: typeof passContentShape.scene, most: number): string | null {
    const text = restoreText(this.#cell(field)).replace(/\s+/gu, " ").trim();
    if (text === "") return null;
    const fit = schema.safeParse(
      text
        .replace(/[\p{Cc}\p{Cs}]/gu, "")
        .slice(0, most)
        .trim(),
    );
    return fit.success ? fit.data : null;
  }

  #profile(): string | null {
    const cell = this.#cell("model").trim();
    if (cell === "" || profileOf(cell)?.output === "film") return cell || null;
    this.#remark(cell, `There is no model named ${short(cell)}; the shot is planned for the current one.`);
    return null;
  }

  /** Only our own labels name a shot: a list of another counts its rows. */
  #number(): number | null {
    const value = Number(/^\s*SH0*(\d{1,4})\s*$/i.exec(this.#cell("shot"))?.[1] ?? 0);
    return value > 0 ? value : null;
  }

  /** Cells that have no field of their own, with their titles. */
  #extras(): string[] {
    const readers: Partial<Record<ListField, (text: string) => unknown>> = {
      size: readSize,
      angle: readAngle,
      move: readMove,
      transition: readTransition,
      aspect: readAspect,
    };
    return this.#row.cells.slice(0, this.#columns.length).flatMap((own, at) => {
      const { title, field } = this.#columns[at] as ListColumn;
      const cell = restoreText(own).trim();
      if (cell === "" || /^[-–—]$/u.test(cell)) return [];
      // Our own labels, and numbers, follow from the order.
      const isName = field === "shot" && !/^(?:SH)?\d+$/i.test(cell);
      const isKept =
        isName || field === "extra" || (field === "seconds" ? this.#lengthIn(at) : readers[field]?.(cell)) === null;
      return isKept ? [title === "" ? cell : `${title}: ${cell}`] : [];
    });
  }
}

function short(text: string): string {
  const line = text.replace(/\s+/gu, " ").trim();
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
}
