/** Owns the command line: which commands and options there are, and how an ended command becomes an exit code. */
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import {
  boardOrientations,
  boardPapers,
  clipCodecs,
  conformModes,
  exportFormats,
  fcpxmlVersions,
  xmemlVersions,
} from "../../shared/cut/out/hand-off-options.ts";
import { defaultNameTemplate, nameTokens } from "../../shared/cut/out/name-template.ts";
import { presetIds } from "../../shared/cut/out/presets.ts";
import { AppError, type ErrorCode } from "../../shared/errors/app-error.ts";
import { rateNames } from "../../shared/time/rate.ts";
import { drawAnimatics } from "./animatic-command.ts";
import { archiveProject } from "./archive-command.ts";
import { compareList } from "./compare-command.ts";
import { measureVideo } from "./cuts-command.ts";
import { makeDemo } from "./demo.ts";
import { writeDesktopEntry } from "./desktop-entry.ts";
import { exitCodeOf, exitDone, exitHelp, exitRefused, exitUsage } from "./exit-code.ts";
import { generatePasses } from "./generate-command.ts";
import { ingestTakes } from "./ingest-command.ts";
import { checkModel } from "./models-command.ts";
import { checkPlan, compilePlan, estimatePlan, listModels } from "./plan-commands.ts";
import { choosePrograms } from "./programs-command.ts";
import {
  createFromPlan,
  exportProject,
  importComments,
  importFilm,
  verifyProject,
  writeKit,
} from "./project-commands.ts";
import { repairProject } from "./repair-command.ts";
import { importScript } from "./script-command.ts";
import { serve } from "./serve.ts";
import { Session } from "./session.ts";
import { listTakes } from "./takes-command.ts";
import { type Caller, Terminal } from "./terminal.ts";

/** Does a command's work; false when what it looked at is not in order, or the code of what it failed by in part. */
type Action = (session: Session, ...inputs: never[]) => Promise<boolean | ErrorCode>;

/** Runs one command and gives its exit code, one of exit-code.ts. Never throws. */
export async function runCommandLine(argumentList: readonly string[], caller: Caller = process): Promise<number> {
  const terminal = new Terminal(argumentList.includes("--json"), caller);
  let exitCode = exitDone;
  const program = describeCommands(terminal, (action, inputs) =>
    runAction(terminal, action, inputs).then((code) => {
      exitCode = code;
    }),
  );
  try {
    await program.parseAsync(argumentList, { from: "user" });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 0;
    const [message = ""] = error.message.replace(/^error: /, "").split("\n");
    const sentence = message.startsWith("(") ? "No command was given." : `${message.replace(/\.$/, "")}.`;
    if (terminal.json)
      terminal.error({ code: "input.invalid", message: sentence, next: "Run shotline --help for the list." });
    return exitUsage;
  }
}

async function runAction(terminal: Terminal, action: Action, inputs: unknown[]): Promise<number> {
  let session: Session | null = null;
  try {
    session = new Session(terminal, { stays: action === serve });
    const outcome = await action(session, ...(inputs as never[]));
    if (typeof outcome === "string") return exitCodeOf(outcome, session.stoppedBy);
    return outcome ? exitDone : exitRefused;
  } catch (error) {
    if (!session && !(error instanceof AppError)) throw error;
    const data = error instanceof AppError ? error.toData() : (session as Session).core.errorData(error);
    terminal.error(data);
    return exitCodeOf(data.code, session?.stoppedBy ?? null);
  } finally {
    await session?.close();
  }
}

