/** The ffmpeg that this machine has, as the app finds it without settings. */
import { tmpdir } from "node:os";
import { createFfmpeg } from "../../electron/core/media/ffmpeg.ts";

export const foundFfmpeg = createFfmpeg({
  environment: process.env,
  cacheFolder: tmpdir(),
  settings: () => ({ ffmpegPath: "", ffprobePath: "" }),
  log: () => {},
});
