/** Owns, where it is imported first, an animatic that allows 30 s a pass: no profile has another limit than 15 s yet. */
import { animaticProfile } from "../../shared/models/profiles.ts";

Object.assign(animaticProfile.limits.totalMs, { max: 30_000 });
