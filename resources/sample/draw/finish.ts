/** Owns what is laid over the paint: bloom, drifting motes, bubbles, the port's gleam, vignette and grain. */
import { type Canvas, createCanvas, type SKRSContext2D } from "@napi-rs/canvas";
import { type Camera, cameraAxes, type Render } from "./scene.ts";
import { clamp, createRandom, type Vector } from "./solids.ts";

/** Where a point of the world falls in the picture: pixels, and metres from the eye; null behind the camera. */
export function project(
  camera: Camera,
  at: Vector,
  widthPx: number,
  heightPx: number,
): { x: number; y: number; away: number } | null {
  const { right, up, forward } = cameraAxes(camera);
  const offset: Vector = [at[0] - camera.eye[0], at[1] - camera.eye[1], at[2] - camera.eye[2]];
  const along = (axis: Vector) => offset[0] * axis[0] + offset[1] * axis[1] + offset[2] * axis[2];
  const away = along(forward);
  if (away <= 0.05) return null;
  const scale = Math.tan((camera.fieldOfView * Math.PI) / 360) ** 2;
  const x = along(right) / scale / away;
  const y = along(up) / scale / away;
  return { x: widthPx / 2 + (x * heightPx) / 2, y: heightPx / 2 - (y * heightPx) / 2, away };
}

function isHidden(render: Render, x: number, y: number, away: number, widthPx: number): boolean {
  const ratio = render.widthPx / widthPx;
  const column = Math.floor(x * ratio);
  const row = Math.floor(y * ratio);
  if (column < 0 || row < 0 || column >= render.widthPx || row >= render.heightPx) return true;
  return render.depth[row * render.widthPx + column]! < away;
}

/** Lets bright places spill over their edges. */
export function bloom(canvas: Canvas, strength: number): void {
  const small = createCanvas(Math.ceil(canvas.width / 4), Math.ceil(canvas.height / 4));
  const context = small.getContext("2d");
  context.drawImage(canvas, 0, 0, small.width, small.height);
  const image = context.getImageData(0, 0, small.width, small.height);
  for (let i = 0; i < image.data.length; i += 4) {
    const light = Math.max(image.data[i]!, image.data[i + 1]!, image.data[i + 2]!);
    const keep = clamp((light - 150) / 90, 0, 1);
    for (let c = 0; c < 3; c++) image.data[i + c] = image.data[i + c]! * keep;
  }
  context.putImageData(image, 0, 0);
  const target = canvas.getContext("2d");
  target.save();
  target.globalCompositeOperation = "screen";
  for (const radius of [10, 40]) {
    target.globalAlpha = strength;
    target.filter = `blur(${(radius * canvas.height) / 1080}px)`;
    target.drawImage(small, 0, 0, canvas.width, canvas.height);
  }
  target.restore();
}

/** Specks that hang in the water, near ones large and soft, hidden behind solids. */
export function driftMotes(
  context: SKRSContext2D,
  render: Render,
  count: number,
  farMetres: number,
  tint: string,
  seed: number,
): void {
  const { width, height } = context.canvas;
  const random = createRandom(seed);
  context.save();
  context.globalCompositeOperation = "screen";
  for (let mote = 0; mote < count; mote++) {
    const x = random() * width;
    const y = random() * height;
    const near = random() ** 2.2;
    const away = farMetres * (1 - near * 0.95);
    const soft = random();
    if (isHidden(render, x, y, away, width)) continue;
    const radius = ((0.7 + near * near * 7) * height) / 900;
    const gradient = context.createRadialGradient(x, y, 0, x, y, radius);
    gradient.addColorStop(0, tint);
    gradient.addColorStop(1, "rgba(0,0,0,0)");
    context.globalAlpha = (0.12 + soft * 0.4) * (1 - near * 0.65);
    context.fillStyle = gradient;
    context.beginPath();
    context.ellipse(x, y, radius, radius * (0.7 + soft * 0.3), soft * 6, 0, Math.PI * 2);
    context.fill();
  }
  context.restore();
}

