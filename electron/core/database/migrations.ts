/** Owns the migrations in order; a database's `user_version` is how many of them it has seen. */
import { initial } from "./migrations/0001-initial.ts";
import { generation } from "./migrations/0002-generation.ts";
import { handOffs } from "./migrations/0003-hand-offs.ts";
import { sealedJobs } from "./migrations/0004-sealed-jobs.ts";
import { measuredTakes } from "./migrations/0005-measured-takes.ts";
import { scriptsAndStills } from "./migrations/0006-scripts-and-stills.ts";
import { keyframesAndShapes } from "./migrations/0007-keyframes-and-shapes.ts";
import { blocking } from "./migrations/0008-blocking.ts";

export const migrations: readonly string[] = [
  initial,
  generation,
  handOffs,
  sealedJobs,
  measuredTakes,
  scriptsAndStills,
  keyframesAndShapes,
  blocking,
];