function describeCommands(terminal: Terminal, run: (action: Action, inputs: unknown[]) => Promise<void>): Command {
  const program = new Command("shotline")
    .description("Plan multi-shot scenes, render them as animatics, and hand off the cut to an editing app.")
    .addHelpText("after", exitHelp)
    .helpCommand(false);
  const add = (parent: Command, usage: string, description: string, action: Action): Command =>
    parent
      .command(usage)
      .description(description)
      .option("--json", "write the result as JSON")
      // Commander adds itself behind the arguments and options.
      .action((...inputs: unknown[]) => run(action, inputs.slice(0, -1)));

  const profile = () => new Option("--profile <id>", "check every pass against this model profile");
  const pass = () => new Option("--pass <number>", "only this pass, counted from 1").argParser(positiveInteger);

  const plan = program.command("plan").description("inspect a plan file");
  add(plan, "check <plan>", "list every problem in a plan", checkPlan).addOption(profile());
  add(plan, "compile <plan>", "show the requests that would be sent, without sending them", compilePlan)
    .addOption(profile())
    .addOption(pass());
  add(plan, "estimate <plan>", "show the price of each pass", estimatePlan).addOption(profile());

  add(
    program,
    "new <folder>",
    "create a project folder from a plan, a script, a shot list or an archive",
    createFromPlan,
  )
    .requiredOption(
      "--from <file>",
      "the plan file, a script (Fountain, Final Draft FDX or plain text), a shot list (CSV or TSV), or an archive (.shotarchive)",
    )
    .option("--without-damaged", "open an archive without the files in it that are damaged");
  add(program, "archive <folder>", "write a project as one file, to send or to keep", archiveProject)
    .requiredOption("--to <file>", "the archive to write; its name ends in .shotarchive", folderName)
    .option("--without-videos", "leave out the videos of takes");
  add(program, "script <folder> <file>", "list what a script or a shot list changes in a project", importScript).option(
    "--accept <changes>",
    "take changes into the plan: `all` that keep your own work, kinds such as `added,changed`, or a comma-separated list of IDs",
  );
  add(program, "generate <folder>", "generate the passes of a project as takes", generatePasses)
    .addOption(pass())
    .addOption(
      new Option("--shots <list>", "retake only these shots of --pass, counted from 1, such as 2,3").argParser(
        shotList,
      ),
    )
    .addOption(
      new Option(
        "--start-frame <frame>",
        "start a retake from the last frame of the previous shot, or from the first of the same one",
      ).choices(["previous", "same"]),
    )
    .option("--lengthen", "lengthen the shots of a retake to the shortest that the model accepts")
    .option("--profile <id>", "use this model profile for every pass")
    .option("--yes", "skip the spending confirmation")
    .addOption(new Option("--max-cost <amount>", "spend at most this much").argParser(amount))
    .addOption(
      new Option("--unconfirmed <decision>", "what to do with a request that may or may not have arrived").choices([
        "resend",
        "give-up",
      ]),
    );
  add(program, "animatic <folder>", "render passes as animatic takes, unless up to date", drawAnimatics).addOption(
    pass(),
  );
  const passNeeded = () => pass().makeOptionMandatory();
  add(program, "import <folder> <video>", "import a video file as a take of a pass, once", importFilm).addOption(
    passNeeded(),
  );
  add(program, "kit <folder>", "write the files needed to generate a pass manually", writeKit)
    .addOption(passNeeded())
    .requiredOption("--to <folder>", "a new or empty folder for the kit", folderName);
  add(program, "ingest <folder>", "prepare takes for playing, and measure their cuts", ingestTakes);
  add(program, "takes <folder>", "list the takes of a project with their cuts and conform reports", listTakes);
  add(program, "export <folder>", "write a hand-off folder for an editing app", exportProject)
    .requiredOption("--to <folder>", "a new or empty folder for the hand-off", folderName)
    .option("--replace", "leave an earlier --replace export that is up to date, replace one that is not")
    .addOption(new Option("--preset <suite>", "formats, codec, versions; default everything").choices(presetIds))
    .addOption(
      new Option("--formats <list>", `any of ${exportFormats.join(",")}; default the preset's`).argParser(formatList),
    )
    .addOption(new Option("--rate <rate>", "frames per second; default the project's").choices(rateNames))
    .addOption(
      new Option("--handles <frames>", "handle frames before and after each shot of a take; default 12").argParser(
        handles,
      ),
    )
    .addOption(new Option("--codec <codec>", "codec of the clips; default h264").choices(clipCodecs))
    .addOption(
      new Option(
        "--conform <mode>",
        "takes at another frame rate: convert keeps the speed, reinterpret keeps every frame",
      ).choices(conformModes),
    )
    .addOption(new Option("--fcpxml <version>", "FCPXML version; default 1.10").choices(fcpxmlVersions))
    .addOption(new Option("--xmeml <version>", "Final Cut Pro 7 XML version; default 4").choices(xmemlVersions))
    .addOption(new Option("--board-frames <number>", "storyboard frames per page; default 6").argParser(framesPerPage))
    .addOption(new Option("--board-paper <paper>", "storyboard paper; default a4").choices(boardPapers))
    .addOption(
      new Option("--board-orientation <orientation>", "storyboard orientation; default landscape").choices(
        boardOrientations,
      ),
    )
    .option("--no-floor-plans", "storyboard without the floor plans of blocked passes")
    .option(
      "--clip-names <template>",
      `clip name template with ${nameTokens.join(" ")}; default ${defaultNameTemplate}`,
    )
    .addOption(new Option("--clip-version <number>", "value of {version}; default 1").argParser(clipVersion));
  add(program, "import-comments <folder> <file>", "add comments from a review page to the shot notes", importComments);
  add(program, "compare <folder> <list>", "compare an edited cut with the one handed off", compareList)
    .option(
      "--accept <lines>",
      "apply changes to the plan: `all` that do not undo your own, or a comma-separated list of IDs",
    )
    .option(
      "--against <hand-off>",
      "the number of the hand-off it was edited from, or `plan`; default the one its clips match",
    )
    .addOption(new Option("--rate <rate>", "frames per second of an EDL; default the hand-off's").choices(rateNames));
  add(program, "cuts <video>", "find the cuts in a video file", measureVideo).addOption(
    new Option("--expect <seconds>", "the planned length of each shot, such as 4,3,4,4").argParser(shotLengths),
  );
  add(program, "verify <folder>", "check a project's database and files", verifyProject).option(
    "--fix",
    "first mend what is safe to mend",
  );
  add(program, "repair <folder>", "open the best of what is left of a damaged project", repairProject).option(
    "--from <what>",
    "a backup by its ID, `salvage` or `as-is`; default the newest that lost least",
  );
  add(program, "programs", "set the ffmpeg and ffprobe to use, or show which are in use", choosePrograms)
    .option("--ffmpeg <path>", "path to ffmpeg; empty to choose automatically")
    .option("--ffprobe <path>", "path to ffprobe; empty to choose automatically");
  const models = add(program, "models", "list model profiles with their limits and prices", listModels);
  add(models, "check <file>", "list everything that is wrong with a model file of your own", checkModel);
  add(program, "demo", "create the sample project, from plan to hand-off folder", makeDemo).option(
    "--to <folder>",
    "destination folder; default shotline-demo, numbered if it exists",
  );
  add(
    program,
    "desktop-entry",
    "add Shotline to the applications of a Linux desktop, to run from this folder",
    writeDesktopEntry,
  ).option("--remove", "take it away again");
  add(program, "serve", "serve the app on this computer and print its address", serve).addOption(
    new Option("--port <number>", "port; default any free port").argParser(portNumber),
  );
  setUp(program, terminal);
  return program;
}

