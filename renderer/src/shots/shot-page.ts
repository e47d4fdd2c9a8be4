/** Owns what every part of a shot's page may ask for: the pass of the shot and the elements, as they are saved. */
import { createContext, useContext } from "react";
import type { Element, Pass } from "../../../shared/project/model.ts";

export interface ShotPage {
  readonly pass: Pass;
  readonly elements: readonly Element[];
}

export const ShotPageContext = createContext<ShotPage | null>(null);

export function useShotPage(): ShotPage {
  const page = useContext(ShotPageContext);
  if (!page) throw new Error("A part of the shot's page stands outside of it.");
  return page;
}
