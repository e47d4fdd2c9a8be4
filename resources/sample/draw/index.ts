/** Draws the sample project's pictures into ../images: `npx node resources/sample/draw/index.ts [NAME…]`, all of them without names. */
import { mkdirSync, writeFileSync } from "node:fs";
import { createCanvas } from "@napi-rs/canvas";
import sharp from "sharp";
import { ageFrame, bloom, driftMotes, gleamPort, riseBubbles } from "./finish.ts";
import { renderScene } from "./march.ts";
import { develop, paintStrokes, showPlane } from "./paint.ts";
import { type Picture, pictures } from "./pictures.ts";

/** Draft pictures are rendered smaller and painted the same: `SAMPLE_DETAIL=0.2`. */
const detail = Number(process.env["SAMPLE_DETAIL"] ?? "0.5");
const folder = new URL(process.env["SAMPLE_FOLDER"] ?? "../images/", import.meta.url);

async function draw(picture: Picture, seed: number): Promise<void> {
  const { widthPx, heightPx, scene } = picture;
  const render = renderScene(scene, Math.round(widthPx * detail), Math.round(heightPx * detail));
  const plane = develop(render, picture.exposure);
  const canvas = createCanvas(widthPx, heightPx);
  const context = canvas.getContext("2d");
  context.drawImage(showPlane(plane, widthPx, heightPx), 0, 0);
  paintStrokes(context, plane, widthPx, heightPx, seed);
  // A breath of the render over the strokes brings back what a small brush would have drawn: rims, eyes, bars.
  context.globalAlpha = picture.crispness;
  context.drawImage(showPlane(plane, widthPx, heightPx), 0, 0);
  context.globalAlpha = 1;
  if (picture.gleam !== undefined) gleamPort(context, scene.camera, picture.gleam);
  for (const [index, stream] of (picture.bubbles ?? []).entries()) {
    riseBubbles(context, render, scene.camera, stream.from, stream.count, seed * 10 + index, stream.spread);
  }
  driftMotes(context, render, picture.motes, Math.min(scene.farMetres, 12), picture.moteTint, seed + 50);
  bloom(canvas, picture.bloom);
  ageFrame(canvas, 0.5, 7, seed + 90);
  const jpeg = await sharp(canvas.toBuffer("image/png")).jpeg({ quality: 84, mozjpeg: true }).toBuffer();
  writeFileSync(new URL(`${picture.name}.jpg`, folder), jpeg);
  console.log(`${picture.name}.jpg ${widthPx}×${heightPx} ${Math.round(jpeg.length / 1000)} kB`);
}

mkdirSync(folder, { recursive: true });
const wanted = process.argv.slice(2);
for (const [index, picture] of pictures.entries()) {
  if (wanted.length === 0 || wanted.includes(picture.name)) await draw(picture, index + 1);
}
