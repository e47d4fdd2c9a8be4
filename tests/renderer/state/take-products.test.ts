import { describe, expect, it } from "vitest";
import type { CoreClient } from "../../../renderer/src/api/client.ts";
import { type EditorState, initialState } from "../../../renderer/src/state/editor-state.ts";
import { createStore } from "../../../renderer/src/state/store.ts";
import { createTakeProducts } from "../../../renderer/src/state/take-products.ts";
import type { Operation } from "../../../shared/rpc/runtime-contract.ts";
import type { TakeProducts } from "../../../shared/takes/products.ts";
import { makeProject, makeTake } from "../timeline/make-project.ts";

const project = makeProject([4, 3]);
const take = makeTake(project, 169);
const waiting: TakeProducts = {
  ...{ takeId: take.id, state: "waiting", progress: 0, problem: null, note: null },
  ...{ rateNum: 24, rateDen: 1, frames: 169, hasAudio: true, strip: null, keys: null, peaksPerSecond: null },
};

/** A store on an editor whose core answers when told to. */
function openStore() {
  const asked: ((products: TakeProducts[]) => void)[] = [];
  const client = { call: () => new Promise((answer) => asked.push(answer)) } as unknown as CoreClient;
  const editor = createStore<EditorState>(initialState);
  const reported: unknown[] = [];
  const store = createTakeProducts({ ...editor, client, report: (error) => reported.push(error) });
  const showTakes = (takes: (typeof take)[]) => {
    const view = {
      project,
      takes,
      media: [],
      sounds: [],
      revision: 1,
      folder: "",
      readOnly: false,
      heldBy: null,
      savedAt: null,
    };
    editor.set({ projectId: "project", view: { ...view, undoLabel: null, redoLabel: null } });
  };
  const answer = async (...products: TakeProducts[]) => {
    asked.shift()?.(products);
    await new Promise((done) => setTimeout(done));
  };
  return { editor, store, asked, answer, showTakes };
}

function ingest(content: Partial<Operation>): Operation {
  return {
    ...{ id: "operation_1", kind: "ingest", projectId: "project", title: "Preparing take 1", state: "running" },
    ...{ progress: 0, step: "", error: null, result: null, ...content },
  } as Operation;
}

describe("what is known of the films of takes", () => {
  it("is asked for when there are takes, and kept the same while it says the same", async () => {
    const { store, asked, answer, showTakes } = openStore();
    showTakes([]);
    expect(asked).toHaveLength(0);
    showTakes([take]);
    await answer(waiting);
    const known = store.get();
    expect(known.get(take.id)).toBe(waiting);
    showTakes([{ ...take }]);
    await answer({ ...waiting });
    expect(store.get()).toBe(known);
  });

  it("is asked for as work on a film goes on, once at a time", async () => {
    const { editor, store, asked, answer, showTakes } = openStore();
    showTakes([take]);
    for (const progress of [0.1, 0.11, 0.2, 0.3]) editor.set({ operations: [ingest({ progress })] });
    expect(asked).toHaveLength(1);
    await answer(waiting);
    expect(asked).toHaveLength(1);
    await answer({ ...waiting, state: "making", progress: 0.3 });
    expect(asked).toHaveLength(0);
    expect(store.get().get(take.id)?.progress).toBe(0.3);
    editor.set({ operations: [ingest({ progress: 0.31 }), ingest({ id: "operation_2", projectId: "another" })] });
    expect(asked).toHaveLength(0);
    editor.set({ operations: [ingest({ state: "done" })] });
    await answer({ ...waiting, state: "ready", progress: 1 });
    expect(store.get().get(take.id)?.state).toBe("ready");
  });

  it("is forgotten with the project", async () => {
    const { editor, store, answer, showTakes } = openStore();
    showTakes([take]);
    editor.set({ projectId: null, view: null });
    await answer(waiting);
    expect(store.get().size).toBe(0);
  });
});
