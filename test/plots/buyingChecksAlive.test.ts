import { describe, expect, test } from "vitest";
import type { BuyingModel, BuyingParameters } from "../../src/metrics/buying/parameters.js";
import { aliveHistory } from "../../src/metrics/buyingChecks/aliveHistory.js";
import { aliveMatrix } from "../../src/metrics/buyingChecks/aliveMatrix.js";
import { svgOf } from "../../src/notebook/picture/picture.js";
import { aliveHistoryPlot } from "../../src/plots/aliveHistory.js";
import { aliveMatrixPlot } from "../../src/plots/aliveMatrix.js";
import reference from "../fixtures/btyd/buyingChecks.json";
import { fitOf } from "../metrics/cdnowHistories.js";

const parameters = reference.parameters as unknown as Record<BuyingModel, BuyingParameters>;
const fit = fitOf(parameters.bgNbd);
const written = (value: unknown) => JSON.stringify(value ?? null).replaceAll("<br>", " ");

interface Heat {
  readonly z: readonly (readonly (number | null)[])[];
  readonly zmin: number;
  readonly zmax: number;
  readonly showscale: boolean;
  readonly colorscale: readonly (readonly [number, string])[];
  readonly customdata: readonly (readonly string[])[];
}
const heatOf = (figure: { data: readonly object[] }) => figure.data[0] as unknown as Heat;
type Letters = readonly { readonly x: number; readonly y: number; readonly text: string }[];
const lettersOf = (figure: { layout: { annotations?: readonly object[] } }) =>
  (figure.layout.annotations as unknown as Letters).filter(({ text }) => /^[\d.,]+%?$/.test(text));

