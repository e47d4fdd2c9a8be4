/** The command that names the programs which make and read films, and says which are used. */
import type { Session } from "./session.ts";

export async function choosePrograms(
  session: Session,
  { ffmpeg, ffprobe }: { readonly ffmpeg?: string; readonly ffprobe?: string },
): Promise<boolean> {
  const whole = (path: string) => (path.trim() === "" ? "" : session.resolvePath(path));
  if (ffmpeg !== undefined || ffprobe !== undefined) {
    await session.core.choosePrograms({
      ...(ffmpeg === undefined ? {} : { ffmpegPath: whole(ffmpeg) }),
      ...(ffprobe === undefined ? {} : { ffprobePath: whole(ffprobe) }),
    });
  }
  const info = await session.core.call("app.info", {});
  const { ffmpegPath, ffprobePath } = await session.core.call("settings.get", {});
  const used = info.ffmpeg
    ? `${info.ffmpeg.path}, version ${info.ffmpeg.version}`
    : (info.ffmpegError?.message ?? "none");
  const lines = [
    `In use: ${used}`,
    `ffmpeg: ${ffmpegPath || "chosen automatically"}`,
    `ffprobe: ${ffprobePath || "chosen automatically"}`,
    ...(info.ffmpeg?.age ? [info.ffmpeg.age] : []),
  ];
  session.terminal.result({ ...info, ffmpegPath, ffprobePath }, lines.join("\n"));
  return info.ffmpeg !== null;
}
