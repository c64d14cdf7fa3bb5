import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { between, colourAt, inkLike, inkOn } from "../../src/plots/ink.js";
import { COLOURS } from "../../src/plots/theme.js";
import { contrast } from "../report/contrast.js";

const rgb = (colour: string) => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
const ratio = (one: string, other: string) => contrast(rgb(one), rgb(other));
const colours = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, "0")}`);

describe("inkOn(fill)", () => {
  test("stands out by 4.5 from whatever fill", () => {
    fc.assert(fc.property(colours, (fill) => ratio(inkOn(fill), fill) >= 4.5));
  });

  test("is the ink of figures where that is enough, white on dark, black where neither is", () => {
    expect(inkOn("#ffffff")).toBe(COLOURS.ink);
    expect(inkOn(COLOURS.blue)).toBe("#ffffff");
    expect(inkOn(COLOURS.vermilion)).toBe("#000000");
  });
});

describe("inkLike(colour)", () => {
  test("stands out by 4.5 from white, and is the colour itself where that does", () => {
    fc.assert(fc.property(colours, (colour) => ratio(inkLike(colour), "#ffffff") >= 4.5));
    expect(inkLike(COLOURS.blue)).toBe(COLOURS.blue);
  });

  test("is the same hue, darker by the same share of red, green and blue", () => {
    const [r, g, b] = rgb(inkLike(COLOURS.vermilion));
    expect(g! / r!).toBeCloseTo(0x5e / 0xd5, 2);
    expect(b).toBe(0);
  });
});

describe("colourAt(scale, place)", () => {
  const scale = [
    [0, "#000000"],
    [0.5, "#808080"],
    [1, "#ffffff"],
  ] as const;

  test("is each end's colour at its place, and the mean between two", () => {
    expect([0, 0.5, 1, -1, 2].map((place) => colourAt(scale, place))).toEqual([
      "#000000",
      "#808080",
      "#ffffff",
      "#000000",
      "#ffffff",
    ]);
    expect(colourAt(scale, 0.25)).toBe("#404040");
    expect(between("#000000", "#0000ff", 0.5)).toBe("#000080");
  });
});
