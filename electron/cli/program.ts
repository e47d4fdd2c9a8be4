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
import { AppError } from "../../shared/errors/app-error.ts";
import { rateNames } from "../../shared/time/rate.ts";
import { compareList } from "./compare-command.ts";
import { makeDemo } from "./demo.ts";
import { generatePasses } from "./generate-command.ts";
import { checkPlan, compilePlan, estimatePlan, listModels } from "./plan-commands.ts";
import { choosePrograms } from "./programs-command.ts";
import {
  createFromPlan,
  exportProject,
  importComments,
  importFilm,
  listTakes,
  verifyProject,
  writeKit,
} from "./project-commands.ts";
import { serve } from "./serve.ts";
import { Session } from "./session.ts";
import { Terminal } from "./terminal.ts";

/** Does a command's work; false when what it looked at is not in order. */
type Action = (session: Session, ...inputs: never[]) => Promise<boolean>;

/** Runs one command and gives its exit code: 0 success, 1 refused, 2 wrong usage. Never throws. */
export async function runCommandLine(argumentList: readonly string[]): Promise<number> {
  const terminal = new Terminal(argumentList.includes("--json"));
  let exitCode = 0;
  const program = describeCommands(terminal.json, (action, inputs) =>
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
    const sentence = message.startsWith("(") ? "A command is missing." : `${message.replace(/\.$/, "")}.`;
    if (terminal.json) terminal.error({ code: "input.invalid", message: sentence, next: "See shotline --help." });
    return 2;
  }
}

async function runAction(terminal: Terminal, action: Action, inputs: unknown[]): Promise<number> {
  let session: Session | null = null;
  try {
    session = new Session(terminal);
    return (await action(session, ...(inputs as never[]))) ? 0 : 1;
  } catch (error) {
    if (!session && !(error instanceof AppError)) throw error;
    terminal.error(error instanceof AppError ? error.toData() : (session as Session).core.errorData(error));
    return 1;
  } finally {
    await session?.close();
  }
}