/** Luminance of a colour, as WCAG defines it. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((i) => {
    const part = Number.parseInt(colour.slice(i, i + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

describe("aliveMatrixPlot", () => {
  const result = aliveMatrix(fit, { age: 39, time: 26 });
  const figure = aliveMatrixPlot(result, { time: "weeks", source: "cdnow.csv" });

  test("plain JSON: the latest purchase on top, a value in every cell that can be", () => {
    expect(JSON.parse(JSON.stringify(figure))).toEqual(figure);
    const heat = heatOf(figure);
    expect(heat.z).toEqual([...result.alive].reverse());
    expect([heat.zmin, heat.zmax, heat.showscale]).toEqual([0, 1, false]);
    const cells = result.alive.flat().filter((value) => value !== null).length;
    expect(lettersOf(figure)).toHaveLength(cells);
    expect(lettersOf(figure)).toContainEqual(expect.objectContaining({ x: 12, y: 0, text: "94%" }));
    expect(heat.customdata[0]![1]).toBe("1 repeat purchase, the last at 39: 75.4%");
    expect(heat.customdata[0]![0]).toBe("");
  });

  test("the purchases that are expected, within their time", () => {
    const expected = aliveMatrixPlot(result, { show: "expected", time: "weeks" });
    expect(heatOf(expected).z).toEqual([...result.expected].reverse());
    expect(heatOf(expected).zmax).toBe(result.expected[13]![12]);
    expect(written(expected.layout.title)).toContain("Expected purchases within 26 weeks (BG/NBD)");
    expect(lettersOf(expected).every(({ text }) => /^\d+\.\d$/.test(text))).toBe(true);
  });

  test("says the model, how long customers were watched, and that there are no intervals", () => {
    expect(written(figure.layout.title)).toMatch(/being alive \(BG\/NBD\).*customers watched for 39 weeks/);
    expect(written(figure.layout.annotations)).toContain("without intervals. Empty: there can be no such customer.");
    expect(written(figure.layout.yaxis)).toContain("weeks from the first purchase to the last");
    expect(figure.text).toBe(
      "Probability of being alive (BG/NBD), of customers watched for 39 weeks: 0 repeat purchases, the last at 0, 100.0%; 1 repeat purchase, the last at 39, 75.4%; 12 repeat purchases, the last at 39, 94.4%; 1 repeat purchase, the last at 3, 25.4%; 12 repeat purchases, the last at 3, 0.0%.",
    );
  });

  test("letters are read on every colour of the scale: 4.5 to 1 at least", () => {
    const ink = luminance("#222222") + 0.05;
    for (const [, colour] of heatOf(figure).colorscale) {
      expect((luminance(colour) + 0.05) / ink).toBeGreaterThan(4.5);
    }
  });

  test("where numbers would not fit, a scale stands beside the cells and names are thinned", () => {
    const large = aliveMatrixPlot(aliveMatrix(fit, { age: 39, most: 29, steps: 40 }));
    expect(heatOf(large).showscale).toBe(true);
    expect(lettersOf(large)).toEqual([]);
    const names = (large.layout.yaxis as { ticktext: string[] }).ticktext;
    expect(names.filter((name) => name !== "")).toHaveLength(20);
    expect(names[0]).toBe("39");
  });

  test("a model by opportunity", () => {
    const yearly = fitOf({ model: "bgBb", alpha: 1.2, beta: 0.75, gamma: 0.66, delta: 2.78 });
    const drawn = aliveMatrixPlot(aliveMatrix(yearly, { age: 6, most: 6 }), { time: "years" });
    expect(heatOf(drawn).z).toHaveLength(7);
    expect(drawn.text).toContain("(BG/BB), of customers watched for 6 years");
  });
});

describe("aliveHistoryPlot", () => {
  const days = ["1997-01-01", "1997-01-18", "1997-08-02"];
  const asked = { purchases: days, end: "1997-09-30", unit: "weeks" } as const;
  const result = aliveHistory(fit, asked);
  const figure = aliveHistoryPlot(result, { population: "customer 1", source: "cdnow.csv" });

  test("plain JSON: a value a day, a dot and an upright at each purchase, the last value written out", async () => {
    expect(JSON.parse(JSON.stringify(figure))).toEqual(figure);
    const [line, marks] = figure.data as unknown as { x: string[]; y: number[] }[];
    expect(line!.x).toHaveLength(273);
    expect(line!.y.at(-1)).toBeCloseTo(0.7266, 4);
    expect(marks!.x).toEqual(days);
    expect((figure.layout.shapes as unknown as { x0: string }[]).map(({ x0 }) => x0)).toEqual(days);
    expect(await svgOf(figure)).toContain("72.7%");
  });

  test("says whose, when, how often, and what nobody knew", () => {
    expect(written(figure.layout.title)).toMatch(
      /day by day \(BG\/NBD\).*customer 1 · 1997-01-01 to 1997-09-30 · 3 days with a purchase/,
    );
    expect(written(figure.layout.annotations)).toMatch(
      /nobody knew on any of these days; without an interval\. 1 until the second purchase, by construction of BG\/NBD\. Source: cdnow\.csv\./,
    );
    expect(figure.text).toBe(
      "Probability of being alive, day by day (BG/NBD), customer 1: bought on 1997-01-01 100.0%; 1997-01-18 75.4%; 1997-08-02 81.2%; on 1997-09-30 72.7%.",
    );
  });

  test("nothing is by construction where a customer may leave after the first purchase", () => {
    const other = aliveHistoryPlot(aliveHistory(fitOf(parameters.paretoNbd), asked));
    expect(written(other.layout.annotations)).not.toContain("by construction");
  });

  test("very many purchases go without uprights; a population is text, not HTML", () => {
    const many = Array.from({ length: 90 }, (_, i) =>
      new Date(Date.UTC(2025, 0, 1 + 3 * i)).toISOString().slice(0, 10),
    );
    const busy = aliveHistoryPlot(aliveHistory(fit, { purchases: many, end: "2025-12-31", unit: "weeks" }), {
      population: "<b>somebody",
    });
    expect(busy.layout.shapes).toEqual([]);
    expect(written(busy.layout.title)).toContain("&lt;b&gt;somebody");
  });

  test("one day", async () => {
    const one = aliveHistoryPlot(aliveHistory(fit, { purchases: ["2025-07-01"], end: "2025-07-01", unit: "weeks" }));
    expect(written(one.layout.title)).toContain("1 day with a purchase");
    expect(await svgOf(one)).toContain("100.0%");
    expect(written(one.layout.annotations)).not.toContain("by construction");
  });
});
