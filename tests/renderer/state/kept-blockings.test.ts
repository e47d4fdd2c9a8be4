import { describe, expect, test } from "vitest";
import type { CoreClient } from "../../../renderer/src/api/client.ts";
import { type EditorState, initialState } from "../../../renderer/src/state/editor-state.ts";
import { changesOfKept, createKeptBlockings } from "../../../renderer/src/state/kept-blockings.ts";
import { createStore } from "../../../renderer/src/state/store.ts";
import { keepMoment } from "../../../shared/animatic/blocked-moment.ts";
import type { KeptBlocking } from "../../../shared/project/kept-blocking.ts";
import type { Project } from "../../../shared/project/model.ts";
import type { Still, StillOrigin } from "../../../shared/project/still.ts";
import { buildMediaId, buildPass, buildProject, buildShot } from "../../support/builders.ts";

const shotId = "shot_0001";

function filmedFrom(y: number): Project {
  const camera = {
    at: [0, y] as [number, number],
    height: 1.5,
    lens: 35,
    target: { at: [0, 0] as [number, number], height: 1 },
  };
  return buildProject([buildPass("1", [buildShot("1", { action: "A man waits", blocking: { camera } })])]);
}

function keptFrom(y: number): KeptBlocking {
  return keepMoment(filmedFrom(y), { shotId, progress: 0 }) as KeptBlocking;
}

function still(letter: string, origin: StillOrigin): Still {
  const place = { kind: "shot", shotId } as const;
  return { id: `still_000${letter}`, place, mediaId: buildMediaId(letter), origin, createdAt: "" };
}

/** A store on an editor whose core answers each question when told to. */
function openStore() {
  const asked: ((stills: Still[]) => void)[] = [];
  const client = { call: () => new Promise((answer) => asked.push(answer)) } as unknown as CoreClient;
  const editor = createStore<EditorState>(initialState);
  const store = createKeptBlockings({ ...editor, client, report: () => undefined });
  const show = (media: readonly object[]) =>
    editor.set({ projectId: "project", view: { media } as unknown as NonNullable<EditorState["view"]> });
  const answered = () => new Promise((done) => setImmediate(done));
  return { store, asked, show, answered };
}

describe("the blockings that images were made from", () => {
  test("are asked for again when the images of the project change, and known by image", async () => {
    const { store, asked, show, answered } = openStore();
    const media = [{}];
    show(media);
    show(media);
    expect(asked).toHaveLength(1);
    const blocking = keptFrom(-4);
    asked[0]?.([still("a", { by: "blocking", blocking }), still("b", { by: "file", name: "b.jpg" })]);
    await answered();
    expect([...store.get()]).toEqual([[buildMediaId("a"), [{ blocking, isDrawn: true }]]]);
    show([{}]);
    expect(asked).toHaveLength(2);
  });

  test("are those of the last question, whichever is answered first", async () => {
    const { store, asked, show, answered } = openStore();
    show([{}]);
    store.refresh();
    const [first, last] = [keptFrom(-4), keptFrom(-5)];
    asked[1]?.([still("a", { by: "blocking", blocking: last })]);
    await answered();
    asked[0]?.([still("a", { by: "blocking", blocking: first })]);
    await answered();
    expect(store.get().get(buildMediaId("a"))).toEqual([{ blocking: last, isDrawn: true }]);
  });
});

test("an image that was made from several blockings is fresh while one of them is as it was", () => {
  const kept = [-4, -5].map((y) => ({ blocking: keptFrom(y), isDrawn: false }));
  expect(changesOfKept(filmedFrom(-4), kept)).toEqual([]);
  expect(changesOfKept(filmedFrom(-5), kept)).toEqual([]);
  expect(changesOfKept(filmedFrom(-6), kept)).toEqual(["camera"]);
  expect(changesOfKept({ ...filmedFrom(-6), passes: [] }, kept)).toEqual([]);
});
