import { createHmac } from "node:crypto";
import { renameSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { PathGrants } from "../../electron/core/core.ts";
import { serveCore } from "../../electron/host/serve.ts";
import { mediaUrl, posterUrl } from "../../shared/rpc/contract.ts";
import { sessionHeader, sessionSchema, signedText, signedUntil } from "../../shared/rpc/session.ts";
import { buildCore } from "../support/build-core.ts";
import { makeProject, writeRaw } from "../support/tampered.ts";

const json = { "content-type": "application/json" };

/** The app on a port, with a project that has an image, and a page that has opened a session. */
async function openServed() {
  const made = await makeProject();
  const { core } = buildCore(made.home);
  const host = await serveCore(core);
  onTestFinished(() => host.close());
  const { projectId } = await core.call("projects.open", { folder: made.folder });
  const { origin, hash } = new URL(host.url);
  const opened = await fetch(`${origin}/session`, {
    method: "POST",
    headers: { "x-shotline-token": hash.replace("#token=", "") },
  });
  const session = sessionSchema.parse(await opened.json());
  const own = { [sessionHeader]: session.secret };
  const path = `/${mediaUrl(projectId, made.mediaId)}`;
  const sign = (until: number, of = path) =>
    `?until=${until}&mac=${createHmac("sha256", session.mediaKey).update(signedText(of, until)).digest("base64url")}`;
  const statusOf = async (address: string, init?: RequestInit) => {
    const answer = await fetch(`${origin}${address}`, init);
    await answer.body?.cancel();
    return answer.status;
  };
  return { ...made, core, origin, opened, own, path, projectId, sign, statusOf };
}

describe("on the loopback address", () => {
  test("no cookie is set, so that none goes to another server of this computer", async () => {
    const { origin, opened, own } = await openServed();
    const page = await fetch(`${origin}/`);
    const call = await fetch(`${origin}/rpc/app.info`, { method: "POST", headers: { ...own, ...json }, body: "{}" });
    for (const answer of [opened, page, call]) expect(answer.headers.get("set-cookie")).toBeNull();
    expect(call.status).toBe(200);
  });

  test("a picture is shown by an address that was signed for it, for some minutes", async () => {
    const { path, sign, statusOf, own } = await openServed();
    expect(await statusOf(`${path}${sign(signedUntil(Date.now()))}`)).toBe(200);
    expect(await statusOf(path)).toBe(403);
    expect(await statusOf(`${path}${sign(Date.now() - 1)}`)).toBe(403);
    expect(await statusOf(`${path}${sign(Date.now() + 86_400_000)}`)).toBe(403);
    expect(await statusOf(`${path}${sign(signedUntil(Date.now()), "/media/other")}`)).toBe(403);
    expect(await statusOf(path, { headers: own })).toBe(200);
  });

  test("an image for a new project is taken from a page with a session alone, and so is a poster given", async () => {
    const { core, statusOf, own, sign } = await openServed();
    const put = (headers: Record<string, string>) => ({ method: "PUT", headers, body: "no picture" });
    expect(await statusOf("/media?name=a.png", put({}))).toBe(403);
    expect(await statusOf(`/media${sign(signedUntil(Date.now()), "/media")}&name=a.png`, put({}))).toBe(403);
    expect(await statusOf("/media?name=a.png", put(own))).toBe(200);
    const [listed] = await core.call("projects.list", {});
    const poster = `/${posterUrl(listed?.poster ?? "")}`;
    expect(await statusOf(poster)).toBe(403);
    expect(await statusOf(`${poster}${sign(signedUntil(Date.now()), poster)}`)).toBe(200);
  });

  test("a call that does not say that it is JSON is refused, as a form of another page would send it", async () => {
    const { core } = buildCore();
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""]) {
      const headers = type === "" ? {} : { "content-type": type };
      const answer = await core.fetch(
        new Request("http://shotline/rpc/app.info", { method: "POST", headers, body: new TextEncoder().encode("{}") }),
      );
      expect(await answer.json()).toMatchObject({ ok: false, error: { code: "input.invalid" } });
    }
  });

  test("the page's policy allows no inline styles or scripts", async () => {
    const { origin } = await openServed();
    const policy = (await fetch(`${origin}/`)).headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toContain("unsafe");
  });
});

