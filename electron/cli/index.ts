#!/usr/bin/env node
/** The `shotline` command: says how it ended by its exit code, 0 for success, 1 for a refusal, 2 for wrong usage. */
import { runCommandLine } from "./program.ts";

process.exitCode = await runCommandLine(process.argv.slice(2));
