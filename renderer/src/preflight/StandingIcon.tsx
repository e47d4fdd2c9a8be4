/** Owns the sign of a problem: what is wrong, what is to do, what is advice. */
import { CircleAlert, CircleDashed, Lightbulb } from "lucide-react";
import type { Standing } from "../../../shared/preflight/problem.ts";

const icons = { error: CircleAlert, todo: CircleDashed, advice: Lightbulb } as const;

export function StandingIcon({ standing }: { standing: Standing }) {
  const Icon = icons[standing];
  return <Icon size={14} />;
}
