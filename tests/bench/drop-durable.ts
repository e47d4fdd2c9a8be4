/** Owns measuring how long a drop takes until its row is durable: from the request to the answer, which comes after the commit. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sessionHeader, sessionSchema } from "../../shared/rpc/session.ts";
import { startHost } from "../support/host.ts";
import { manyShots, writePlan } from "../support/made-plans.ts";
import type { Figure } from "./figure.ts";

const drops = 300;
const aimMs = 20;

/** 300 drops of edges all over a project of 200 shots, over HTTP as the window sends them. */
export async function measureDrop(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "shotline-drop-"));
  const host = await startHost(folder);
  try {
    const { projectId } = await host.call("projects.createFromPlan", {
      planFile: writePlan(folder, "Two hundred", manyShots(200)),
    });
    const { project, revision } = await host.call("project.get", { projectId });
    const shots = project.passes.flatMap((pass) => pass.shots);
    const send = await openSession(await host.url());
    const times: number[] = [];
    let baseRevision = revision;
    for (let drop = 0; drop < drops; drop += 1) {
      const shot = shots[(drop * 37) % shots.length];
      // One second longer in the first round and back in the next: every drop changes a row.
      const deltaMs = Math.floor((drop * 37) / shots.length) % 2 === 0 ? -1000 : 1000;
      const edit = { type: "shot.resize", shotId: shot?.id, edge: "end", deltaMs, mode: "ripple" };
      const startedAt = performance.now();
      const answer = await send("edits.apply", { projectId, baseRevision, edit });
      times.push(performance.now() - startedAt);
      baseRevision = answer.revision;
    }
    if (baseRevision - revision < 200) throw new Error(`only ${baseRevision - revision} drops changed anything`);
    times.sort((left, right) => left - right);
    const at = (part: number) => times[Math.min(times.length - 1, Math.ceil(part * times.length) - 1)] as number;
    return [
      { name: "drop to durable row, 200 shots, median", figure: at(0.5), unit: "ms", aim: "", holds: null },
      {
        name: "drop to durable row, 200 shots, 99th percentile",
        figure: at(0.99),
        unit: "ms",
        aim: `≤ ${aimMs} ms`,
        holds: at(0.99) <= aimMs,
      },
    ];
  } finally {
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Spends the address's token as the page does, and returns how to call with the session that it gives. */
async function openSession(url: string) {
  const { origin, hash } = new URL(url);
  const token = hash.replace("#token=", "");
  const opened = await fetch(`${origin}/session`, { method: "POST", headers: { "x-shotline-token": token } });
  const session = sessionSchema.parse(await opened.json());
  return async (name: string, input: unknown): Promise<{ revision: number }> => {
    const response = await fetch(`${origin}/rpc/${name}`, {
      method: "POST",
      headers: { "content-type": "application/json", [sessionHeader]: session.secret },
      body: JSON.stringify(input),
    });
    const answer = (await response.json()) as { ok: boolean; value: { revision: number }; error?: { message: string } };
    if (!answer.ok) throw new Error(answer.error?.message);
    return answer.value;
  };
}
