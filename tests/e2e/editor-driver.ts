/** Owns driving the editor as a person does: asks the timeline where its edges are, then uses mouse, keys and names. */
import { expect, type Locator, type Page } from "@playwright/test";
import type { Edge } from "../../renderer/src/timeline/hit-test.ts";
import type { TimelineProbe } from "../../renderer/src/timeline/timeline-probe.ts";
import type { Host } from "../support/host.ts";
import { writePlan } from "../support/made-plans.ts";
import { readStoredPlan } from "../support/stored-plan.ts";

interface Point {
  readonly x: number;
  readonly y: number;
}

const framesPerSecond = 24;

export class EditorDriver {
  readonly page: Page;
  readonly #folder: string;
  readonly #host: Host;
  /** The folder of the project that was made last. */
  projectFolder = "";
  /** Ids of its shots, in the order in which they were made. */
  shotIds: string[] = [];

  constructor(page: Page, folder: string, host: Host) {
    this.page = page;
    this.#folder = folder;
    this.#host = host;
  }

  /** Makes a project of these lengths (seconds) and opens it from the home screen. */
  async open(passes: readonly (readonly number[])[], profile = "animatic"): Promise<void> {
    const planFile = writePlan(this.#folder, "Night race", passes, profile);
    const { projectId } = await this.#host.call("projects.createFromPlan", { planFile });
    const { folder, project } = await this.#host.call("project.get", { projectId });
    this.projectFolder = folder;
    this.shotIds = project.passes.flatMap((pass) => pass.shots.map((shot) => shot.id));
    await this.page.goto(await this.#host.url());
    await this.openRecent();
  }

  async openRecent(): Promise<void> {
    await this.page.getByTitle(this.projectFolder, { exact: true }).click();
    await expect(this.timeline).toBeVisible();
  }

  get timeline(): Locator {
    return this.page.getByTestId("timeline");
  }

  get shotList(): Locator {
    return this.page.getByRole("listbox", { name: "Shots on the timeline" });
  }

  get wall(): Locator {
    return this.timeline.locator("xpath=..").getByRole("status");
  }

  shot(index: number): string {
    const id = this.shotIds[index];
    if (id === undefined) throw new Error(`no shot ${index}`);
    return id;
  }

  async #ask<Question extends "edge" | "shot" | "addButton" | "room" | "wall">(
    question: Question,
    ...about: Parameters<TimelineProbe[Question]>
  ): Promise<Point> {
    const point = await this.timeline.evaluate(
      (element: HTMLElement, [name, words]) => {
        const answer = element.shotlineTimeline?.[name] as ((...all: readonly string[]) => Point | null) | undefined;
        return answer?.(...words) ?? null;
      },
      [question as "edge" | "shot" | "addButton", about as readonly string[]] as const,
    );
    if (!point) throw new Error(`the timeline has no ${question} ${about.join(" ")}`);
    return point;
  }

  /** Where an edge lies on the page. */
  edgeOf(shotIndex: number, edge: Edge): Promise<Point> {
    return this.#ask("edge", this.shot(shotIndex), edge);
  }

  /** The middle of the room left in the open pass. */
  room(): Promise<Point> {
    return this.#ask("room");
  }

  /** Where the limit of the open pass lies. */
  passLimit(): Promise<Point> {
    return this.#ask("wall");
  }

  /** Shows one pass alone or all passes in a row, by the switch under the timeline. */
  async show(view: "Pass" | "All passes"): Promise<void> {
    const part = this.page
      .getByRole("group", { name: "Timeline view" })
      .getByRole("button", { name: view, exact: true });
    await part.click();
    await expect(part).toHaveAttribute("aria-pressed", "true");
  }

  /** Pixels of so many seconds at the zoom in force. */
  async pxOf(seconds: number): Promise<number> {
    const pxPerFrame = await this.timeline.evaluate((element: HTMLElement) => element.shotlineTimeline?.pxPerFrame());
    return (pxPerFrame ?? 0) * framesPerSecond * seconds;
  }

  /** Presses on an edge and drags it by so many seconds, without letting go. */
  async holdEdge(shotIndex: number, edge: Edge, seconds: number): Promise<void> {
    const from = await this.#ask("edge", this.shot(shotIndex), edge);
    const px = await this.pxOf(seconds);
    await this.page.mouse.move(from.x, from.y);
    await this.page.mouse.down();
    await this.page.mouse.move(from.x + px, from.y, { steps: 8 });
  }

  async dragEdge(shotIndex: number, edge: Edge, seconds: number): Promise<void> {
    await this.holdEdge(shotIndex, edge, seconds);
    await this.page.mouse.up();
  }

  /** Drags a shot by its middle onto the left or right half of another. */
  async dragShot(shotIndex: number, half: "left" | "right", ofShotIndex: number): Promise<void> {
    const from = await this.#ask("shot", this.shot(shotIndex));
    const start = await this.#ask("edge", this.shot(ofShotIndex), "start");
    const end = await this.#ask("edge", this.shot(ofShotIndex), "end");
    const part = half === "left" ? 0.25 : 0.75;
    await this.page.mouse.move(from.x, from.y);
    await this.page.mouse.down();
    await this.page.mouse.move(start.x + (end.x - start.x) * part, from.y, { steps: 8 });
    await this.page.mouse.up();
  }

  async clickShot(shotIndex: number): Promise<void> {
    const { x, y } = await this.#ask("shot", this.shot(shotIndex));
    await this.page.mouse.click(x, y);
  }

  async clickAddShot(passId: string): Promise<void> {
    const { x, y } = await this.#ask("addButton", passId);
    await this.page.mouse.click(x, y);
  }

  /** What the screen shows, as `4+3 | 5`: read from the list that screen readers get. */
  async shownLengths(): Promise<string> {
    const groups = await this.shotList.getByRole("group").all();
    const passes: string[] = [];
    for (const group of groups) {
      const texts = await group.getByRole("option").allTextContents();
      passes.push(texts.map((text) => /([\d.]+) s, \d+ frames/.exec(text)?.[1]).join("+"));
    }
    return passes.join(" | ");
  }

  /** Ids of the shots as the screen shows them, in order. */
  async shownOrder(): Promise<number[]> {
    const ids = await this.shotList.getByRole("option").evaluateAll((options) => options.map((option) => option.id));
    return ids.map((id) => this.shotIds.indexOf(id.replace("timeline-", "")));
  }

  /** Waits until the screen says that all is saved, then checks that it shows `lengths` and that the database holds the same. */
  async expectSaved(lengths: string): Promise<void> {
    await expect(this.page.getByTestId("save-status")).toHaveText("Saved");
    expect(await this.shownLengths()).toBe(lengths);
    expect(readStoredPlan(this.projectFolder).lengths).toBe(lengths);
  }

  stored(): ReturnType<typeof readStoredPlan> {
    return readStoredPlan(this.projectFolder);
  }
}
