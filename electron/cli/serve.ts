/** The command that serves the app on the loopback address until it is stopped. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "../../shared/errors/app-error.ts";
import { serveCore } from "../host/serve.ts";
import { appFolder, type Session } from "./session.ts";

export async function serve(session: Session, options: { readonly port?: number }): Promise<boolean> {
  if (!existsSync(join(appFolder, "out", "renderer", "index.html"))) {
    const next = "Run npm run build once, or npm start, which builds automatically.";
    throw new AppError("not-found", "The app has not been built yet.", { next });
  }
  const host = await serveCore(session.core, options.port === undefined ? {} : { port: options.port });
  void session.core.resumeJobs();
  session.terminal.result({ url: host.url }, host.url);
  session.terminal.say("Open this address on this computer; it works once. Press Ctrl+C to quit Shotline.");
  await session.untilInterrupted();
  await host.close();
  return true;
}
