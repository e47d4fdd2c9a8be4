import { describe, expect, test } from "vitest";
import { claimName, claimReel, isDeviceName, nameStem, toAscii } from "../../../../shared/cut/out/names.ts";

describe("names that leave the house", () => {
  test("spell out letters that ASCII lacks", () => {
    expect(toAscii("Über die Straße – “Café”…")).toBe('Ueber die Strasse - "Cafe"...');
    expect(toAscii("u\u0308ber Ørsted Łódź")).toBe("ueber Oersted Lodz");
    expect(toAscii("夜\tline\nbreak\u0007")).toBe("? line break");
  });

  test("run words together, and fall back where no letter is left", () => {
    expect(nameStem("Night race: the café", 24, "Show")).toBe("NightRaceTheCafe");
    expect(nameStem("Kay's über-film", 24, "Show")).toBe("KaysUeberFilm");
    expect(nameStem("夜のレース", 24, "Show")).toBe("Show");
    expect(nameStem("../../etc", 24, "Show")).toBe("Etc");
    expect(nameStem("A very long name of a film that never ends", 24, "Show")).toBe("AVeryLongNameOfAFilmThat");
  });

  test("are numbered when taken, whatever their case", () => {
    const taken = new Set<string>();
    expect([claimName("SC010", taken), claimName("sc010", taken), claimName("Sc010", taken)]).toEqual([
      "SC010",
      "sc010_2",
      "Sc010_3",
    ]);
  });

  test("are not those that Windows keeps for devices, with any extension", () => {
    for (const name of ["CON", "nul.otio", "Com1", "LPT9.mov", "aux", "PRN.a.b"]) expect(isDeviceName(name)).toBe(true);
    for (const name of ["CON_24fps.edl", "Console", "COM", "COM10", "acon"]) expect(isDeviceName(name)).toBe(false);
  });

  test("make reels that speak while they fit in eight characters, else count", () => {
    const taken = new Set<string>();
    expect(claimReel("SC010", 10, taken)).toBe("S0100010");
    expect(claimReel("SC010", 10, taken)).toBe("R0000001");
    expect(claimReel("Harbour", 20, taken)).toBe("R0000002");
    expect(claimReel("7", 30, taken)).toBe("S70030");
    expect(claimReel("夜", 30, taken)).toBe("S0030");
  });
});
