/** Owns the columns of the shot list: what each is called, what it reads of a shot, and how a text typed or pasted into it is understood. */
import type { Camera, Shot } from "../../../shared/project/model.ts";
import {
  cameraAngles,
  cameraMoves,
  shotSizes,
  type Transition,
  transitions,
} from "../../../shared/project/vocabulary.ts";
import { sizeWords } from "../../../shared/prompt/vocabulary.ts";
import { angleLabels, labelSize, transitionLabels } from "../commands/camera-labels.ts";
import { labelMove } from "../commands/camera-moves.ts";

export interface ListChoice {
  readonly value: string;
  readonly label: string;
  readonly note?: string;
}

const textColumns = {
  action: ["Action", 300],
  environment: ["Environment", 180],
  lighting: ["Lighting", 160],
  mood: ["Mood", 130],
  wardrobe: ["Wardrobe", 150],
  props: ["Props", 150],
  notes: ["Notes", 200],
} as const;
type TextColumn = keyof typeof textColumns;

/** Columns of what is worked out of the blocking of a shot; they are only read. */
const cameraColumns = {
  height: ["Height", 72],
  distance: ["Distance", 82],
  moveLength: ["Move length", 104],
} as const;
type CameraColumn = keyof typeof cameraColumns;

export type ColumnId =
  | ("number" | "picture" | "length" | "size" | "angle" | "move" | "lens" | "transition" | "dialogue" | "take")
  | CameraColumn
  | TextColumn;

export interface Column {
  readonly id: ColumnId;
  readonly label: string;
  readonly widthPx: number;
  /** How it is edited in place; `none` is only read. */
  readonly edit: "none" | "text" | "lines" | "choice" | "length";
  readonly choices?: readonly ListChoice[];
  /** Shown until the user chooses otherwise. */
  readonly standard: boolean;
}

const sizeChoices = shotSizes.map((value): ListChoice => {
  const label = labelSize(value);
  return label === value ? { value, label, note: sizeWords[value] } : { value, label };
});

function textColumn(id: TextColumn, standard: boolean): Column {
  const [label, widthPx] = textColumns[id];
  return { id, label, widthPx, edit: "text", standard };
}

function cameraColumn(id: CameraColumn): Column {
  const [label, widthPx] = cameraColumns[id];
  return { id, label, widthPx, edit: "none", standard: false };
}

/** In the order in which they stand. */
export const columns: readonly Column[] = [
  { id: "number", label: "Shot", widthPx: 92, edit: "none", standard: true },
  { id: "picture", label: "Picture", widthPx: 76, edit: "none", standard: true },
  { id: "length", label: "Length", widthPx: 68, edit: "length", standard: true },
  { id: "size", label: "Size", widthPx: 84, edit: "choice", choices: sizeChoices, standard: true },
  {
    id: "angle",
    label: "Angle",
    widthPx: 92,
    edit: "choice",
    choices: cameraAngles.map((value) => ({ value, label: angleLabels[value] })),
    standard: true,
  },
  {
    id: "move",
    label: "Move",
    widthPx: 112,
    edit: "choice",
    choices: cameraMoves.map((value) => ({ value, label: labelMove(value) })),
    standard: true,
  },
  { id: "lens", label: "Lens", widthPx: 84, edit: "text", standard: false },
  cameraColumn("height"),
  cameraColumn("distance"),
  cameraColumn("moveLength"),
  {
    id: "transition",
    label: "Transition",
    widthPx: 104,
    edit: "choice",
    choices: transitions.map((value) => ({ value, label: value === "fade-in" ? "Fade in" : transitionLabels[value] })),
    standard: false,
  },
  textColumn("action", true),
  { id: "dialogue", label: "Dialogue", widthPx: 220, edit: "lines", standard: true },
  textColumn("environment", true),
  textColumn("lighting", false),
  textColumn("mood", false),
  textColumn("wardrobe", false),
  textColumn("props", false),
  textColumn("notes", true),
  { id: "take", label: "Take", widthPx: 104, edit: "none", standard: true },
];

const columnsById = new Map(columns.map((column) => [column.id, column]));

export function columnOf(id: ColumnId): Column {
  return columnsById.get(id) as Column;
}

/** Whether it stands at the right, as numbers do. */
export function isNumber({ id }: Pick<Column, "id">): boolean {
  return id === "length" || id in cameraColumns;
}

