/** Owns talking to the Gemini API: one request that answers with the still itself. */
import type { WrittenPass } from "../../../../shared/generation/written-pass.ts";
import { imagePlaceholder, type JsonValue, type Provider, type ServiceContext } from "../provider.ts";
import { ServiceFault } from "../service-fault.ts";
import { geminiFaultOf, geminiLabel, imageIn } from "./gemini-answers.ts";

/** Drawing 4K takes minutes at busy times. */
const drawMs = 5 * 60_000;
/** Of a whole request, images as base64 in it. Source: blog.google, Gemini API new file limits (2026). */
const requestCharsMax = 100_000_000;

/** `model`: the id in the settings, as Google renames its models; it is frozen with each request. */
export function createGeminiProvider(model: () => string): Provider {
  return {
    name: "gemini",
    label: geminiLabel,
    defaultBaseUrl: "https://generativelanguage.googleapis.com",
    slots: 4,
    pollEvery: { firstMs: 3000, mostMs: 15_000 },

    async authorize(key) {
      return { "x-goog-api-key": key };
    },
    faultOf: geminiFaultOf,

    compile(_profile, pass) {
      const { prompt, aspectRatio, resolution } = pass;
      return {
        method: "POST",
        path: `${modelPath(model())}:generateContent`,
        headers: {},
        body: {
          contents: [{ role: "user", parts: [...imagesOf(pass).map(imagePart), { text: prompt }] }],
          generationConfig: {
            responseModalities: ["TEXT", "IMAGE"],
            imageConfig: { aspectRatio, imageSize: resolution },
          },
        },
      };
    },

    async prepare({ pass }, context) {
      const values = new Map<string, JsonValue>();
      let chars = 0;
      for (const reference of new Set(imagesOf(pass))) {
        const value = await readInline(context, reference);
        values.set(imagePlaceholder(reference), value);
        chars += value.data.length;
      }
      if (chars > requestCharsMax) {
        const detail = "the images total more than 75 MB; use fewer or smaller ones";
        throw new ServiceFault("invalid", geminiLabel, { detail });
      }
      return values;
    },

    async submit({ call }, body, context) {
      const { path: to, headers } = call;
      const answer = await context.http.send({ method: "POST", to, headers, json: body, timeLimitMs: drawMs });
      return { image: imageIn(answer.body), charged: null };
    },

    /** Nothing is kept there that could be asked about. */
    async find() {
      return "cannot-ask";
    },

    async poll() {
      throw new ServiceFault("not-found", geminiLabel, { detail: "it answers immediately and keeps no task list" });
    },

    async testKey({ http }) {
      const path = modelPath(model());
      await http.send({ method: "GET", to: path });
      return `Gemini accepts the API key and has ${path.split("/").at(-1)}.`;
    },
  };
}

/** The id may be written as Google's own lists do, with `models/` before it. */
function modelPath(id: string): string {
  return `/v1beta/models/${encodeURIComponent(id.trim().replace(/^models\//, ""))}`;
}

/** In the order in which the elements are called. */
function imagesOf(pass: WrittenPass): string[] {
  return pass.elements.flatMap(({ images }) => images);
}

function imagePart(reference: string): JsonValue {
  return { inlineData: imagePlaceholder(reference) };
}

async function readInline({ readImage }: ServiceContext, reference: string) {
  const { bytes, format } = await readImage(reference);
  return { mimeType: `image/${format}`, data: Buffer.from(bytes).toString("base64") };
}
