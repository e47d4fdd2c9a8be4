import { describe, expect, test } from "vitest";
import { cameraAngles, cameraMoves, shotSizes } from "../../../shared/project/vocabulary.ts";
import { compileShotText } from "../../../shared/prompt/compile.ts";
import { angleWords, moveWords, sizeWords } from "../../../shared/prompt/vocabulary.ts";
import { rateOf } from "../../../shared/time/rate.ts";
import { readAngle, readCameraWords, readMove, readSize } from "../../../shared/ways-in/camera-words.ts";
import { readPrompt } from "../../../shared/ways-in/read-prompt.ts";

const rate = rateOf("24");
const shotsOf = (text: string) => readPrompt(text, rate)?.rows.map(({ shot }) => shot);
const remarksOf = (text: string) => readPrompt(text, rate)?.remarks.map(({ message }) => message);
const two = [
  { durationMs: 4000, prompt: "A car waits" },
  { durationMs: 3000, prompt: "It leaves" },
];

describe("a pasted prompt becomes shots", () => {
  test.each([
    ["Shot 1 (4s): A car waits\nShot 2 (3s): It leaves"],
    ["Shot 1 (4s): A car waits Shot 2 (3s): It leaves"],
    ["**Shot 1** (4 seconds): A car waits\n\n**Shot 2 (3 sec):** It leaves"],
    ["### Shot 1, 4 seconds - A car waits\n### Shot 2, 3 seconds - It leaves"],
    ["Shot 1 (0–4 s): A car waits\nShot 2 (4–7 s): It leaves"],
    ["SHOT 1 [00:00-00:04]\nA car waits\nSHOT 2 [00:04-00:07]\nIt leaves"],
    ["[00:00-00:04] A car waits\n[00:04-00:07] It leaves"],
    ["0-4s: A car waits\n4-7s: It leaves"],
    ["shot 1, 4, A car waits; shot 2, 3, It leaves;"],
    ["镜头1, 4, A car waits; 镜头2, 3, It leaves;"],
    ['[{"index":1,"prompt":"A car waits","duration":"4"},{"index":2,"prompt":"It leaves","duration":3}]'],
    ['{"multi_prompt":[{"prompt":"A car waits","duration":"4"},{"prompt":"It leaves","duration":"3"}]}'],
    [
      JSON.stringify({
        input: { multi_prompt: '[{"prompt":"A car waits","duration":4},{"prompt":"It leaves","duration":3}]' },
      }),
    ],
    ["[Shot 1, 4s] A car waits\n[Shot 2, 3s] It leaves"],
    ["Shot 1: A car waits (4s)\nShot 2: It leaves (3 s)"],
    ["Multi-shot Prompt 1: A car waits (Duration: 4 seconds)\nMulti-shot Prompt 2: It leaves (Duration: 3 seconds)"],
    ['Try this:\n```json\n[{"prompt":"A car waits","duration":"4"},{"prompt":"It leaves","duration":"3"}]\n```\n'],
    [
      `curl -d '{"multi_prompt":[{"prompt":"A car waits","duration":"4"},{"prompt":"It leaves","duration":"3"}]}' https://example.com`,
    ],
    [
      'await run({ input: { multi_prompt: [\n{ prompt: "A car waits", duration: "4" },\n{ prompt: \'It leaves\', duration: 3, },\n] } });',
    ],
    ['{"multi_shots":[{"prompt":"A car waits","duration":4},{"prompt":"It leaves","duration":3}]}'],
  ])("%j", (text) => {
    expect(shotsOf(text)).toEqual(two);
  });

  test("of a table in Markdown, column by column", () => {
    const table =
      "My shots\n\n| Shot | Duration | Camera | Action | Crew |\n|---|:--:|---|---|---|\n" +
      "| 1 | 4s | Close-up, slow push-in | **@Driver** waits<br>and waits | two |\n| 2 | 3s | Wide shot \\| drone | It leaves | |";
    expect(shotsOf(table)).toEqual([
      {
        durationMs: 4000,
        camera: { size: "CU", move: "push-in" },
        action: "@Driver waits\nand waits",
        notes: "Crew: two",
      },
      { durationMs: 3000, camera: { note: "Wide shot | drone" }, action: "It leaves" },
    ]);
    expect(remarksOf(table)).toEqual(["These words are outside the table; they are left out."]);
  });

  test("with the usual length where none is said", () => {
    const found = readPrompt("Shot 1: A car waits\nShot 2: It leaves", rate)?.rows;
    expect(found?.map(({ isTimed, shot }) => [isTimed, shot.durationMs])).toEqual([
      [false, 3000],
      [false, 3000],
    ]);
  });

  test("nothing of it is lost: what stands before goes to the notes, and a word about another shot is no head", () => {
    const text = "A tense night.\nShot 1 (4s): The car of shot 3 waits\nShot 2 (3s): as in shot 1, rain";
    expect(shotsOf(text)).toEqual([
      { durationMs: 4000, prompt: "The car of shot 3 waits", notes: "A tense night." },
      { durationMs: 3000, prompt: "as in shot 1, rain" },
    ]);
    expect(remarksOf(text)).toEqual(["These words stand before the first shot; they are kept in its notes."]);
  });

  test("settings beside the shots of a request are named", () => {
    const text = '{"aspect_ratio":"16:9","multi_prompt":[{"prompt":"A car","duration":"4"}]}';
    expect(readPrompt(text, rate)?.remarks).toEqual([
      { line: 1, text: "aspect_ratio", message: "Only the shots are read; set the rest in the pass." },
    ]);
  });

  test.each(["", "A car waits in the rain", "Shot", "Shot 2 only", "{", "[1,2]", '{"prompt":5}', "10:30 breakfast"])(
    "%j is none",
    (text) => {
      expect(readPrompt(text, rate)).toBeNull();
    },
  );

  test("a long text without shots is read at once", () => {
    for (const piece of [
      "shot ",
      "[0-",
      "| - ",
      "a. ",
      "Lighting: ",
      " says: ",
      "* ",
      "Shot 1, 4",
      "multi_prompt: [",
      "Shot 1: a (",
      "```json\n",
      "'{a:",
    ]) {
      const text = piece.repeat(200_000 / piece.length);
      expect(() => readPrompt(text, rate)).not.toThrow();
    }
  });
});

