import { DataFrame } from "danfojs-node";
import { beforeAll, describe, expect, test } from "vitest";
import { gammaGamma, gammaGammaFromCounts } from "../../src/metrics/gammaGamma/gammaGamma.js";
import { type LifetimeResult, lifetimeValue } from "../../src/metrics/lifetimeValue/lifetimeValue.js";
import { svgOf } from "../../src/notebook/picture/picture.js";
import { spendPlot } from "../../src/plots/gammaGamma.js";
import { lifetimeValuePlot } from "../../src/plots/lifetimeValue.js";
import { lifetimeCustomers } from "../metrics/lifetimeCustomers.js";

/** Without the places where lines break. */
const written = (figure: object) => JSON.stringify(figure).replaceAll("<br>", " ");

const customers = lifetimeCustomers(300, 7);
const frame = (some: typeof customers) =>
  new DataFrame({
    repeats: some.map(({ frequency }) => frequency),
    last: some.map(({ recency }) => recency),
    age: some.map(({ age }) => age),
    spend: some.map(({ monetaryValue }) => monetaryValue),
    region: some.map((_, i) => (i % 3 === 0 ? "<North>" : "South")),
  });
const year = {
  ...{ frequency: "repeats", recency: "last", age: "age", monetaryValue: "spend" },
  ...{ horizon: 52, discountRate: 0.1, unitsPerYear: 52, resamples: 100 },
} as const;

interface Bars {
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly error_x: { readonly array: readonly number[]; readonly arrayminus: readonly number[] };
}

describe("lifetimeValuePlot", () => {
  let result: LifetimeResult;
  let bySegment: LifetimeResult;
  beforeAll(async () => {
    result = await lifetimeValue(frame(customers), year);
    bySegment = await lifetimeValue(frame(customers), { ...year, by: "region", margin: 0.3, discountRate: 0.125 });
  });

  test("without segments: everybody and ten tenths with intervals, as the result has them; plain JSON", () => {
    const figure = lifetimeValuePlot(result, { population: "A shop", source: "orders.csv" });
    expect(JSON.parse(JSON.stringify(figure))).toEqual(figure);
    const [bars] = figure.data as unknown as Bars[];
    expect(bars!.x).toEqual([result.overall.estimate, ...result.tenths.map(({ estimate }) => estimate)]);
    expect(bars!.error_x.array[1]).toBeCloseTo(result.tenths[0]!.upper! - result.tenths[0]!.estimate!, 10);
    const labels = written(figure.layout.yaxis ?? {});
    expect(labels).toMatch(
      /<b>All customers<\/b>.*The most valuable tenth.*of the value.*Tenth 2.*The least valuable tenth/,
    );
    expect(written(figure.layout.title ?? {})).toMatch(
      /Lifetime value to come within 1 year .*A shop · n = 300 customers/,
    );
    expect(written(figure.layout.annotations ?? [])).toMatch(
      /Lines: 95% intervals; BG\/NBD.*bias-corrected percentiles of 100 simulated worlds.*discounted at 10% a year.*Source: orders.csv/s,
    );
    expect(figure.text).toMatch(
      /mean of a customer with 95% intervals: All customers .*; The most valuable tenth .* of the value, n = 30;/,
    );
  });

  test("by segments: a bar each with its share, names escaped, margin and rate said", () => {
    const figure = lifetimeValuePlot(bySegment);
    const [bars] = figure.data as unknown as Bars[];
    expect(bars!.x).toEqual([bySegment.overall, ...bySegment.rows].map(({ estimate }) => estimate));
    expect(written(figure.layout.yaxis ?? {})).toContain("&lt;North&gt;");
    expect(written(figure.layout.annotations ?? [])).toMatch(/30% of revenue to come, discounted at 12.5% a year/);
  });

  test("what cannot exist is written where the bar would be", async () => {
    const never = await lifetimeValue(frame(customers.filter(({ frequency }) => frequency === 0)), year);
    const figure = lifetimeValuePlot(never);
    expect(written(figure.layout.annotations ?? [])).toContain("<i>nobody bought again: there is no rate to fit</i>");
    expect(figure.text).toContain("All customers none (nobody bought again");
  });

  test("without intervals no lines are spoken of", async () => {
    const without = await lifetimeValue(frame(customers), { ...year, resamples: 0 });
    expect(written(lifetimeValuePlot(without).layout.annotations ?? [])).not.toContain("Lines:");
  });

  test("can be drawn", async () => {
    for (const one of [result, bySegment]) expect(await svgOf(lifetimeValuePlot(one))).toMatch(/^<svg/);
  });
});

describe("spendPlot", () => {
  const names = { frequency: "repeats", monetaryValue: "spend" } as const;

  test("bars of the customers with intervals, a line of the model, the last bin apart; plain JSON", async () => {
    const result = await gammaGamma(frame(customers), names);
    const figure = spendPlot(result, { population: "A shop", source: "orders.csv" });
    expect(JSON.parse(JSON.stringify(figure))).toEqual(figure);
    const [bars, line] = figure.data as unknown as { x: (number | null)[]; y: (number | null)[] }[];
    const { distribution: bins } = result;
    expect(bars!.y).toEqual(bins.map(({ share }) => share));
    expect(line!.y.filter((y) => y !== null)).toEqual(bins.map(({ expected }) => expected));
    expect(line!.y.at(-2)).toBeNull();
    const width = bins[0]!.to!;
    expect(bars!.x.at(-1)! - bars!.x.at(-2)!).toBeCloseTo(2 * width, 9);
    expect(written(figure.layout.annotations ?? [])).toMatch(
      /Wilson.*customers without a repeat purchase tell.*Source: orders.csv/,
    );
    expect(written(figure.layout.xaxis ?? {})).toContain(`${bins.at(-1)!.from} or more`);
    expect(figure.text).toMatch(/^Mean spend per purchase \(Gamma–Gamma\): .* repeat buyers\. By mean spend: 0 to /);
    expect(await svgOf(figure)).toMatch(/^<svg/);
  });

  test("of nobody, says so; of few alike, bars without a model", () => {
    const nobody = spendPlot(gammaGammaFromCounts([]));
    expect(written(nobody.layout.annotations ?? [])).toContain("no customers");
    expect(nobody.text).toContain("By mean spend: nobody.");
    const alike = spendPlot(gammaGammaFromCounts([{ frequency: 2, monetaryValue: 9, n: 4 }]));
    expect(alike.data).toHaveLength(1);
  });
});
