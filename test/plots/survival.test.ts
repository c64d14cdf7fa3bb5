import { DataFrame } from "danfojs-node";
import { describe, expect, test } from "vitest";
import { kaplanMeier, kaplanMeierFromCounts } from "../../src/metrics/survival/kaplanMeier.js";
import { survivalPlot } from "../../src/plots/survival.js";

const HOSTILE = '<a href="javascript:alert(1)">x</a> & y';

interface Trace {
  readonly mode: string;
  readonly name?: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly fill?: string;
  readonly line: { readonly shape: string; readonly dash: string; readonly color: string };
}

const written = (figure: object) => JSON.stringify(figure);
const traces = (figure: { readonly data: readonly object[] }) => figure.data as unknown as Trace[];
const lines = (figure: { readonly data: readonly object[] }) => traces(figure).filter(({ name }) => name !== undefined);
const ticks = (figure: { readonly data: readonly object[] }) => traces(figure).filter(({ mode }) => mode === "markers");

/** Nobody leaves in B; of the hostile segment nobody knows when. */
const result = () =>
  kaplanMeier(
    new DataFrame({
      days: [1, 2, 3, 4, 5, 5, 6, null],
      left: [true, false, true, true, false, false, false, true],
      segment: ["A", "A", "A", "A", "A", "B", "B", HOSTILE],
    }),
    { duration: "days", observed: "left", by: "segment", horizon: 4, times: [0, 3, 6] },
  );

describe("survivalPlot", () => {
  test("survivalPlot(result) is plain JSON: steps from 1 down, as the result says, and its bands", async () => {
    const curves = await result();
    const figure = survivalPlot(curves);
    expect(JSON.parse(written(figure))).toEqual(figure);
    const [, a] = lines(figure);
    const row = curves.rows[1]!;
    expect(row.keys.segment).toBe("A");
    expect(a!.x).toEqual([0, 1, 3, 4, 5]);
    expect(a!.y).toEqual([1, 0.8, 0.5333, 0.2667, 0.2667]);
    expect(a!.line.shape).toBe("hv");
    const bands = traces(figure).filter(({ fill }) => fill === "tonexty");
    const known = row.curve.filter(({ time, lower }) => lower !== null && time !== 2);
    expect(bands[1]!.x).toEqual(known.map(({ time }) => time));
    expect(bands[1]!.y).toEqual(known.map(({ upper }) => Math.round(upper! * 1e4) / 1e4));
  });

  test("curves are told apart by dash and by colour; ticks stand where an observation ended", async () => {
    const figure = survivalPlot(await result());
    expect(new Set(lines(figure).map(({ line }) => line.dash)).size).toBe(3);
    expect(new Set(lines(figure).map(({ line }) => line.color)).size).toBe(3);
    expect(ticks(figure).map(({ x }) => x)).toEqual([
      [2, 5],
      [5, 6],
    ]);
  });

  test("below stand how many are at risk, at the marks of the time axis", async () => {
    const curves = await result();
    const figure = survivalPlot(curves);
    expect(figure.layout.xaxis?.tickvals).toEqual([0, 3, 6]);
    const annotations = (figure.layout.annotations ?? []) as {
      x: number;
      xref: string;
      text: string;
      yshift: number;
    }[];
    const cells = annotations.filter(({ xref }) => xref === "x");
    expect(cells.map(({ x, text }) => [x, text])).toEqual(
      curves.rows.flatMap(({ at }) => at.map(({ time, atRisk }) => [time, String(atRisk)])),
    );
    expect(new Set(cells.map(({ yshift }) => yshift)).size).toBe(3);
  });

  test("a curve with more than 100 ends of observation has no ticks, and the caption does not speak of them", () => {
    const lost = Array.from({ length: 101 }, (_, i) => ({ time: i + 1, events: i === 0 ? 1 : 0, censored: 1 }));
    const caption = (figure: { layout: object }) => written(figure.layout).replaceAll("<br>", " ");
    const many = survivalPlot(kaplanMeierFromCounts(lost));
    expect(ticks(many)).toEqual([]);
    expect(caption(many)).not.toContain("Ticks");
    const few = survivalPlot(kaplanMeierFromCounts(lost.slice(0, 100)));
    expect(ticks(few)).toHaveLength(1);
    expect(caption(few)).toContain("Ticks: observation ended.");
  });

  test("it says its numbers in a sentence, how they were made, and what is wrong with them", async () => {
    const figure = survivalPlot(await result(), { source: "customers.csv", counted: "customers", time: "days" });
    expect(figure.text).toContain("Survival to 4, with 95% intervals: ");
    expect(figure.text).toContain("A 26.7% (1.0% to 68.6%), n = 5, 3 events, median 4");
    expect(figure.text).toContain("B 100.0%, n = 2, 0 events, more than half had no event by 6");
    expect(figure.text).toContain("– (no cases with known times), n = 0");
    const caption = written(figure.layout.annotations ?? []).replaceAll("<br>", " ");
    expect(caption).toContain("Bands: 95% intervals, Kaplan–Meier, Greenwood, log-log.");
    expect(caption).toContain("B: no events by the horizon: no interval.");
    expect(caption).toContain("Not counted: 1 missing.");
    expect(written(figure.layout.title ?? {})).toContain("n = 7 customers");
  });

  test("everybody is drawn where there are no segments, and nobody at all is no error", () => {
    const alone = survivalPlot(kaplanMeierFromCounts([{ time: 2, events: 1, censored: 1 }]));
    expect(lines(alone).map(({ name }) => name)).toEqual(["All"]);
    expect(alone.layout.showlegend).toBe(false);
    const none = survivalPlot(kaplanMeierFromCounts([]));
    expect(none.text).toContain("All – (no cases), n = 0, 0 events");
    expect(none.layout.shapes).toEqual([]);
  });

  test("names are written letter by letter, and more than six segments are refused", async () => {
    const { data, layout } = survivalPlot(await result());
    expect(written({ data, layout })).not.toContain("<a href");
    expect(written(layout)).toContain("&lt;a");
    const segment = ["a", "b", "c", "d", "e", "f", "g"];
    const many = await kaplanMeier(
      new DataFrame({ days: segment.map(() => 1), left: segment.map(() => true), segment }),
      { duration: "days", observed: "left", by: "segment" },
    );
    expect(() => survivalPlot(many)).toThrow("survivalPlot requires up to 6 segments; got 7");
  });
});
