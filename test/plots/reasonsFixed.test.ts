import { DataFrame } from "danfojs-node";
import { describe, expect, test } from "vitest";
import { type ReasonsFixedOptions, reasonsFixed } from "../../src/metrics/reasonsFixed/reasonsFixed.js";
import { reasonsFixedPlot } from "../../src/plots/reasonsFixed.js";
import { reasonsBeforeAfterPlot } from "../../src/plots/reasonsFixedBeforeAfter.js";
import { reasonsFixedPrioritiesPlot } from "../../src/plots/reasonsFixedPriorities.js";

const HOSTILE = '<a href="javascript:alert(1)">x</a> & y';

const customers = new DataFrame({
  days: Array.from({ length: 60 }, (_, i) => (i < 40 ? 1 + (i % 9) : 10)),
  left: Array.from({ length: 60 }, (_, i) => i < 40),
  reason: Array.from({ length: 60 }, (_, i) => (i < 20 ? "Late" : i < 34 ? HOSTILE : null)),
  margin_start: Array.from({ length: 60 }, (_, i) => 10 + (i % 7)),
});
const options: ReasonsFixedOptions = {
  duration: "days",
  left: "left",
  reason: "reason",
  fixes: {
    Faster: { reasons: "Late", effectiveness: 0.7, cost: 10 },
    [HOSTILE]: { reasons: HOSTILE, effectiveness: { lower: 0.1, upper: 0.5 }, cost: 400 },
  },
  values: "margin_start",
  resamples: 200,
};
const result = await reasonsFixed(customers, options);

interface Trace {
  readonly name: string;
  readonly x: readonly (number | null)[];
  readonly y: readonly number[];
  readonly base: readonly number[];
  readonly error_x: { readonly array: readonly number[]; readonly arrayminus: readonly number[] };
  readonly marker: { readonly color: readonly string[] };
}

const traces = (figure: { readonly data: readonly object[] }) => figure.data as unknown as Trace[];
const builders = { reasonsFixedPlot, reasonsBeforeAfterPlot, reasonsFixedPrioritiesPlot };

describe.each(Object.entries(builders))("%s", (_, plot) => {
  test("is plain JSON, with names from the data escaped, and says who, how and on what assumption", () => {
    const figure = plot(result, { population: "Customers of July", source: "churn.csv" });
    const written = JSON.stringify([figure.data, figure.layout]);
    expect(JSON.parse(JSON.stringify(figure))).toEqual(figure);
    expect(written).not.toContain("<a ");
    for (const part of [
      "Customers of July · n = 60 customers",
      "95% intervals",
      "200 resamples",
      "independent",
      "churn.csv",
    ])
      expect(written.replace(/<br>/g, " ")).toContain(part);
  });

  test("draws no mark where nothing is known, and says why", async () => {
    const beyond = await reasonsFixed(customers, { ...options, horizon: 99 });
    const figure = plot(beyond);
    expect(JSON.stringify(figure)).not.toContain("NaN");
    for (const { x } of traces(figure)) expect(x.filter((place) => place !== null)).toEqual([]);
    expect(figure.text).toContain("– (followed only to 10)");
  });
});

