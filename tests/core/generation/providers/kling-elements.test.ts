import { describe, expect, test } from "vitest";
import { faultOf } from "../../../support/services/adapter-driver.ts";
import { makeStill } from "../../../support/services/film.ts";
import { car, driver, startRig, written } from "./kling-rig.ts";

const generations = ["kling/kling-3.0-omni", "kling-legacy/kling-v3-omni"];

describe.each(generations)("elements of %s", (id) => {
  test("are registered with their images, words and tag before anything is paid", async () => {
    const { simulator, profile, drive } = await startRig(id);
    simulator.elementLibrary.questionsUntilReady = 5;
    await drive().prepare(profile, written(profile, ["@Driver meets @Car."]));
    expect(simulator.elementLibrary.elements).toMatchObject([
      { name: "Driver", description: "Woman of forty in a white racing suit", tag: "o_102", imageCount: 3 },
      { name: "Car", description: "Car", tag: "o_104", imageCount: 2 },
    ]);
    expect(simulator.charges).toEqual([]);
  });

  test("are registered once for a content, and anew when an image changes", async () => {
    const { simulator, profile, images, drive } = await startRig(id);
    const job = drive();
    const pass = written(profile, ["@Driver waves."]);
    const first = await job.prepare(profile, pass);
    const again = await job.prepare(profile, pass);
    expect(again.body).toEqual(first.body);
    expect(simulator.elementLibrary.elements).toHaveLength(1);
    const [frontal = ""] = driver.images;
    const changed = drive({ images: { ...images, [frontal]: await makeStill({ tone: 255 }) } });
    await changed.prepare(profile, pass);
    expect(simulator.elementLibrary.elements).toHaveLength(2);
  });

  test("that another job registered, or a lost answer told of, are not registered twice", async () => {
    const { simulator, profile, drive } = await startRig(id);
    const pass = written(profile, ["@Driver waves."]);
    simulator.play({ on: "register", do: "drop-after" });
    await drive({ jobId: "job-1" }).submit(profile, pass);
    await drive({ jobId: "job-2" }).submit(profile, pass);
    expect(simulator.elementLibrary.elements).toHaveLength(1);
    expect(simulator.charges).toHaveLength(2);
  });

  test("wait for the next try when the request never came through", async () => {
    const { simulator, profile, drive } = await startRig(id);
    const job = drive();
    const pass = written(profile, ["@Driver waves."]);
    for (const fault of ["drop-before", "500-before", "503", "html", "429"] as const) {
      simulator.play({ on: "register", do: fault });
      expect(await faultOf(job.prepare(profile, pass))).toMatchObject({ again: "later" });
    }
    expect(simulator.elementLibrary.elements).toEqual([]);
    await job.submit(profile, pass);
    expect(simulator.elementLibrary.elements).toHaveLength(1);
  });

  test("that Kling no longer knows fail the job once, and are registered anew for the next", async () => {
    const { simulator, profile, drive } = await startRig(id);
    const job = drive({ jobId: "job-1" });
    const pass = written(profile, ["@Driver waves at @Car."]);
    const sent = await job.prepare(profile, pass);
    for (const { elementId } of simulator.elementLibrary.elements) simulator.elementLibrary.delete(elementId);
    expect(await faultOf(job.send(sent))).toMatchObject({
      ...{ kind: "invalid", again: "never", reached: "no" },
      message: expect.stringMatching(/\d+ is gone/),
    });
    const next = drive({ jobId: "job-2" });
    for (const [hash, remoteId] of job.registered) next.registered.set(hash, remoteId);
    await next.submit(profile, pass);
    expect(simulator.elementLibrary.elements.map(({ deleted }) => deleted)).toEqual([true, true, false, false]);
    expect(simulator.charges).toHaveLength(1);
  });

  test("of a run that was killed while they were registered are found by the next, or get another id", async () => {
    const { simulator, profile, drive } = await startRig(id);
    const pass = written(profile, ["@Driver waves."]);
    // What the dead run knew is what it had written down before it sent.
    const dead = drive({ jobId: "job-1" });
    simulator.play({ on: "register", do: "drop-after" });
    simulator.elementLibrary.questionsUntilReady = 1000;
    expect(await faultOf(dead.prepare(profile, pass))).toMatchObject({ again: "later" });
    simulator.elementLibrary.questionsUntilReady = 1;
    for (const element of simulator.elementLibrary.elements) element.questionsLeft = 1;
    const next = drive({ jobId: "job-1" });
    for (const [hash, remoteId] of dead.registered) next.registered.set(hash, remoteId);
    await next.submit(profile, pass);
    expect(simulator.elementLibrary.elements).toHaveLength(1);
    // Another installation knows nothing of it, and of the id only that it is spent.
    const [{ ourId } = { ourId: null }] = simulator.elementLibrary.elements;
    simulator.elementLibrary.spentIds.add(ourId ?? "");
    simulator.elementLibrary.elements.length = 0;
    const other = drive({ jobId: "job-2" });
    await other.submit(profile, pass);
    expect(simulator.elementLibrary.elements).toMatchObject([{ ourId: `${ourId}-1`, name: "Driver" }]);
    expect(simulator.charges).toHaveLength(2);
  });

  test("that Kling does not take whatever their id end in its own words, after two tries", async () => {
    const { profile, images, drive } = await startRig(id);
    const [frontal = ""] = driver.images;
    const small = { ...images, [frontal]: await makeStill({ widthPx: 100, heightPx: 100 }) };
    const job = drive({ images: small });
    const fault = await faultOf(job.prepare(profile, written(profile, ["@Driver waves."])));
    expect(fault).toMatchObject({ kind: "invalid", again: "never", message: expect.stringMatching(/300px/) });
    expect(job.lines.filter((line) => line.startsWith("Registering"))).toHaveLength(2);
  });

  test("that Kling refuses name the element and the reason", async () => {
    const { simulator, profile, drive } = await startRig(id);
    simulator.elementLibrary.failNext("no subject detected");
    const pass = written(profile, ["@Driver waves."]);
    expect(await faultOf(drive({ jobId: "job-1" }).prepare(profile, pass))).toMatchObject({
      ...{ kind: "invalid", again: "never" },
      message: expect.stringMatching(/the element Driver: no subject detected/),
    });
    simulator.elementLibrary.failNext("the image violates the content policy");
    const other = written(profile, ["@Car waits."]);
    expect(await faultOf(drive({ jobId: "job-2" }).prepare(profile, other))).toMatchObject({ kind: "content" });
    // The spent id does not stand in the way of a later job.
    await drive({ jobId: "job-3" }).submit(profile, pass);
  });

  test("with long names and words are cut to what Kling takes, between whole characters", async () => {
    const { simulator, profile, drive } = await startRig(id);
    const long = { ...car, name: "The_very_long_name_of_a_car", description: "🏎".repeat(150) };
    const job = drive();
    await job.submit(profile, written(profile, [`@${long.name} waits.`], {}, [long]));
    const [{ name, description } = { name: "", description: "" }] = simulator.elementLibrary.elements;
    expect([name, description.length, /^(🏎)+$/u.test(description)]).toEqual(["The_very_long_name_o", 100, true]);
    expect(job.lines.join()).toMatch(/first 100 characters of the description/);
  });
});
