/** What is used of smpte-timecode, which ships no types. */
declare module "smpte-timecode" {
  export default function makeTimecode(
    frames: number,
    framesPerSecond: number,
    dropFrame: boolean,
  ): { toString(): string };
}