/** What a column keeps of a shot, as it is edited and copied; empty where there is nothing. Seconds are a bare number. */
export function readCell(shot: Shot, id: ColumnId): string {
  switch (id) {
    case "length":
      return String(shot.durationMs / 1000);
    case "size":
    case "angle":
    case "move":
      return labelOf(id, shot.camera?.[id]);
    case "lens":
      return shot.camera?.lens ?? "";
    case "transition":
      return shot.transition === "cut" ? "" : labelOf(id, shot.transition);
    case "dialogue":
      return formatLines(shot.dialogue);
    case "number":
    case "picture":
    case "take":
    case "height":
    case "distance":
    case "moveLength":
      return "";
    default:
      return shot[id] ?? "";
  }
}

function labelOf(id: ColumnId, value: string | undefined): string {
  return value === undefined ? "" : (columnOf(id).choices?.find((choice) => choice.value === value)?.label ?? value);
}

type Line = NonNullable<Shot["dialogue"]>[number];

/** A line a spoken line: `MAYA: Now.` */
export function formatLines(dialogue: Shot["dialogue"]): string {
  return (dialogue ?? []).map(({ speaker, line }) => (speaker === "" ? line : `${speaker}: ${line}`)).join("\n");
}

/** The lines of a text; a line that stays where it was, with its speaker, keeps its language. */
function parseLines(text: string, before: Shot["dialogue"]): Line[] {
  return text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "")
    .map((whole, index) => {
      const [, speaker = "", line = whole.trim()] = /^\s*([^:]{1,60}?)\s*:\s*(.*?)\s*$/.exec(whole) ?? [];
      const old = before?.[index];
      return { speaker, line, ...(old?.speaker === speaker && old.language ? { language: old.language } : {}) };
    });
}

/** Seconds, also `4 s`, `2,5` and `1:04`; milliseconds, or null for anything else. */
export function parseLength(text: string): number | null {
  const match = /^\s*(?:(\d{1,2}):)?(\d{1,4}(?:[.,]\d{1,3})?)\s*(?:s|sec|seconds?)?\s*$/i.exec(text);
  if (!match) return null;
  const seconds = Number(match[1] ?? 0) * 60 + Number((match[2] as string).replace(",", "."));
  return seconds > 0 && seconds <= 3600 ? Math.round(seconds * 1000) : null;
}

const plain = (text: string) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, "");

/** The choice that a text names by its value, its label or its words. */
export function parseChoice(choices: readonly ListChoice[], text: string): ListChoice | null {
  const wanted = plain(text);
  return (
    choices.find(({ value, label, note = "" }) => [value, label, note].some((name) => plain(name) === wanted)) ?? null
  );
}

/** Choices that begin with a text, then those that hold it; all for an empty one. */
export function matchingChoices(choices: readonly ListChoice[], text: string): readonly ListChoice[] {
  const wanted = plain(text);
  if (wanted === "") return choices;
  const names = ({ value, label, note = "" }: ListChoice) => [plain(label), plain(value), plain(note)];
  const begins = choices.filter((choice) => names(choice).some((name) => name.startsWith(wanted)));
  return [
    ...begins,
    ...choices.filter((choice) => !begins.includes(choice) && names(choice).some((name) => name.includes(wanted))),
  ];
}

/** The same shot with one cell changed, without its length; null for a text that the column can't hold. */
export function writeCell(shot: Shot, id: ColumnId, text: string): Shot | null {
  const trimmed = text.trim();
  switch (id) {
    case "number":
    case "picture":
    case "take":
    case "height":
    case "distance":
    case "moveLength":
    case "length":
      return null;
    case "lens":
      return withCamera(shot, { lens: trimmed === "" ? undefined : trimmed });
    case "size":
    case "angle":
    case "move": {
      if (trimmed === "") return withCamera(shot, { [id]: undefined });
      const choice = parseChoice(columnOf(id).choices ?? [], trimmed);
      return choice && withCamera(shot, { [id]: choice.value });
    }
    case "transition": {
      const choice = trimmed === "" ? null : parseChoice(columnOf(id).choices ?? [], trimmed);
      if (trimmed !== "" && !choice) return null;
      const { transition: _, ...rest } = shot;
      return choice && choice.value !== "cut" ? { ...rest, transition: choice.value as Transition } : rest;
    }
    case "dialogue": {
      const { dialogue, ...rest } = shot;
      const lines = parseLines(text, dialogue);
      return lines.length === 0 ? rest : { ...rest, dialogue: lines };
    }
    default: {
      const { [id]: _, ...rest } = shot;
      return trimmed === "" ? rest : { ...rest, [id]: text.trim() };
    }
  }
}

function withCamera(shot: Shot, changes: { readonly [Key in keyof Camera]?: string | undefined }): Shot {
  const { camera = {}, ...rest } = shot;
  const next = Object.fromEntries(Object.entries({ ...camera, ...changes }).filter(([, value]) => value !== undefined));
  return Object.keys(next).length === 0 ? rest : { ...rest, camera: next as Camera };
}