describe("reasonsFixedPlot", () => {
  test("each step begins where the one before ended, from what is lost to what is still lost; kept is the difference", () => {
    const row = result.fixes[0]!;
    const [bars] = traces(reasonsFixedPlot(result, { fix: "Faster" }));
    const ends = bars!.base.map((from, i) => from + bars!.x[i]!);
    expect(bars!.base).toEqual([0, ends[0], ends[1], ends[2], 0, ends[0]]);
    expect(ends[3]).toBeCloseTo(row.stillLost.estimate!, 9);
    expect(ends[4]).toBeCloseTo(row.stillLost.estimate!, 9);
    expect(ends[5]).toBeCloseTo(row.stillLost.estimate!, 9);
    expect(-bars!.x[5]!).toBe(row.estimate);
  });

  test("bounds stand at the end that moves: more kept lies further left", () => {
    const row = result.fixes[0]!;
    const [{ error_x: error }] = traces(reasonsFixedPlot(result, { fix: "Faster" })) as [Trace];
    expect(error.array[0]).toBeCloseTo(row.lost.upper! - row.lost.estimate!, 12);
    expect(error.arrayminus[0]).toBeCloseTo(row.lost.estimate! - row.lost.lower!, 12);
    expect(error.arrayminus[5]).toBeCloseTo(row.upper! - row.estimate!, 9);
    expect(error.array[5]).toBeCloseTo(row.estimate! - row.lower!, 9);
  });

  test("the sentence says each step; without a fix all are meant, and named", () => {
    const { text, layout } = reasonsFixedPlot(result, { within: "within ten days" });
    expect(text).toMatch(
      /^Customers lost within ten days, with all 2 fixes: lost as things are 40\.0 \(.+\); spared, by subtraction .+; still lost .+; kept \d+\.\d \(.+\)\.$/,
    );
    expect(JSON.stringify(layout).replace(/<br>/g, " ")).toContain("All fixes: Faster and ");
    expect(reasonsFixedPlot(result, { fix: "Faster" }).text).toMatch(/^Customers lost by 10, with Faster: /);
  });

  test("refuses a fix that the result does not have", () => {
    for (const plot of [reasonsFixedPlot, reasonsBeforeAfterPlot])
      expect(() => plot(result, { fix: "Fast" })).toThrow(`${plot.name}: no fix 'Fast'; there are 'Faster', `);
  });
});

describe("reasonsBeforeAfterPlot", () => {
  test("customers lost to each reason without and with the fix; those of the fix in bold, unknown ones named", () => {
    const figure = reasonsBeforeAfterPlot(result, { fix: "Faster" });
    const { causes } = result.fixes[0]!;
    const [before, after] = traces(figure);
    expect(before!.x).toEqual(causes.map(({ lost }) => lost.estimate));
    expect(after!.x).toEqual(causes.map(({ stillLost }) => stillLost.estimate));
    expect(after!.error_x.array[1]).toBeCloseTo(causes[1]!.stillLost.upper! - causes[1]!.stillLost.estimate!, 12);
    const labels = (figure.layout.yaxis as { ticktext: string[] }).ticktext;
    expect(labels.filter((label) => label.startsWith("<b>"))).toEqual([expect.stringContaining("Late")]);
    expect(labels.at(-1)).toMatch(/^Reason not known/);
  });
});

describe("reasonsFixedPrioritiesPlot", () => {
  test("net value from the highest, with how often each is the best; filled where the interval lies above 0", () => {
    const figure = reasonsFixedPrioritiesPlot(result, { currency: "€" });
    const [dots] = traces(figure);
    expect(result.fixes.map(({ rank }) => rank)).toEqual([1, 2]);
    expect(dots!.x).toEqual(result.fixes.map(({ netValue }) => netValue!.estimate));
    expect(dots!.marker.color.map((colour) => colour === "#ffffff")).toEqual(
      result.fixes.map(({ netValue }) => netValue!.lower! <= 0),
    );
    expect(figure.text).toMatch(
      /^Net value of margin start kept by 10, by fix: Faster \d+ \(.+\) €, best in 100%; .+, best in 0%\. No fix is worth its cost in /,
    );
  });

  test("without values the customers kept", async () => {
    const { values: _, ...plain } = options;
    const counted = await reasonsFixed(customers, plain);
    const figure = reasonsFixedPrioritiesPlot(counted);
    expect(traces(figure)[0]!.x).toEqual(
      [...counted.fixes].sort((a, b) => a.rank! - b.rank!).map(({ estimate }) => estimate),
    );
    expect(figure.text).toMatch(/^Customers kept by 10, by fix: Faster /);
  });
});
