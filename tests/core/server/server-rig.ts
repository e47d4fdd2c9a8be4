/** Owns a core for the tests of the server: with a page, a project and one uploaded image, asked as a window asks it. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { mediaUrl, uploadUrl } from "../../../shared/rpc/contract.ts";
import { buildCore } from "../../support/build-core.ts";
import { writePng } from "../../support/open-projects.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

export const origin = "http://127.0.0.1:1/";

export async function opened() {
  const folder = temporaryFolder();
  const page = join(folder, "page");
  mkdirSync(join(page, "assets"), { recursive: true });
  writeFileSync(join(page, "index.html"), "<!doctype html>");
  writeFileSync(join(page, "assets/index-1.js"), "run()");
  writeFileSync(join(folder, "secret.txt"), "secret");
  // A slash at its end must not change what lies inside.
  const { core, lines } = buildCore(folder, `${page}/`);
  const ask = (path: string, init?: RequestInit) => core.fetch(new Request(new URL(path, origin), init));
  const call = async (method: string, body: BodyInit) =>
    (await ask(`rpc/${method}`, { method: "POST", headers: { "content-type": "application/json" }, body })).json();
  const { projectId } = await core.call("projects.create", { name: "Film" });
  const png = readFileSync(await writePng(join(folder, "a.png"), "#336699"));
  const put = await ask(uploadUrl(projectId, "ä b&c.png"), { method: "PUT", body: png });
  const { value: media } = await put.json();
  return { folder, core, lines, ask, call, projectId, png, media, film: mediaUrl(projectId, media.id) };
}