function describeCommands(quiet: boolean, run: (action: Action, inputs: unknown[]) => Promise<void>): Command {
  const program = new Command("shotline")
    .description("Plans multi-shot scenes, renders them as animatics and hands the cut to an editing suite.")
    .helpCommand(false);
  const add = (parent: Command, usage: string, description: string, action: Action): Command =>
    parent
      .command(usage)
      .description(description)
      .option("--json", "write the result as JSON")
      // Commander adds itself behind the arguments and options.
      .action((...inputs: unknown[]) => run(action, inputs.slice(0, -1)));

  const profile = () => new Option("--profile <id>", "judge every pass by this model profile");
  const pass = () => new Option("--pass <number>", "only this pass, counted from 1").argParser(positiveInteger);

  const plan = program.command("plan").description("look into a plan file");
  add(plan, "check <plan>", "list every problem of a plan", checkPlan).addOption(profile());
  add(plan, "compile <plan>", "show the requests that would be sent; nothing is sent", compilePlan)
    .addOption(profile())
    .addOption(pass());
  add(plan, "estimate <plan>", "show the price of each pass", estimatePlan).addOption(profile());

  add(program, "new <folder>", "make a project folder from a plan", createFromPlan).requiredOption(
    "--from <plan>",
    "the plan file",
  );
  add(program, "generate <folder>", "generate the passes of a project as takes", generatePasses)
    .addOption(pass())
    .option("--profile <id>", "the model profile to use instead of each pass's own")
    .option("--yes", "do not ask before spending")
    .addOption(new Option("--max-cost <amount>", "spend at most this much").argParser(amount))
    .addOption(
      new Option("--unconfirmed <decision>", "for a request that may or may not have arrived").choices([
        "resend",
        "give-up",
      ]),
    );
  const passNeeded = () => pass().makeOptionMandatory();
  add(program, "import <folder> <film>", "take a film made elsewhere as a take of a pass", importFilm).addOption(
    passNeeded(),
  );
  add(program, "kit <folder>", "write what is needed to generate a pass by hand", writeKit)
    .addOption(passNeeded())
    .requiredOption("--to <folder>", "the kit's folder: a new or an empty one", folderName);
  add(program, "takes <folder>", "list the takes of a project", listTakes);
  add(program, "export <folder>", "write a hand-off folder for an editing suite", exportProject)
    .requiredOption("--to <folder>", "the hand-off folder: a new or an empty one", folderName)
    .addOption(new Option("--preset <suite>", "formats, codec, versions; default everything").choices(presetIds))
    .addOption(
      new Option("--formats <list>", `some of ${exportFormats.join(",")}; default the preset's`).argParser(formatList),
    )
    .addOption(new Option("--rate <rate>", "frames a second; default the project's").choices(rateNames))
    .addOption(new Option("--handles <frames>", "before and after each shot of a take; default 12").argParser(handles))
    .addOption(new Option("--codec <codec>", "of the clips; default h264").choices(clipCodecs))
    .addOption(
      new Option("--conform <mode>", "takes of another rate: convert keeps the speed, reinterpret every frame").choices(
        conformModes,
      ),
    )
    .addOption(new Option("--fcpxml <version>", "version of FCPXML; default 1.10").choices(fcpxmlVersions))
    .addOption(new Option("--xmeml <version>", "version of Final Cut Pro 7 XML; default 4").choices(xmemlVersions))
    .addOption(
      new Option("--board-frames <number>", "frames on a page of the storyboard; default 6").argParser(framesPerPage),
    )
    .addOption(new Option("--board-paper <paper>", "default a4").choices(boardPapers))
    .addOption(new Option("--board-orientation <orientation>", "default landscape").choices(boardOrientations))
    .option("--clip-names <template>", `any of ${nameTokens.join(" ")}; default ${defaultNameTemplate}`)
    .addOption(new Option("--clip-version <number>", "what {version} is; default 1").argParser(clipVersion));
  add(
    program,
    "import-comments <folder> <file>",
    "add the comments of a review page to the notes of their shots",
    importComments,
  );
  add(program, "compare <folder> <list>", "compare an edited list with the cut", compareList)
    .option(
      "--accept <lines>",
      "all that undo nothing of yours, or some of the differences by id, with commas between them; takes them into the plan",
    )
    .option(
      "--against <hand-off>",
      "the hand-off it was edited from, by its number, or `plan`; default found by its films",
    )
    .addOption(new Option("--rate <rate>", "frames a second of an EDL; default the hand-off's").choices(rateNames));
  add(program, "verify <folder>", "check a project's database and files", verifyProject);
  add(
    program,
    "programs",
    "name the ffmpeg and ffprobe that make and read films, or say which are used",
    choosePrograms,
  )
    .option("--ffmpeg <path>", "the ffmpeg to use; empty to let Shotline choose")
    .option("--ffprobe <path>", "the ffprobe to use; empty to let Shotline choose");
  add(program, "models", "list model profiles with their limits and prices", listModels);
  add(program, "demo", "make the sample project, from plan to hand-off folder", makeDemo).option(
    "--to <folder>",
    "where to; default shotline-demo, numbered when that is taken",
  );
  add(program, "serve", "serve the app on this machine and print its address", serve).addOption(
    new Option("--port <number>", "the port; default a free one").argParser(portNumber),
  );
  setUp(program, quiet);
  return program;
}

/** Errors are thrown, never exits, and help after an error is one line; `quiet` leaves the saying to the caller. */
function setUp(command: Command, quiet: boolean): void {
  command.exitOverride().showHelpAfterError("See --help for what can be said here.");
  command.configureOutput({ writeErr: (text) => (quiet ? undefined : process.stderr.write(text)) });
  for (const child of command.commands) setUp(child, quiet);
}

function positiveInteger(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError("It is a whole number from 1 on.");
  return Number(text);
}

/** Nothing would be the folder that the command is called in. */
function folderName(text: string): string {
  if (text.trim() === "") throw new InvalidArgumentError("It is the path of a folder.");
  return text;
}

function framesPerPage(text: string): number {
  if (!/^[1-9]$/.test(text)) throw new InvalidArgumentError("It is a number from 1 to 9.");
  return Number(text);
}

function handles(text: string): number {
  if (!/^\d{1,2}$/.test(text) || Number(text) > 48) throw new InvalidArgumentError("It is a number from 0 to 48.");
  return Number(text);
}

function clipVersion(text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text)) throw new InvalidArgumentError("It is a number from 1 to 999.");
  return Number(text);
}

function portNumber(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new InvalidArgumentError("It is a number up to 65535.");
  return Number(text);
}

function amount(text: string): number {
  if (!/^\d+(\.\d+)?$/.test(text)) throw new InvalidArgumentError("It is an amount such as 2.50.");
  return Number(text);
}

function formatList(text: string): string[] {
  const formats = text.split(",").map((word) => word.trim());
  const known: readonly string[] = exportFormats;
  const [unknown] = formats.filter((format) => !known.includes(format));
  if (unknown === undefined) return formats;
  throw new InvalidArgumentError(`"${unknown}" is none of ${exportFormats.join(", ")}.`);
}
