#!/usr/bin/env node
/** The `shotline` command: says how it ended by its exit code, 0 for success, 1 for a refusal, 2 for wrong usage. */
import { enableCompileCache } from "node:module";
import { resolve } from "node:path";

// Reading TypeScript anew takes longer than most commands do. Where nothing can be kept, nothing is.
enableCompileCache(resolve(import.meta.dirname, "../../node_modules/.cache/shotline"));
// A reader that has seen enough, such as `head`, closes the pipe: no fault of the command.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}
const { runCommandLine } = await import("./program.ts");

process.exitCode = await runCommandLine(process.argv.slice(2));
