import { describe, expect, test } from "vitest";
import {
  type RevenueConcentrationResult,
  revenueConcentration,
  revenueConcentrationFromAmounts,
} from "../../src/metrics/revenueConcentration/revenueConcentration.js";
import { svgOf } from "../../src/notebook/picture/picture.js";
import { revenueConcentrationPlot } from "../../src/plots/revenueConcentration.js";
import { inMemory } from "../metrics/existing.js";

const written = (figure: unknown) => JSON.stringify(figure);
const notes = (result: RevenueConcentrationResult) =>
  written(revenueConcentrationPlot(result).layout.annotations ?? []);

/** So many regions of 30 customers each, ever more skewed. */
const regions = async (count: number) => {
  const rows = Array.from({ length: 30 * count }, (_, i) => ({ i, region: `region ${i % count}` }));
  const table = await inMemory({
    customer: rows.map(({ i }) => `c${i}`),
    amount: rows.map(({ i }) => 100 / (1 + Math.floor(i / count)) ** (0.4 + (0.9 * (i % count)) / count)),
    region: rows.map(({ region }) => region),
  });
  return revenueConcentration(table, { customer: "customer", amount: "amount", by: "region", resamples: 100 });
};

const amounts = Array.from({ length: 40 }, (_, i) => 1000 / (i + 1));
const single = revenueConcentrationFromAmounts(amounts, { resamples: 100 });

interface Trace {
  readonly mode: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly xaxis?: string;
  readonly name?: string;
  readonly error_x?: { readonly array: readonly number[]; readonly arrayminus: readonly number[] };
  readonly error_y?: { readonly array: readonly number[] };
}
const tracesOf = (result: RevenueConcentrationResult) =>
  revenueConcentrationPlot(result).data as unknown as readonly Trace[];

describe("revenueConcentrationPlot", () => {
  test("revenueConcentrationPlot(result) is plain JSON: the curve and the points of the result, with its intervals", () => {
    const figure = revenueConcentrationPlot(single);
    expect(JSON.parse(written(figure))).toEqual(figure);
    const { estimate, upper, needed, curve } = single.overall;
    const [line, rule, share, takes] = tracesOf(single);
    expect(line).toMatchObject({ x: curve.map(({ cases }) => cases), y: curve.map(({ amount }) => amount) });
    expect(rule).toMatchObject({ x: [0.2], y: [0.8] });
    expect(share).toMatchObject({ x: [0.2], y: [estimate], error_y: { array: [upper! - estimate!] } });
    expect(takes).toMatchObject({
      ...{ x: [needed.estimate], y: [0.8] },
      error_x: { arrayminus: [needed.estimate! - needed.lower!] },
    });
  });

  test("says the numbers, the method, what a mark is, and what was left out", () => {
    const figure = revenueConcentrationPlot(
      revenueConcentrationFromAmounts([...amounts, -3], { negative: "subtract", resamples: 100 }),
      { period: "2026", source: "orders.csv" },
    );
    expect(written(figure.layout.title ?? {})).toContain("2026 · n = 41 customers");
    expect(written(figure.layout.annotations)).toMatch(
      /Bars: 95% intervals, bootstrap of customers \(100 resamples\).*Marks: what the top 20%.*1 customer got back more than they.*Source: orders\.csv/s,
    );
    expect(written(figure.layout.annotations)).toMatch(
      /top 20% bring \d\d\.\d%.*80% takes \d\d\.\d%.*the rule 20% : 80%/s,
    );
    expect(figure.text).toMatch(
      /^How much of the revenue the largest customers bring, with 95% intervals: All customers: the top 20% bring [\d.]+% \([\d.]+% to [\d.]+%\), 80% takes .* of them, Gini .*, n = 41\.$/,
    );
  });

  test("segments: a curve each, told apart by more than colour, and intervals in a panel of their own", async () => {
    const result = await regions(4);
    const traces = tracesOf(result);
    const curves = traces.filter(({ mode }) => mode === "lines");
    expect(curves.map(({ name }) => name)).toEqual(["region 0", "region 1", "region 2", "region 3"]);
    expect(new Set(curves.map((one) => (one as unknown as { line: { dash: string } }).line.dash)).size).toBe(4);
    const panel = traces.filter(({ xaxis }) => xaxis === "x2");
    expect(panel.map(({ x }) => x[0])).toEqual(result.rows.map(({ estimate }) => estimate));
    expect(panel[0]!.error_x!.array[0]).toBeCloseTo(result.rows[0]!.upper! - result.rows[0]!.estimate!, 12);
    expect(
      traces.filter(({ xaxis, mode }) => xaxis === undefined && mode === "markers").every((one) => !("error_y" in one)),
    ).toBe(true);
    for (const { keys } of result.rows) expect(notes(result)).toContain(String(keys.region));
  });

  test.each([2, 4, 6])("labels of %i segments lie neither on each other nor outside", async (count) => {
    const labels = (revenueConcentrationPlot(await regions(count)).layout.annotations ?? []).filter(
      ({ showarrow }) => showarrow,
    );
    expect(labels).toHaveLength(count + 1);
    const boxes = labels.map(({ x, y, ax, ay, text }) => {
      const [left, down] = [((Number(x) + 0.01) / 1.02) * 640 + ax!, ((1.03 - Number(y)) / 1.04) * 440 + ay!];
      const width = text!.length * 6.6;
      return { left: left - width / 2, right: left + width / 2, top: down - 7, bottom: down + 7 };
    });
    boxes.forEach((one, i) => {
      expect(one.left).toBeGreaterThan(-10);
      expect(one.right).toBeLessThan(650);
      for (const other of boxes.slice(i + 1)) {
        const apart =
          one.right < other.left || other.right < one.left || one.bottom < other.top || other.bottom < one.top;
        expect(apart).toBe(true);
      }
    });
  });

  test("a segment without a curve is not drawn, and said", async () => {
    const table = await inMemory({ customer: ["a", "b", "c"], amount: [1, 2, 3], region: ["x", "x", "y"] });
    const result = await revenueConcentration(table, { customer: "customer", amount: "amount", by: "region" });
    expect(tracesOf(result).filter(({ mode }) => mode === "lines")).toHaveLength(1);
    expect(notes(result)).toContain("y: one customer: nothing to compare.");
  });

  test("nothing to draw says why", async () => {
    const figure = revenueConcentrationPlot(revenueConcentrationFromAmounts([0, 0]));
    expect(figure.text).toMatch(/: customers brought nothing\.$/);
    expect(await svgOf(figure)).toContain("customers brought nothing");
  });

  test("text of data is escaped", async () => {
    const table = await inMemory({ customer: ["a", "b"], amount: [1, 2], region: ["<b>x", "<b>x"] });
    const result = await revenueConcentration(table, { customer: "customer", amount: "amount", by: "region" });
    const { text: _, ...drawn } = revenueConcentrationPlot(result);
    expect(written(drawn)).not.toContain("<b>x");
  });

  test("more than six segments are refused", async () => {
    const result = await regions(7);
    expect(() => revenueConcentrationPlot(result)).toThrow("revenueConcentrationPlot requires up to 6 segments; got 7");
  });
});
