/** Owns which models a pass may be made with: by service, each with its price and with what keeps this pass from it. */
import type { ModelProfile } from "../../../shared/models/profile.ts";
import { modelProfiles } from "../../../shared/models/profiles.ts";
import { compareModel } from "../../../shared/preflight/compare-models.ts";
import type { Pass, Project } from "../../../shared/project/model.ts";
import { priceOfPass, type ShownPrice } from "./pass-price.ts";
import { modelName, serviceName } from "./services.ts";

export interface ModelChoice {
  readonly profile: ModelProfile;
  /** Its name within the group. */
  readonly name: string;
  readonly price: ShownPrice;
  /** Why this pass cannot be made with it as planned; null when it can, if only what is still to do gets done. */
  readonly lacks: string | null;
  /** What it would leave out of this pass, in a few words each. */
  readonly drops: readonly string[];
}

export interface ModelGroup {
  readonly provider: ModelProfile["provider"];
  readonly title: string;
  readonly choices: readonly ModelChoice[];
}

/** Every model of this output in the order of the list, grouped by service. */
export function modelChoices(project: Project, pass: Pass, output: ModelProfile["output"] = "film"): ModelGroup[] {
  const profiles = modelProfiles().filter((profile) => profile.output === output);
  const providers = [...new Set(profiles.map((profile) => profile.provider))];
  return providers.map((provider) => ({
    provider,
    title: serviceName(provider),
    choices: profiles
      .filter((profile) => profile.provider === provider)
      .map((profile) => {
        const { refusals, drops } = compareModel(project, pass, profile);
        const lacks = profile.off ?? refusals[0] ?? null;
        return { profile, name: modelName(profile), price: priceOfPass(profile, pass), lacks, drops };
      }),
  }));
}
