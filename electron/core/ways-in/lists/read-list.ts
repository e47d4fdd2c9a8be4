/** Owns reading a shot list or a pasted prompt from its text: which signs part its cells, and what kind of text it is. */
import { type CsvError, parse } from "csv-parse/sync";
import { AppError } from "../../../../shared/errors/app-error.ts";
import { type Rate, type RateName, rateOf } from "../../../../shared/time/rate.ts";
import { type ListReading, listCharsMax, listRowsMax } from "../../../../shared/ways-in/list-reading.ts";
import { readPrompt } from "../../../../shared/ways-in/read-prompt.ts";
import { readTable, type TableRow } from "../../../../shared/ways-in/read-table.ts";

/** Throws input.invalid, which names the file and says what to do. */
export function readList(name: string, text: string, rateName: RateName): ListReading {
  if (text.length > listCharsMax) {
    const message = `${name} has more than ${listCharsMax.toLocaleString("en")} characters.`;
    throw new AppError("input.invalid", message, { next: "Import it in parts." });
  }
  const rate = rateOf(rateName);
  const reading = readCells(name, text, rate) ?? readPrompt(text, rate);
  if (!reading) {
    throw new AppError("input.invalid", `${name} has no shots that can be told apart.`, {
      next: "Give a table titles such as Shot, Size, Action and Length, or begin each shot of a prompt with “Shot 1 (4s):”.",
    });
  }
  if (reading.rows.length > listRowsMax) {
    const message = `${name} has ${reading.rows.length.toLocaleString("en")} shots; the limit is ${listRowsMax.toLocaleString("en")}.`;
    throw new AppError("input.invalid", message, { next: "Import it in parts." });
  }
  if (reading.rows.length === 0) {
    throw new AppError("input.invalid", `${name} has titles, but no shots below them.`, {
      next: "Write a shot in each row.",
    });
  }
  return reading;
}

const delimiters = ["\t", ",", ";", "|"] as const;

/** The likeliest delimiter first; the first whose table has the titles of a shot list is it. */
function readCells(name: string, text: string, rate: Rate): ListReading | null {
  const start = text.slice(0, 20_000);
  const counted = delimiters
    .map((delimiter) => ({ delimiter, count: start.split(delimiter).length - 1 }))
    .filter(({ count }) => count > 0)
    .toSorted((one, other) => other.count - one.count);
  let broken: AppError | null = null;
  for (const { delimiter } of counted) {
    const titles = start.split(/\r\n?|\n/, 25).map((line, at) => ({ line: at + 1, cells: line.split(delimiter) }));
    if (readTable(titles, rate) === null) continue;
    const rows = rowsOf(text, delimiter);
    const reading = rows && readTable(rows, rate);
    if (reading) return reading;
    const next = "Save it again as CSV from the spreadsheet.";
    broken ??= new AppError("input.invalid", `${name} can't be read as a table: a quotation mark is never closed.`, {
      next,
    });
  }
  if (broken) throw broken;
  return null;
}

/** The cells with the line on which each row begins; null for what is no table with this delimiter. */
function rowsOf(text: string, delimiter: string): TableRow[] | null {
  try {
    const records = parse(text, {
      delimiter,
      bom: true,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      to: listRowsMax + 25,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    let line = 1;
    return records.map(({ record, info }) => {
      // The parser counts the line on which a row ends.
      const begins = Math.max(line, info.lines - record.join("").split("\n").length + 1);
      line = info.lines + 1;
      return { line: begins, cells: record };
    });
  } catch (error) {
    if (isCsvError(error)) return null;
    throw error;
  }
}

function isCsvError(error: unknown): error is CsvError {
  return error instanceof Error && "code" in error && String(error.code).startsWith("CSV_");
}
