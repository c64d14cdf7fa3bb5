import { DataFrame } from "danfojs-node";
import { describe, expect, test } from "vitest";
import { driverWeights } from "../../src/metrics/driverWeights/driverWeights.js";
import { driverMethodsPlot } from "../../src/plots/driverMethods.js";
import { driverRanksPlot } from "../../src/plots/driverRanks.js";
import { driverWeightsPlot } from "../../src/plots/driverWeights.js";
import reference from "../fixtures/driverWeights/driverWeights.json";

const [swiss] = reference.cases;
const drivers = swiss!.drivers.map((column) => ({ name: column === "Catholic" ? "<b>Catholic" : column, column }));
const table = new DataFrame(swiss!.columns as never);
const ask = (method: "lmg" | "pratt", resamples = 200) =>
  driverWeights(table, { outcome: "Fertility", drivers, method, resamples });
const [lmg, pratt] = [await ask("lmg"), await ask("pratt")];

type Trace = Readonly<Record<string, never>> & { x: number[]; y: number[]; z: number[][]; text: string[] };
const traces = (figure: { readonly data: readonly unknown[] }) => figure.data as readonly Trace[];
const captionOf = (figure: { layout: { annotations?: unknown } }) =>
  (figure.layout.annotations as { text: string }[]).at(-1)!.text.replaceAll("<br>", " ");

describe("driverWeightsPlot(result)", () => {
  test("draws raw weights with their intervals, the largest on top, its share at the end", () => {
    const figure = driverWeightsPlot(lmg, { population: "provinces" });
    const [bars, ends] = traces(figure);
    expect(bars!.x[0]).toBe(lmg.overall.drivers[2]!.estimate);
    const error = (bars as unknown as { error_x: { array: number[] } }).error_x;
    expect(bars!.x[0]! + error.array[0]!).toBeCloseTo(lmg.overall.drivers[2]!.upper!, 12);
    expect(ends!.text[0]).toMatch(/37%$/);
    expect(JSON.stringify(figure.layout.title)).toContain("provinces · R² 0.71");
    expect(figure.text).toMatch(
      /^What drives Fertility: LMG \(Shapley\), provinces · R² 0.71 .* Education: weight 0.260/,
    );
    expect(figure.text).toContain("negative · rank 1");
  });

  test("drivers not told from noise are hollow, and the caption says so and names suppressors", () => {
    const figure = driverWeightsPlot(pratt);
    const [bars] = traces(figure);
    const { color } = (bars as unknown as { marker: { color: string[] } }).marker;
    const hollow = color.map((one) => one === "#ffffff");
    expect(hollow[0]).toBe(false);
    expect(hollow.at(-1)).toBe(true);
    expect(captionOf(figure)).toContain("Hollow: not told from a variable of pure noise. Suppressors: Agriculture.");
  });

  test("names from the data are text, never markup", () => {
    for (const figure of [driverWeightsPlot(lmg), driverMethodsPlot(lmg), driverRanksPlot(lmg)]) {
      expect(JSON.stringify([figure.data, figure.layout])).not.toContain("<b>Catholic");
      expect(JSON.stringify(figure.layout)).toContain("&lt;b&gt;Catholic");
    }
  });

  test("of a logistic fit it names McFadden's R²", async () => {
    const columns = { x: [0, 0, 0, 0, 1, 1, 1, 1], y: [1, 0, 0, 0, 1, 1, 1, 0] };
    const logistic = await driverWeights(new DataFrame(columns), {
      ...{ outcome: "y", drivers: ["x"], fit: "logistic", resamples: 0 },
    });
    expect(JSON.stringify(driverWeightsPlot(logistic).layout.title)).toContain("McFadden's R² 0.19 · n = 8");
  });

  test("without weights it says why", async () => {
    const none = await driverWeights(new DataFrame({ x: [1, 2, 3], y: [4, 4, 4] }), { outcome: "y", drivers: ["x"] });
    expect(driverWeightsPlot(none).text).toContain("'y' is the same in every row");
    expect(driverMethodsPlot(none).data).toEqual([]);
    expect(driverRanksPlot(none).data).toEqual([]);
  });
});

describe("driverMethodsPlot(result)", () => {
  test("has the shares of every method that has any, and names the others with the reason", () => {
    const figure = driverMethodsPlot(lmg);
    const [heat] = traces(figure);
    const had = lmg.overall.methods.filter(({ shares }) => shares !== null);
    expect(heat!.z).toHaveLength(5);
    expect(heat!.z[0]).toEqual(had.map(({ shares }) => shares![2]));
    expect(captionOf(figure)).toContain("Pratt's measure (a negative weight: shares would say nothing)");
    expect(JSON.stringify(figure.layout.xaxis)).toContain("Johnson's<br>relative<br>weights");
    expect(JSON.stringify(figure.layout.xaxis)).toContain("chosen");
    expect(figure.text).toContain("LMG (Shapley) (chosen): Education 37%");
  });
});

describe("driverRanksPlot(result)", () => {
  test("has how often each driver has each rank", () => {
    const [heat] = traces(driverRanksPlot(lmg));
    expect(heat!.z[0]).toEqual(lmg.overall.drivers[2]!.rankProbabilities);
    for (const row of heat!.z) expect(row.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
  });

  test("without resamples there is nothing to draw, and it says so", async () => {
    const figure = driverRanksPlot(await ask("lmg", 0));
    expect(figure.data).toEqual([]);
    expect(figure.text).toContain("no resamples");
  });
});
