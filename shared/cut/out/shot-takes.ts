/** Owns what can be chosen to show a shot in the cut, and which shots each take shows as things stand. */
import { animaticChoice, type Pass, type Project, type Shot } from "../../project/model.ts";
import type { Take } from "../../takes/take.ts";
import { showsShot, takeLabel, takeOfShot } from "./take-film.ts";

/** The takes that can be chosen for a shot, the oldest first. Animatics are none of them: they are one choice together. */
export function takesToChoose(pass: Pass, shot: Shot, takes: readonly Take[]): Take[] {
  return takes.filter((take) => take.profile !== "animatic" && take.binnedAt === null && showsShot(take, pass, shot));
}

/** The shot's own choice: a take's id or `animatic`; null for none, and for a take that is gone. */
export function ownChoice(shot: Shot, takes: readonly Take[]): string | null {
  if (shot.take === animaticChoice) return animaticChoice;
  const take = takes.find(({ id }) => id === shot.take);
  if (!take) return null;
  return take.profile === "animatic" ? animaticChoice : take.id;
}

/** What shows the shot where it has no choice of its own: `take02 circled`, `take03, the newest`, `animatic`. */
export function describePassChoice(pass: Pass, { take: _own, ...shot }: Shot, takes: readonly Take[]): string {
  const circled = takes.find(({ id, binnedAt }) => id === pass.circledTake && binnedAt === null);
  const take = takeOfShot(pass, shot, takes);
  if (!take) return circled?.profile === "animatic" ? "animatic circled" : "animatic";
  return take === circled ? `${takeLabel(take)} circled` : `${takeLabel(take)}, the newest`;
}

/** The shots that each take shows in the cut, by the take's id and in the order of the programme. */
export function shotsShownBy(project: Project, takes: readonly Take[]): Map<string, Shot[]> {
  const shown = new Map<string, Shot[]>();
  for (const pass of project.passes) {
    for (const shot of pass.shots) {
      const take = takeOfShot(pass, shot, takes);
      if (take && showsShot(take, pass, shot)) shown.set(take.id, [...(shown.get(take.id) ?? []), shot]);
    }
  }
  return shown;
}