describe("a stored file", () => {
  test("is served as a picture, fenced in", async () => {
    const { origin, path, own } = await openServed();
    const answer = await fetch(`${origin}${path}`, { headers: own });
    await answer.body?.cancel();
    expect(answer.headers.get("content-type")).toBe("image/jpeg");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(answer.headers.get("content-security-policy")).toBe("sandbox; default-src 'none'");
  });

  test.each(["html", "svg", "js", "css", "json", "xml", "pdf", "db", ""])(
    "called .%s is not served",
    async (ending) => {
      const made = await makeProject();
      const file = made.image.replace(/\.jpg$/, ending === "" ? "" : `.${ending}`);
      renameSync(join(made.folder, made.image), join(made.folder, file));
      writeRaw(made.folder, `UPDATE media SET file = '${file}'`);
      const { core } = buildCore();
      const { projectId } = await core.call("projects.open", { folder: made.folder });
      const answer = await core.fetch(new Request(`http://shotline/${mediaUrl(projectId, made.mediaId)}`));
      expect(answer.status).toBe(404);
    },
  );
});

describe("where the desktop has dialogs of its own, the page", () => {
  const call = async (grants: PathGrants, method: string, input: object) => {
    const { core, folder } = buildCore(undefined, null, { grants });
    const body = JSON.stringify(input).replaceAll("HOME", folder);
    const answer = await core.fetch(
      new Request(`http://shotline/rpc/${method}`, { method: "POST", headers: json, body }),
    );
    return (await answer.json()) as { ok: boolean; error?: { code: string } };
  };

  test.each([
    ["projects.open", { folder: "/etc" }],
    ["projects.create", { name: "A", folder: "/tmp/anywhere.shotline" }],
    ["projects.create", { name: "A", parent: "/tmp" }],
    ["projects.create", { name: "A", parent: "HOME/projects/../.." }],
    ["projects.createFromPlan", { planFile: "/etc/passwd" }],
    ["plan.checkFile", { planFile: "/etc/passwd" }],
    ["files.browse", {}],
    ["files.browse", { folder: "HOME/projects" }],
    ["takes.import", { projectId: "project_0000", passId: "pass_0000", file: "/etc/passwd" }],
    ["kit.start", { projectId: "project_0000", passId: "pass_0000", folder: "/tmp/kit" }],
    ["comments.import", { projectId: "project_0000", file: "/etc/passwd" }],
  ])("names no path that no dialog gave: %s %j", async (method, input) => {
    expect(await call(new PathGrants(), method, input)).toMatchObject({ ok: false, error: { code: "access.denied" } });
  });

  test("names what a dialog gave, what lies in it, and what the app knows", async () => {
    const grants = new PathGrants();
    const { core, folder } = buildCore(undefined, null, { grants });
    grants.give(join(folder, "films"));
    const create = async (input: object) => {
      const body = JSON.stringify({ name: "Night race", ...input });
      const answer = await core.fetch(
        new Request("http://shotline/rpc/projects.create", { method: "POST", headers: json, body }),
      );
      return ((await answer.json()) as { ok: boolean }).ok;
    };
    expect(await create({})).toBe(true);
    expect(await create({ parent: join(folder, "films") })).toBe(true);
    expect(await create({ folder: join(folder, "films", "deep", "A.shotline") })).toBe(true);
    expect(await create({ folder: join(folder, "films-beside", "A.shotline") })).toBe(false);
    // Beside a known project's own folder, where hand-offs are suggested.
    expect(await create({ folder: join(folder, "projects", "Beside.shotline") })).toBe(true);
  });
});
