/** Watches the viewer from inside the page: reads the counters that are burnt into what is on the canvas, and listens to what sounds. */
import type { Page } from "@playwright/test";
import { counterBits } from "../support/counted-film.ts";

/** A picture as it was just when the viewer said which one it is. */
export interface SeenPicture {
  readonly frame: number;
  readonly source: string;
  readonly sourceFrame: number;
  /** What the bars say. */
  readonly counter: number;
  /** The moment of the audio clock that was heard then. */
  readonly heardSeconds: number;
}

/** About 5 ms of what sounds: how often it crosses zero, 0 for silence. */
export interface HeardSound {
  readonly seconds: number;
  readonly crossings: number;
}

declare global {
  interface Window {
    viewerWatch: { pictures: SeenPicture[]; sounds: HeardSound[]; read(): SeenPicture; keep: boolean };
  }
}

const windowSamples = 256;
const tapModule = `registerProcessor("tap", class extends AudioWorkletProcessor {
  constructor() { super(); this.samples = []; this.found = []; }
  process([[left]]) {
    for (const sample of left ?? new Float32Array(128)) this.samples.push(sample);
    if (this.samples.length >= ${windowSamples}) {
      const { samples } = this;
      let crossings = 0, peak = 0;
      for (let at = 1; at < samples.length; at += 1) {
        if (samples[at - 1] < 0 !== samples[at] < 0) crossings += 1;
        peak = Math.max(peak, Math.abs(samples[at]));
      }
      const end = currentFrame + 128;
      this.found.push({ seconds: (end - samples.length / 2) / sampleRate, crossings: peak < 0.02 ? 0 : crossings });
      this.samples = [];
      if (this.found.length >= 16) { this.port.postMessage(this.found); this.found = []; }
    }
    return true;
  }
});`;

/** Before the page is opened: taps all that the page connects to the speakers, sample by sample. The page's rules would not let it in: bypassCSP. */
export async function tapSound(page: Page): Promise<void> {
  await page.addInitScript((code) => {
    const connect = AudioNode.prototype.connect;
    const heard: HeardSound[] = [];
    let context: BaseAudioContext | null = null;
    AudioNode.prototype.connect = function (this: AudioNode, ...way: unknown[]) {
      const target = way[0];
      if (target === this.context.destination && context === null) {
        context = this.context;
        const address = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
        void this.context.audioWorklet.addModule(address).then(() => {
          const tap = new AudioWorkletNode(this.context, "tap");
          tap.port.onmessage = ({ data }: MessageEvent<HeardSound[]>) => heard.push(...data);
          Reflect.apply(connect, this, [tap]);
          Reflect.apply(connect, tap, [this.context.destination]);
        });
      }
      return Reflect.apply(connect, this, way) as AudioNode;
    } as typeof connect;
    window.viewerWatch = {
      pictures: [],
      sounds: heard,
      keep: false,
      read: () => {
        throw new Error("The viewer is not watched yet.");
      },
    };
    Object.defineProperty(window.viewerWatch, "heardSeconds", {
      get: () => {
        const own = context as AudioContext | null;
        return own ? own.currentTime - own.outputLatency : Number.NaN;
      },
    });
  }, tapModule);
}

/** Once the viewer is there: reads each picture in the task in which the viewer says which one it is. */
export async function watchViewer(page: Page): Promise<void> {
  await page.getByTestId("preview-frame").evaluate((frame, bits) => {
    const canvas = frame.querySelector("canvas") as HTMLCanvasElement;
    const surface = canvas.getContext("2d") as CanvasRenderingContext2D;
    const watch = window.viewerWatch as typeof window.viewerWatch & { heardSeconds: number };
    watch.read = () => {
      const { data } = surface.getImageData(0, canvas.height >> 1, canvas.width, 1);
      let counter = 0;
      for (let bit = 0; bit < bits; bit += 1) {
        const x = Math.floor(((bit + 0.5) * canvas.width) / bits);
        if ((data[x * 4] ?? 0) > 127) counter += 2 ** bit;
      }
      const { frame: number, source = "", sourceFrame } = frame.dataset;
      const { heardSeconds } = watch;
      return { frame: Number(number), source, sourceFrame: Number(sourceFrame), counter, heardSeconds };
    };
    new MutationObserver(() => {
      if (watch.keep) watch.pictures.push(watch.read());
    }).observe(frame, { attributes: true, attributeFilter: ["data-frame", "data-source", "data-source-frame"] });
  }, counterBits);
}

/** Goes to each frame by the bar under the picture, or by keys, and reads what is there as soon as the viewer says so. */
export async function visit(
  page: Page,
  frames: readonly number[],
  by: "bar" | "ArrowLeft" | "ArrowRight",
): Promise<SeenPicture[]> {
  return page.evaluate(
    async ([wanted, way]) => {
      const frame = document.querySelector("[data-testid=preview-frame]") as HTMLElement;
      const bar = document.querySelector("[data-testid=scrub-bar]") as HTMLElement;
      const total = Number(bar.getAttribute("aria-valuemax")) + 1;
      const { left, width, top } = bar.getBoundingClientRect();
      const seen: SeenPicture[] = [];
      for (const each of wanted) {
        const arrives = new Promise<void>((resolve) => {
          const look = () => {
            if (frame.dataset["frame"] !== String(each)) return;
            observer.disconnect();
            resolve();
          };
          const observer = new MutationObserver(look);
          observer.observe(frame, { attributes: true });
          look();
        });
        if (way === "bar") {
          const at = { clientX: left + ((each + 0.5) / total) * width, clientY: top + 5 };
          const init = { ...at, bubbles: true, pointerId: 1 };
          bar.dispatchEvent(new PointerEvent("pointerdown", init));
          bar.dispatchEvent(new PointerEvent("pointerup", init));
        } else {
          document.body.dispatchEvent(new KeyboardEvent("keydown", { code: way, key: way, bubbles: true }));
        }
        await arrives;
        seen.push(window.viewerWatch.read());
      }
      return seen;
    },
    [frames, by] as const,
  );
}