/** A stream of bubbles that rises from a point of the world, growing and spreading. */
export function riseBubbles(
  context: SKRSContext2D,
  render: Render,
  camera: Camera,
  from: Vector,
  count: number,
  seed: number,
  spread = 1,
): void {
  const { width, height } = context.canvas;
  const random = createRandom(seed);
  for (let bubble = 0; bubble < count; bubble++) {
    const climb = random() ** 1.4 * 1.7 * spread;
    const sway = (0.02 + climb * 0.12) * Math.sqrt(spread);
    const at: Vector = [
      from[0] + (random() - 0.5) * sway * 2 - climb * 0.05,
      from[1] + climb,
      from[2] + (random() - 0.5) * sway * 2,
    ];
    const size = (0.005 + random() ** 3 * 0.026 * Math.min(1, 0.4 + climb)) * spread;
    const spot = project(camera, at, width, height);
    if (!spot || isHidden(render, spot.x, spot.y, spot.away - 0.05, width)) continue;
    const scale = height / (2 * Math.tan((camera.fieldOfView * Math.PI) / 360) * spot.away);
    drawBubble(context, spot.x, spot.y, size * scale, random() * 0.5 - 0.25);
  }
}

function drawBubble(context: SKRSContext2D, x: number, y: number, radius: number, tilt: number): void {
  context.save();
  context.translate(x, y);
  context.rotate(tilt);
  context.scale(1, 0.72);
  const body = context.createRadialGradient(0, radius * 0.2, radius * 0.2, 0, 0, radius);
  body.addColorStop(0, "rgba(150,215,210,0.04)");
  body.addColorStop(0.75, "rgba(165,225,218,0.16)");
  body.addColorStop(1, "rgba(205,245,236,0.6)");
  context.fillStyle = body;
  context.beginPath();
  context.arc(0, 0, radius, 0, Math.PI * 2);
  context.fill();
  context.fillStyle = "rgba(240,255,250,0.85)";
  context.beginPath();
  context.ellipse(-radius * 0.3, -radius * 0.5, radius * 0.3, radius * 0.16, -0.5, 0, Math.PI * 2);
  context.fill();
  context.restore();
}

/** The reflections on the glass of the helmet's front port: sky above, and the lamp as a warm glint. */
export function gleamPort(context: SKRSContext2D, camera: Camera, warmth: number): void {
  const { width, height } = context.canvas;
  const middle = project(camera, [0, 1.8, 0.215], width, height);
  const rim = project(camera, [0, 1.912, 0.215], width, height);
  const edge = project(camera, [0.112, 1.8, 0.215], width, height);
  if (!middle || !rim || !edge) return;
  const rise = Math.hypot(rim.x - middle.x, rim.y - middle.y);
  const reach = Math.hypot(edge.x - middle.x, edge.y - middle.y);
  context.save();
  context.translate(middle.x, middle.y);
  context.scale(reach / rise, 1);
  context.beginPath();
  context.arc(0, 0, rise, 0, Math.PI * 2);
  context.clip();
  context.globalCompositeOperation = "screen";
  context.filter = `blur(${rise * 0.025}px)`;
  const sky = context.createLinearGradient(-rise * 0.3, -rise, rise * 0.1, -rise * 0.1);
  sky.addColorStop(0, "rgba(150,225,220,0.42)");
  sky.addColorStop(1, "rgba(90,170,175,0)");
  context.fillStyle = sky;
  context.beginPath();
  context.arc(0, 0, rise * 0.97, Math.PI * 1.02, Math.PI * 1.72);
  context.arc(rise * 0.14, rise * 0.3, rise * 1.02, Math.PI * 1.62, Math.PI * 1.1, true);
  context.fill();
  context.strokeStyle = `rgba(255,190,105,${0.4 * warmth})`;
  context.lineWidth = rise * 0.05;
  context.lineCap = "round";
  context.beginPath();
  context.arc(0, 0, rise * 0.92, Math.PI * 0.74, Math.PI * 0.9);
  context.stroke();
  context.restore();
}

/** Darkens the corners and lays a fine grain over the whole picture. */
export function ageFrame(canvas: Canvas, vignette: number, grain: number, seed: number): void {
  const context = canvas.getContext("2d");
  const { width, height } = canvas;
  const shade = context.createRadialGradient(
    width / 2,
    height * 0.47,
    height * 0.38,
    width / 2,
    height / 2,
    Math.hypot(width, height) * 0.56,
  );
  shade.addColorStop(0, "rgba(0,8,12,0)");
  shade.addColorStop(1, `rgba(0,8,12,${vignette})`);
  context.fillStyle = shade;
  context.fillRect(0, 0, width, height);
  const random = createRandom(seed);
  const image = context.getImageData(0, 0, width, height);
  for (let i = 0; i < image.data.length; i += 4) {
    const speck = (random() + random() - 1) * grain;
    for (let c = 0; c < 3; c++) image.data[i + c] = image.data[i + c]! + speck;
  }
  context.putImageData(image, 0, 0);
}
