/** Owns what the commands are called, in the order of the overview of keys. */
import { keyedMoves, labelMove } from "./camera-moves.ts";
import { type Command, stars } from "./keymap.ts";

export const commandGroups: readonly {
  readonly title: string;
  readonly commands: readonly (readonly [Command, string])[];
}[] = [
  {
    title: "Playback",
    commands: [
      ["play", "Play or pause"],
      ["play.back", "Play backward; press again to go faster"],
      ["play.stop", "Stop"],
      ["play.forward", "Play forward; press again to go faster"],
      ["loop.shot", "Loop the shot"],
      ["loop.pass", "Loop the pass"],
      ["loop.programme", "Loop the whole cut, or in to out"],
    ],
  },
  {
    title: "Playhead",
    commands: [
      ["playhead.frameBack", "One frame back"],
      ["playhead.frameForward", "One frame forward"],
      ["playhead.secondBack", "One second back"],
      ["playhead.secondForward", "One second forward"],
      ["playhead.previousEdit", "Previous edit"],
      ["playhead.nextEdit", "Next edit"],
      ["mark.in", "Mark in"],
      ["mark.out", "Mark out"],
      ["mark.clear", "Clear in and out"],
      ["playhead.in", "Go to in"],
      ["playhead.out", "Go to out"],
      ["playhead.start", "Go to start"],
      ["playhead.end", "Go to end"],
    ],
  },
  {
    title: "Shots and passes",
    commands: [
      ["shot.add", "Add a shot"],
      ["shot.split", "Split at the playhead"],
      ["shot.trimStart", "Trim the start to the playhead"],
      ["shot.trimEnd", "Trim the end to the playhead"],
      ["shot.resetTrim", "Reset the trim"],
      ["shot.longer", "Lengthen the shot by one step"],
      ["shot.shorter", "Shorten the shot by one step"],
      ["shot.rollLonger", "Roll the out edge later"],
      ["shot.rollShorter", "Roll the out edge earlier"],
      ["shot.squeezeLonger", "Lengthen the shot and squeeze later shots"],
      ["shot.squeezeShorter", "Shorten the shot and release later shots"],
      ["shot.moveOn", "Move the shot later; with a take, in all passes: slip right"],
      ["shot.moveBack", "Move the shot earlier; with a take, in all passes: slip left"],
      ["shot.slipOn", "Slip right by 10 frames"],
      ["shot.slipBack", "Slip left by 10 frames"],
      ["shot.retake", "Retake the shot"],
      ["shot.continue", "Continue from the shot’s last frame in the next pass"],
      ["shot.draw", "Draw on the shot’s picture"],
      ["ghosts.step", "Ghosts of the neighbors: previous, next, both, none"],
      ["frames", "Frames for the shot, or the pass’s start frame"],
      ["shot.merge", "Merge with the next shot"],
      ["shot.remove", "Remove the shot"],
      ["pass.add", "Add a pass"],
    ],
  },
  {
    title: "Takes",
    commands: [
      ["takes.toggle", "Show or hide the takes"],
      ["take.circle", "Circle the take, or keep the one that is tried"],
      ["take.reject", "Reject the take, with a reason"],
      ["takes.best", "Best of: circled or highest rated takes"],
      ["takes.compare", "Compare takes"],
    ],
  },
  {
    title: "On a take",
    commands: [
      ["take.next", "Try the next take for the shot"],
      ["take.previous", "Try the previous take"],
      ["take.back", "Show the take in use again"],
      ["take.use", "Use for the shot"],
      ["take.open", "Open the take"],
      ["take.bin", "Move to the bin"],
      ...stars.map((count) => [`take.rate${count}`, count === 0 ? "Clear the stars" : `${count} ★`] as const),
    ],
  },
  {
    title: "Camera",
    commands: [
      ["camera.palette", "Camera palette: sizes, moves, lenses, transitions"],
      ...keyedMoves.map((move) => [`camera.${move}`, labelMove(move)] as const),
    ],
  },
  {
    title: "Window",
    commands: [
      ["undo", "Undo"],
      ["redo", "Redo"],
      ["zoom.in", "Zoom in"],
      ["zoom.out", "Zoom out"],
      ["timeline.toggle", "Show all passes, or the open pass"],
      ["workspace.edit", "Viewer and takes"],
      ["workspace.list", "Shot list"],
      ["workspace.board", "Board"],
      ["workspace.script", "Script"],
      ["search", "Search the project"],
      ["list.print", "Print the shot list"],
      ["generate", "Generate the pass"],
      ["jobs", "Jobs and spending"],
      ["export", "Export"],
      ["project.open", "Open a project"],
      ["settings", "Settings"],
      ["palette", "All commands"],
      ["shortcuts", "Keyboard shortcuts"],
    ],
  },
];
