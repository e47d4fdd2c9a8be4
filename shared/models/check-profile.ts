/** Owns reading a model file of the user's own: every fault with its place in the file and what to write there. */
import { formatPath } from "../project/json-path.ts";
import { faultsOfIssue } from "./fault-words.ts";
import { inherited, type ModelFault, shownName } from "./model-fault.ts";
import { type ModelProfile, profileSchema } from "./profile.ts";
import { faultsInProfile } from "./profile-rules.ts";

/** Bytes that a model file may have; one with a large ComfyUI workflow has a fifth of it. */
export const modelBytesMax = 1024 * 1024;

const depthMax = 50;
const faultsMax = 50;

/** Reads the text of a model file. Either the profile, or the faults that keep it from being one. Never throws. */
export function parseModelFile(text: string): { profile: ModelProfile } | { profile: null; faults: ModelFault[] } {
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    // The parser's own words quote the file, which may be anything; where it stopped is enough.
    const place = /at position \d+(?: \(line \d+ column \d+\))?/.exec(error instanceof Error ? error.message : "")?.[0];
    const where = place === undefined ? "" : `: reading stopped ${place}`;
    return refuse([{ path: "", message: `Correct the JSON${where}.` }]);
  }
  return checkModelFile(data);
}

/** The same of what a file held, once it is read. */
export function checkModelFile(data: unknown): { profile: ModelProfile } | { profile: null; faults: ModelFault[] } {
  const strange = strangePlace(data);
  if (strange !== null) return refuse([strange]);
  const read = profileSchema.safeParse(data);
  if (!read.success) return refuse(read.error.issues.flatMap((issue) => faultsOfIssue(issue, data)));
  const faults = faultsInProfile(read.data);
  return faults.length > 0 ? refuse(faults) : { profile: read.data };
}

function refuse(faults: readonly ModelFault[]) {
  const shown = faults.slice(0, faultsMax).map(({ path, message }) => ({ path: shownName(path), message }));
  return { profile: null, faults: shown } as { profile: null; faults: ModelFault[] };
}

/** What no file needs and some code would stumble over: names that objects have by themselves, places of images, and endless nesting. */
function strangePlace(data: unknown): ModelFault | null {
  const waiting = [{ value: data, path: [] as readonly PropertyKey[] }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, path } = next;
    if (typeof value !== "object" || value === null) continue;
    if (path.length >= depthMax) {
      return { path: formatPath(path.slice(0, 3)), message: `Nest values at most ${depthMax} deep.` };
    }
    for (const [key, each] of Object.entries(value)) {
      const place = () => [...path, Array.isArray(value) ? Number(key) : key];
      if (inherited.has(key)) return { path: formatPath(place()), message: "Use another name." };
      if (typeof each === "string" && /^\{\{(?:image|element):/.test(each)) {
        return { path: formatPath(place()), message: "Write another text: this one stands for an image of a project." };
      }
      if (typeof each === "object") waiting.push({ value: each, path: place() });
    }
  }
  return null;
}