describe("the words of a shot", () => {
  const said = {
    transition: "dissolve" as const,
    slowMotion: true,
    camera: {
      size: "MCU" as const,
      angle: "low" as const,
      move: "push-in" as const,
      lens: "50mm",
      note: "shallow focus",
    },
    action: "@Driver pulls the zip up",
    lighting: "one warm lamp",
    mood: "held breath",
    dialogue: [{ speaker: "Driver", line: "One lap.", language: "French" }],
    ambience: "rain on a tin roof",
    music: "a low drone",
  };

  test("of our own prompts find back into their fields", () => {
    expect(shotsOf(`Shot 1 (4s): ${compileShotText(said)}`)).toEqual([{ durationMs: 4000, ...said }]);
  });

  test.each<[string, object]>([
    ["Close-up, low angle: she waits", { camera: { size: "CU", angle: "low" }, action: "she waits" }],
    ["Wide shot. A man walks in. He sits.", { camera: { size: "WS" }, action: "A man walks in. He sits" }],
    ["Close-up of a hand, slow push-in.", { prompt: "Close-up of a hand, slow push-in." }],
    ["A man walks in, wide shot", { prompt: "A man walks in, wide shot" }],
    ["She waits. Lighting: dusk. Mood: calm.", { action: "She waits", lighting: "dusk", mood: "calm" }],
    ["Camera: CU, handheld\nAction: she waits", { camera: { size: "CU", move: "handheld" }, action: "she waits" }],
    ["Close-up", { prompt: "Close-up" }],
  ])("%j are %j", (text, fields) => {
    expect(shotsOf(`Shot 1 (4s): ${text}`)).toEqual([{ durationMs: 4000, ...fields }]);
  });

  test("of the camera are known as plans and prompts have them", () => {
    for (const size of shotSizes) expect([readSize(size), readSize(sizeWords[size])]).toEqual([size, size]);
    for (const angle of cameraAngles) expect([readAngle(angle), readAngle(angleWords[angle])]).toEqual([angle, angle]);
    for (const move of cameraMoves) expect([readMove(move), readMove(moveWords[move])]).toEqual([move, move]);
    expect(readCameraWords("Close-up at eye level, dolly in, 35 mm, with fog")).toEqual({
      ...{ size: "CU", angle: "eye", move: "push-in", lens: "35 mm", rest: "with fog" },
    });
  });
});
