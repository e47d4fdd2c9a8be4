import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "./test.ts";

test("another server of this computer is told nothing of the session, and a reload goes on with it", async ({
  page,
  editor,
}) => {
  await editor.open([[4, 3]]);
  await page.reload();
  await expect(editor.shotList).toBeVisible();
  const asked: IncomingHttpHeaders[] = [];
  const other = createServer((incoming, outgoing) => {
    asked.push(incoming.headers);
    outgoing.setHeader("content-type", "text/html").end("<!doctype html><title>Another</title>");
  });
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  await page.goto(`http://127.0.0.1:${(other.address() as AddressInfo).port}/`);
  expect(await page.evaluate(() => [document.cookie, window.sessionStorage.length])).toEqual(["", 0]);
  expect(JSON.stringify(asked)).not.toMatch(/cookie|x-shotline/i);
  other.close();
});

test("an address that was used before opens nothing in another tab", async ({ page, workspace, context }) => {
  const url = await workspace.host.url();
  await page.goto(url);
  await expect(page.getByRole("button", { name: "Open the sample" })).toBeVisible();
  const stranger = await context.newPage();
  await stranger.goto(url);
  await expect(stranger.getByText("has already been used")).toBeVisible();
});
