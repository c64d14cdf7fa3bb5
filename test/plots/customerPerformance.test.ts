import { DataFrame } from "danfojs-node";
import { describe, expect, test } from "vitest";
import {
  type CustomerPerformanceOptions,
  customerPerformanceIndex,
  type PerformanceComponent,
} from "../../src/metrics/customerPerformanceIndex/customerPerformanceIndex.js";
import { customerPerformancePlot } from "../../src/plots/customerPerformance.js";

const HOSTILE = '<a href="javascript:alert(1)">x</a> & y';

interface Trace {
  readonly name: string;
  readonly x: readonly (number | null)[];
  readonly text: readonly string[];
  readonly error_x?: { readonly array: readonly number[]; readonly arrayminus: readonly number[] };
}

const written = (value: unknown) => JSON.stringify(value);
const traces = (figure: { readonly data: readonly object[] }) => figure.data as unknown as readonly Trace[];

const COMPONENTS: readonly PerformanceComponent[] = [
  { name: "NPS", nps: "recommend", goal: 50, weight: 0.6 },
  { name: HOSTILE, mean: "hours", floor: 40, goal: 15, weight: 0.4 },
];

const index = (more: Partial<CustomerPerformanceOptions> = {}) =>
  customerPerformanceIndex(
    new DataFrame({ recommend: [10, 9, 9, 10, 8, 7, 3, 5], hours: [10, 30, 20, 20, 10, 30, 15, 25] }),
    { components: COMPONENTS, ...more },
  );

describe("customerPerformancePlot", () => {
  test("customerPerformancePlot(result) is plain JSON: the index with its interval, contributions, and what is lacking", async () => {
    const result = await index();
    const figure = customerPerformancePlot(result);
    expect(JSON.parse(written(figure))).toEqual(figure);
    const [whole, brings, lacks] = traces(figure) as [Trace, Trace, Trace];
    const { overall } = result;
    expect(whole.x).toEqual([overall.estimate]);
    expect(whole.error_x!.array).toEqual([overall.upper! - overall.estimate!]);
    expect(brings.x).toEqual([null, ...overall.components.map(({ contribution }) => contribution)]);
    expect(lacks.x).toEqual([null, ...overall.components.map(({ shortfall }) => shortfall)]);
    expect(lacks.text).toEqual(["", "−10.0", "−8.0"]);
    expect((figure.layout.xaxis!.range as number[])[0]).toBe(0);
  });

  test("customerPerformancePlot(result) says values, goals, weights, and what other weights would make of it", async () => {
    const figure = customerPerformancePlot(await index(), { population: "customers", period: "2026" });
    const labels = written(figure.layout.yaxis);
    expect(labels).toContain("+25, goal +50; weight 60%");
    expect(labels).toContain("20.00, goal 15.00; weight 40%");
    expect(labels).toContain("&lt;a");
    expect(written({ data: figure.data, layout: figure.layout })).not.toContain("<a href");
    expect(written(figure.layout.title)).toContain("customers · 2026 · n = 8 cases");
    const captions = written(figure.layout.annotations).replaceAll("<br>", " ");
    expect(captions).toContain("Lines: 95% intervals, bootstrap of rows, percentile, 2,000 resamples.");
    expect(captions).toContain("What the components bring adds up to the index.");
    expect(captions).toMatch(
      /Other weights about these \(concentration 50\) put it between 8\d\.\d and 8\d\.\d nine times in ten\./,
    );
    expect(captions).toContain("8 rows: the interval tends to be too narrow");
    expect(figure.text).toContain("Customer performance index (arithmetic): 82.0 (");
    expect(figure.text).toContain("NPS +25 of goal +50 brings 50.0 points and lacks 10.0");
  });

  test("a geometric index has costs and no contributions; a missing component is said to be missing", async () => {
    const geometric = customerPerformancePlot(await index({ aggregation: "geometric" }));
    expect(traces(geometric).map(({ name }) => name)).toEqual(["index", "short of its goal"]);
    expect(written(geometric.layout.annotations).replaceAll("<br>", " ")).toContain(
      "What the components lack adds up to what is missing to 100.",
    );
    const components: PerformanceComponent[] = [
      { name: "NPS", nps: "recommend", goal: 20 },
      { name: "Gone", mean: "gone", floor: 0, goal: 1 },
    ];
    const table = new DataFrame({ recommend: [10, 9, 8], gone: [null, null, null] as unknown as number[] });
    const partial = await customerPerformanceIndex(table, { components, missing: "renormalize" });
    const labels = written(customerPerformancePlot(partial).layout.yaxis);
    expect(labels).toContain("+67, goal +20, beyond its goal; weight 100%");
    expect(labels).toContain("–, goal 1.00; missing");
    const none = customerPerformancePlot(await customerPerformanceIndex(table, { components }));
    expect(traces(none)[0]!.x).toEqual([null]);
    expect(written(none.layout.annotations)).not.toContain("Other weights");
  });
});
