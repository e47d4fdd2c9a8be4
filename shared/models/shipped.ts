/** Owns which model files the app comes with, in the order in which they are listed; a test holds it against the folder. */
import animatic from "../../resources/models/animatic.json" with { type: "json" };
import falKling40 from "../../resources/models/fal/kling-4.0.json" with { type: "json" };
import falKling40Flash from "../../resources/models/fal/kling-4.0-flash.json" with { type: "json" };
import falKlingO34k from "../../resources/models/fal/kling-o3-4k.json" with { type: "json" };
import falKlingO3Pro from "../../resources/models/fal/kling-o3-pro.json" with { type: "json" };
import falKlingO3Standard from "../../resources/models/fal/kling-o3-standard.json" with { type: "json" };
import falKlingV34k from "../../resources/models/fal/kling-v3-4k.json" with { type: "json" };
import falKlingV3Pro from "../../resources/models/fal/kling-v3-pro.json" with { type: "json" };
import falKlingV3Standard from "../../resources/models/fal/kling-v3-standard.json" with { type: "json" };
import falNanoBananaPro from "../../resources/models/fal/nano-banana-pro.json" with { type: "json" };
import falSeedance20 from "../../resources/models/fal/seedance-2.0.json" with { type: "json" };
import falSeedance20Fast from "../../resources/models/fal/seedance-2.0-fast.json" with { type: "json" };
import falSeedance25 from "../../resources/models/fal/seedance-2.5.json" with { type: "json" };
import geminiNanoBananaPro from "../../resources/models/gemini/nano-banana-pro.json" with { type: "json" };
import klingKling30 from "../../resources/models/kling/kling-3.0.json" with { type: "json" };
import klingKling30Omni from "../../resources/models/kling/kling-3.0-omni.json" with { type: "json" };
import klingKling30Turbo from "../../resources/models/kling/kling-3.0-turbo.json" with { type: "json" };
import klingKling40 from "../../resources/models/kling/kling-4.0.json" with { type: "json" };
import klingLegacyKlingV3 from "../../resources/models/kling-legacy/kling-v3.json" with { type: "json" };
import klingLegacyKlingV3Omni from "../../resources/models/kling-legacy/kling-v3-omni.json" with { type: "json" };
import pixioKlingO34k from "../../resources/models/pixio/kling-o3-4k.json" with { type: "json" };
import pixioKlingO3Pro from "../../resources/models/pixio/kling-o3-pro.json" with { type: "json" };
import pixioKlingO3Standard from "../../resources/models/pixio/kling-o3-standard.json" with { type: "json" };
import pixioKlingV34k from "../../resources/models/pixio/kling-v3-4k.json" with { type: "json" };
import pixioKlingV3Pro from "../../resources/models/pixio/kling-v3-pro.json" with { type: "json" };
import pixioKlingV3Standard from "../../resources/models/pixio/kling-v3-standard.json" with { type: "json" };
import pixioNanoBananaPro from "../../resources/models/pixio/nano-banana-pro.json" with { type: "json" };
import replicateKlingV3 from "../../resources/models/replicate/kling-v3.json" with { type: "json" };
import replicateKlingV3Omni from "../../resources/models/replicate/kling-v3-omni.json" with { type: "json" };
import replicateNanoBananaPro from "../../resources/models/replicate/nano-banana-pro.json" with { type: "json" };
import replicateSeedance20 from "../../resources/models/replicate/seedance-2.0.json" with { type: "json" };
import type { ModelProfile } from "./profile.ts";

/** Their shapes are held by a test, not looked at anew at each start. */
export const shippedProfiles = [
  animatic,
  klingKling30,
  klingKling30Omni,
  klingKling30Turbo,
  klingKling40,
  klingLegacyKlingV3,
  klingLegacyKlingV3Omni,
  falKlingV3Standard,
  falKlingV3Pro,
  falKlingV34k,
  falKlingO3Standard,
  falKlingO3Pro,
  falKlingO34k,
  falKling40,
  falKling40Flash,
  falSeedance20,
  falSeedance20Fast,
  falSeedance25,
  pixioKlingV3Standard,
  pixioKlingV3Pro,
  pixioKlingV34k,
  pixioKlingO3Standard,
  pixioKlingO3Pro,
  pixioKlingO34k,
  replicateKlingV3,
  replicateKlingV3Omni,
  replicateSeedance20,
  geminiNanoBananaPro,
  falNanoBananaPro,
  pixioNanoBananaPro,
  replicateNanoBananaPro,
] as unknown as readonly ModelProfile[];
