/** What adapters make of services that differ from the facts known of them where those leave room: other paths and other shapes. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Provider } from "../../../../electron/core/generation/provider.ts";
import { pixioProvider } from "../../../../electron/core/generation/providers/pixio.ts";
import { replicateProvider } from "../../../../electron/core/generation/providers/replicate.ts";
import { AdapterDriver, faultOf } from "../../../support/services/adapter-driver.ts";
import { pictures, startFrame, written } from "./fal-rig.ts";

type Answer = (method: string, path: string, body: string) => unknown;

/** A service under a path; what `answer` does not know is not there. */
async function drive(provider: Provider, answer: Answer) {
  const asked: { readonly line: string; readonly body: string }[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString("utf8");
    const [method = "", path = ""] = [request.method, request.url?.replace("/some/path", "")];
    asked.push({ line: `${method} ${path}`, body });
    const told = answer(method, path, body);
    response.writeHead(told === undefined ? 404 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(told ?? { error: "Not found", code: "not_found" }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/some/path`;
  const driver = new AdapterDriver(provider, { url, key: "key-0123456789" }, { images: await pictures() });
  return { driver, asked };
}

describe("Pixio", () => {
  const { profile, pass } = written("pixio/kling-v3-pro", ["A door opens", "A hand falls"], { startFrame });
  const url = "https://images.example/a.png";

  test.each([
    ["/images", { url }],
    ["/media", { success: true, media: [{ id: "m1", url }] }],
    ["/uploads", { urls: [url] }],
    ["/uploads", { uploads: [{ url }] }],
    ["/uploads", [{ url }]],
    ["/uploads", [url]],
    ["/uploads", { data: { url } }],
  ])("uploads where there is a place for images: %s %j", async (place, answer) => {
    const { driver } = await drive(pixioProvider, (_method, path) => (path === place ? answer : undefined));
    expect(JSON.stringify((await driver.prepare(profile, pass)).body)).toContain(`"${url}"`);
  });

  test("says so when there is none", async () => {
    const { driver, asked } = await drive(pixioProvider, () => undefined);
    expect(await faultOf(driver.prepare(profile, pass))).toMatchObject({ kind: "not-found" });
    expect(asked.map(({ line }) => line)).toEqual(["POST /images", "POST /media", "POST /uploads"]);
  });

  const film = "https://films.example/a.mp4";
  test.each([
    { status: "succeeded", outputUrl: film },
    { status: "succeeded", outputs: [film] },
    { status: "succeeded", outputs: [{ type: "video", url: film }] },
    { status: "succeeded", outputs: { video: { url: film } } },
    { success: true, generation: { status: "succeeded", outputUrl: film } },
    { data: { status: "succeeded", outputUrl: film } },
  ])("finds a result that is paid for in %j", async (answer) => {
    const { driver } = await drive(pixioProvider, () => answer);
    expect(await driver.poll({ id: "c1" })).toMatchObject({ state: "succeeded", result: { url: film } });
  });
});

describe("Replicate", () => {
  test("puts images into the request where no files are kept", async () => {
    const { profile, pass } = written("replicate/kling-v3", ["A door opens", "A hand falls"], { startFrame });
    const { driver } = await drive(replicateProvider, () => undefined);
    const { body } = await driver.prepare(profile, pass);
    expect(body).toMatchObject({ input: { start_image: expect.stringMatching(/^data:image\/(png|jpeg);base64,/) } });
  });

  test("asks a prediction itself for what its list leaves out", async () => {
    const { profile, pass } = written("replicate/kling-v3", ["A door opens", "A hand falls"]);
    let input: unknown;
    const made = {
      id: "p1",
      model: "kwaivgi/kling-v3-video",
      status: "processing",
      created_at: new Date().toISOString(),
    };
    const { driver } = await drive(replicateProvider, (_method, path) =>
      path === "/v1/predictions/p1" ? { ...made, input } : { results: [made], next: null },
    );
    const sent = await driver.prepare(profile, pass);
    ({ input } = sent.body as { input: unknown });
    expect(await driver.find(sent)).toMatchObject({ id: "p1" });
    input = { prompt: "Another film" };
    expect(await driver.find(sent)).toBe("none");
  });
});
