import { describe, expect, test } from "vitest";
import { csat } from "../../src/metrics/csat/csat.js";
import { satisfactionPlot } from "../../src/plots/satisfaction.js";
import { frame } from "../metrics/satisfactionTables.js";

const HOSTILE = '<a href="javascript:alert(1)">x</a> & y';

interface Trace {
  readonly type: string;
  readonly name: string;
  readonly xaxis?: string;
  readonly x: readonly (number | null)[];
  readonly y: readonly number[];
  readonly error_x: { readonly array: readonly number[]; readonly arrayminus: readonly number[] };
  readonly marker: { readonly color: string; readonly pattern: { readonly shape: string } };
}

const traces = (figure: { readonly data: readonly object[] }) => figure.data as unknown as Trace[];

/** Nobody of the hostile segment answers. */
const given = () => frame({ score: [5, 4, 4, 1, 3, 5, null], segment: ["A", "A", "B", "B", "B", "A", HOSTILE] });

describe("satisfactionPlot", () => {
  test("satisfactionPlot(result) is plain JSON: bars are the answers, dots the scores with their intervals", async () => {
    const result = await csat(given(), { score: "score", rule: "top-2", by: "segment" });
    const figure = satisfactionPlot(result, { population: "customers" });
    expect(JSON.parse(JSON.stringify(figure))).toEqual(figure);
    const bars = traces(figure).filter(({ type }) => type === "bar");
    expect(bars.map(({ name }) => name)).toEqual(["1", "2", "3", "4", "5"]);
    const rows = [result.overall, ...result.rows];
    bars.forEach(({ x }, i) => {
      expect(x).toEqual(rows.map(({ distribution }) => distribution[i]!.share));
    });
    const dots = traces(figure).at(-1)!;
    const shown = rows.filter(({ estimate }) => estimate !== null);
    expect(dots.x).toEqual(shown.map(({ estimate }) => estimate));
    expect(dots.error_x.array).toEqual(shown.map(({ upper, estimate }) => upper! - estimate!));
    expect(figure.layout.title).toMatchObject({ text: "CSAT (top two: 4 and 5 of 1 to 5) by segment" });
    expect(figure.text).toContain("All 66.7%");
  });

  test("the bad end is hatched, and no two answers look alike", async () => {
    const bars = traces(satisfactionPlot(await csat(given(), { score: "score", rule: "mean" }))).slice(0, 5);
    expect(bars.map(({ marker }) => marker.pattern.shape)).toEqual(["/", "/", "", "", ""]);
    expect(new Set(bars.map(({ marker }) => marker.color)).size).toBe(5);
  });

  test("a segment without answers says so, and markup in names is text", async () => {
    const figure = satisfactionPlot(await csat(given(), { score: "score", rule: "mean", by: "segment" }));
    expect(JSON.stringify(figure.layout.annotations)).toContain("no answers");
    expect(JSON.stringify(figure.layout)).not.toContain("<a href");
  });
});
