/** Owns comments on a cut: the file that the review page saves, and which notes of which shots they become. */
import { z } from "zod";
import { AppError } from "../../errors/app-error.ts";
import { placeProgramme } from "../../project/layout.ts";
import { idSchema, type Project, shotContentShape } from "../../project/model.ts";
import { rateNames, rateOf } from "../../time/rate.ts";
import { formatTimecode, framesPerDay } from "../../time/timecode.ts";
import { cleanText } from "../out/names.ts";

export const commentsSchemaName = "shotline.comments.1";
export const commentsBytesMax = 4 * 1024 * 1024;

const frameMax = 2 ** 31;

/** `frame` counts from the first frame of the reference movie; `startFrame` is the timecode frame of that one. */
const commentsSchema = z.object({
  schema: z.literal(commentsSchemaName),
  title: z.string().max(1000),
  rate: z.enum(rateNames),
  startFrame: z.int().min(0).max(frameMax),
  comments: z
    .array(
      z.object({
        frame: z.int().min(0).max(frameMax),
        /** The shot that was seen; where it is missing the frame alone tells. */
        shotId: idSchema.nullish(),
        name: z.string().max(200),
        text: z.string().max(10_000),
      }),
    )
    .max(5000),
});
export type CommentsFile = z.infer<typeof commentsSchema>;

/** The new notes of a shot, with how many comments came in. */
export interface NotesWithComments {
  readonly shotId: string;
  readonly notes: string;
  readonly added: number;
}

export interface CommentsPlan {
  readonly shots: readonly NotesWithComments[];
  /** Comments that the notes have already. */
  readonly known: number;
  readonly skipped: readonly { readonly timecode: string; readonly text: string; readonly reason: string }[];
}

/** Reads what the review page has saved. Throws `input.invalid`. */
export function parseComments(text: string): CommentsFile {
  const next = "Choose a .comments.json file saved from a review page.";
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch (cause) {
    throw new AppError("input.invalid", "The file is not JSON.", { next, cause });
  }
  const read = commentsSchema.safeParse(data);
  if (!read.success) {
    const { path = [], message = "" } = read.error.issues[0] ?? {};
    const where = path.length === 0 ? "" : ` (${path.join(".")}: ${message})`;
    throw new AppError("input.invalid", `The file does not contain comments from a review page${where}.`, { next });
  }
  const { startFrame, rate } = read.data;
  if (startFrame >= framesPerDay(rateOf(rate))) {
    throw new AppError("input.invalid", "The comments start past midnight, where timecode wraps to zero.", {
      next,
    });
  }
  return read.data;
}

/**
 * Which notes the comments become, shot by shot: a line each, such as `[01:00:03:12 Anna] Slower`. A comment belongs to the
 * shot that was seen, wherever that stands now; one that names no shot to the one at its frame. Throws `input.invalid` when
 * the comments name shots and the project has none of them.
 */
export function planComments(project: Project, file: CommentsFile): CommentsPlan {
  const rate = rateOf(file.rate);
  const placed = placeProgramme(project).flatMap(({ shots }) => shots);
  const byId = new Map(placed.map((each) => [each.shot.id, each]));
  const named = file.comments.flatMap(({ shotId }) => shotId ?? []);
  if (named.length > 0 && !named.some((id) => byId.has(id))) {
    const message = `The comments are for “${cleanText(file.title)}”; none of their shots are in this project.`;
    throw new AppError("input.invalid", message, { next: "Open the project the review page was exported from." });
  }
  const notes = new Map<string, { text: string; added: number }>();
  const skipped: CommentsPlan["skipped"][number][] = [];
  let known = 0;
  for (const comment of file.comments.toSorted((left, right) => left.frame - right.frame)) {
    const timecode = formatTimecode(file.startFrame + comment.frame, rate);
    const text = oneLine(comment.text);
    const skip = (reason: string) => skipped.push({ timecode, text, reason });
    if (text === "") {
      skip("The comment is empty.");
      continue;
    }
    const isSameRate = file.rate === project.rate;
    const found = comment.shotId
      ? byId.get(comment.shotId)
      : isSameRate && placed.find((each) => each.startFrame <= comment.frame && comment.frame < each.endFrame);
    if (!found) {
      if (comment.shotId) skip("Its shot is no longer in the project.");
      else if (isSameRate) skip("Its frame is outside the cut.");
      else skip(`It names no shot, and its frame rate, ${file.rate}, is not the project's, ${project.rate}.`);
      continue;
    }
    const { shot } = found;
    const before = notes.get(shot.id) ?? { text: shot.notes ?? "", added: 0 };
    const line = `[${[timecode, oneLine(comment.name)].filter((word) => word !== "").join(" ")}] ${text}`;
    if (before.text.split("\n").includes(line)) {
      known += 1;
      continue;
    }
    const after = before.text.trim() === "" ? line : `${before.text}\n${line}`;
    if (!shotContentShape.notes.safeParse(after).success) skip("The shot's notes are full.");
    else notes.set(shot.id, { text: after, added: before.added + 1 });
  }
  const shots = [...notes].map(([shotId, { text, added }]) => ({ shotId, notes: text, added }));
  return { shots, known, skipped };
}

/** One comment is one line of the notes, so that it is found again. */
function oneLine(text: string): string {
  return cleanText(text).replace(/\s+/g, " ").trim();
}