/** Errors are thrown, never exits, and help after an error is one line; in JSON they are said by who runs the command. */
function setUp(command: Command, { json, caller }: Pick<Terminal, "json" | "caller">): void {
  command.exitOverride().showHelpAfterError("Run with --help for usage.");
  command.configureOutput({
    writeOut: (text) => caller.stdout.write(text),
    writeErr: (text) => (json ? undefined : caller.stderr.write(text)),
  });
  for (const child of command.commands) setUp(child, { json, caller });
}

function positiveInteger(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError("Use a whole number, 1 or greater.");
  return Number(text);
}

function shotList(text: string): number[] {
  return text.split(",").map((word) => positiveInteger(word.trim()));
}

/** Nothing would be the folder that the command is called in. */
function folderName(text: string): string {
  if (text.trim() === "") throw new InvalidArgumentError("Use a folder path.");
  return text;
}

function framesPerPage(text: string): number {
  if (!/^[1-9]$/.test(text)) throw new InvalidArgumentError("Use a number from 1 to 9.");
  return Number(text);
}

function handles(text: string): number {
  if (!/^\d{1,2}$/.test(text) || Number(text) > 48) throw new InvalidArgumentError("Use a number from 0 to 48.");
  return Number(text);
}

function clipVersion(text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text)) throw new InvalidArgumentError("Use a number from 1 to 999.");
  return Number(text);
}

function portNumber(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new InvalidArgumentError("Use a number up to 65535.");
  return Number(text);
}

function amount(text: string): number {
  if (!/^\d+(\.\d+)?$/.test(text)) throw new InvalidArgumentError("Use an amount such as 2.50.");
  return Number(text);
}

/** Milliseconds of each shot. */
function shotLengths(text: string): number[] {
  const words = text.split(",").map((word) => word.trim());
  const lengths = words.map((word) => (/^\d+(\.\d+)?$/.test(word) ? Math.round(Number(word) * 1000) : 0));
  if (lengths.length <= 200 && lengths.every((length) => length > 0 && length <= 3_600_000)) return lengths;
  throw new InvalidArgumentError("Use the seconds of each shot, such as 4,3,4,4.");
}

function formatList(text: string): string[] {
  const formats = text.split(",").map((word) => word.trim());
  const known: readonly string[] = exportFormats;
  const [unknown] = formats.filter((format) => !known.includes(format));
  if (unknown === undefined) return formats;
  throw new InvalidArgumentError(`Unknown format "${unknown}". Choose from ${exportFormats.join(", ")}.`);
}
