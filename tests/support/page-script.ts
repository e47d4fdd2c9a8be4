/** Owns bringing modules of the app into a page of a test or a measurement, as one script. */
import { build } from "vite";

/** What `entry` exports, as a script that puts it on the page's window as `name`. */
export async function pageScript(entry: string, name: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "error",
    build: { write: false, minify: false, lib: { entry, name, formats: ["iife"] } },
  });
  const [first] = Array.isArray(built) ? built : [built];
  if (!first || !("output" in first)) throw new Error(`${entry} was not built`);
  return first.output[0].code;
}
