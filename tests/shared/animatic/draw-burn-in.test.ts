import { createCanvas } from "@napi-rs/canvas";
import { beforeAll, expect, test } from "vitest";
import { openFonts } from "../../../electron/core/animatic/draw-fonts.ts";
import { frameFonts } from "../../../electron/core/fonts/frame-fonts.ts";
import { drawBurnIn, spokenHeight } from "../../../shared/animatic/draw-burn-in.ts";
import { frameSizeOf } from "../../../shared/animatic/frame-size.ts";
import { frameAt, planFrames } from "../../../shared/animatic/plan-frames.ts";
import type { Surface } from "../../../shared/animatic/surface.ts";
import { aspectRatios } from "../../../shared/project/vocabulary.ts";
import { pass, project, shot } from "./sample-project.ts";

// As wide as films have it.
beforeAll(() => openFonts(frameFonts(project([])))());

interface Written {
  readonly text: string;
  readonly left: number;
  readonly right: number;
}

/** All that a burn-in writes into a frame of 360 pixels on its shorter side, with where it begins and ends. */
function writtenOn(aspectRatio: (typeof aspectRatios)[number], label: string, line: string): Written[] {
  const one = pass([shot("1", { dialogue: [{ speaker: "MAYA", line }] })], { aspectRatio });
  const frame = frameSizeOf(aspectRatio, 360);
  const planned = frameAt(planFrames(project([one]), one), 12);
  const card = { ...planned.current.shot.card, scene: "SC010", label };
  const current = { ...planned.current, shot: { ...planned.current.shot, card } };
  const surface = createCanvas(frame.widthPx, frame.heightPx).getContext("2d");
  const written: Written[] = [];
  surface.fillText = (text, x) => {
    const { width } = surface.measureText(text);
    const left = surface.textAlign === "center" ? x - width / 2 : x;
    written.push({ text, left, right: left + width });
  };
  drawBurnIn(surface as Surface, { ...planned, current }, frame);
  for (const { left, right } of written) {
    expect(left).toBeGreaterThanOrEqual(0);
    expect(right).toBeLessThanOrEqual(frame.widthPx);
  }
  return written;
}

test.each(aspectRatios)("what a reference movie says of a shot is written whole in %s", (aspectRatio) => {
  const label = "SH0010  animatic  v001  2026-11-28";
  expect(writtenOn(aspectRatio, label, "Now.")[11]?.text).toBe(`SC010  ${label}`);
});

test("a spoken line that two lines hold in a frame that lies has three in one that stands", () => {
  const line = "I told you never to come back here, not even for the money, and least of all with him.";
  const spoken = (aspectRatio: (typeof aspectRatios)[number]) => {
    const texts = writtenOn(aspectRatio, "SH0010", line).map(({ text }) => text);
    return texts.slice(texts.findIndex((text) => text.startsWith("MAYA")));
  };
  expect(spoken("21:9")).toHaveLength(2);
  expect(spoken("3:4")).toHaveLength(3);
  for (const each of aspectRatios) expect(spoken(each).join(" ")).toBe(`MAYA: ${line}`);
  expect(spokenHeight(frameSizeOf("3:4", 360))).toBeGreaterThan(spokenHeight(frameSizeOf("4:3", 360)));
});
