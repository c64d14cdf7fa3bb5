import { DataFrame } from "danfojs-node";
import { describe, expect, test } from "vitest";
import { ces } from "../../src/metrics/ces/ces.js";
import { nps } from "../../src/metrics/nps/nps.js";
import { npsDifference } from "../../src/metrics/nps/npsDifference.js";
import { differencesPlot } from "../../src/plots/differences.js";
import { npsPlot } from "../../src/plots/nps.js";
import { trendPlot } from "../../src/plots/trend.js";

const HOSTILE = '<a href="javascript:alert(1)">x</a> & y';

/** What plotly is told, as text: labels stand in it as they will be read. */
const written = (figure: object) => JSON.stringify(figure);

const answers = () =>
  new DataFrame({
    score: [10, 9, 8, 3, 10, 6, 7, null],
    wave: ["2026-Q1", "2026-Q1", "2026-Q1", "2026-Q1", "2026-Q2", "2026-Q2", "2026-Q2", "2026-Q3"],
    weight: [3, 1, 1, 1, 1, 1, 1, 1],
  });

interface Bar {
  readonly name: string;
  readonly x: readonly (number | null)[];
  readonly y: readonly (number | null)[];
  readonly text: readonly string[];
}

describe("npsPlot", () => {
  test("npsPlot(result) is plain JSON: what is drawn is what the result says", async () => {
    const figure = npsPlot(await nps(answers(), { score: "score", by: "wave" }));
    expect(JSON.parse(JSON.stringify(figure))).toEqual(figure);
    const [detractors, passives, promoters, scores] = figure.data as unknown as Bar[];
    expect(detractors!.x).toEqual([2 / 7, 1 / 4, 1 / 3, null]);
    expect(passives!.x).toEqual([2 / 7, 1 / 4, 1 / 3, null]);
    expect(promoters!.x).toEqual([3 / 7, 2 / 4, 1 / 3, null]);
    expect(scores!.text).toEqual(["+14", "+25", "0"]);
  });

  test("npsPlot(weighted) draws weighted shares: promoters less detractors are the score beside them", async () => {
    const result = await nps(answers(), { score: "score", by: "wave", weight: "weight" });
    const figure = npsPlot(result);
    const [detractors, , promoters] = figure.data as unknown as Bar[];
    expect(100 * (promoters!.x[1]! - detractors!.x[1]!)).toBeCloseTo(result.rows[0]!.estimate!, 10);
    expect(promoters!.x[1]).toBeCloseTo(4 / 6, 12);
    expect(written(figure)).toContain("weighted");
  });

  test("npsPlot(result) says in words what it draws, and writes why a segment has no score", async () => {
    const figure = npsPlot(await nps(answers(), { score: "score", by: "wave" }));
    expect(figure.text).toContain("2026-Q1 +25");
    expect(figure.text).toContain("n = 4");
    expect(written(figure.layout.annotations ?? [])).toContain("no answers");
    expect(written(figure.layout)).toMatch(/Not counted: 1(<br>| )missing/);
  });

  test("npsPlot(result) writes segments letter by letter: no markup of the data's becomes markup of the figure's", async () => {
    const frame = new DataFrame({ score: [10, 0], group: [HOSTILE, "تهران"] });
    const figure = npsPlot(await nps(frame, { score: "score", by: "group" }));
    expect(written(figure.layout)).not.toContain("<a href");
    expect(written(figure.layout)).toContain("&lt;a");
    expect(written(figure.layout)).toContain("تهران");
  });
});

describe("trendPlot", () => {
  test("trendPlot(result) draws each period with its interval and breaks where there is nothing", async () => {
    const result = await nps(answers(), { score: "score", by: "wave" });
    const figure = trendPlot(result);
    const [line] = figure.data as unknown as (Bar & { error_y: { array: number[]; arrayminus: number[] } })[];
    expect(line!.y).toEqual([25, 0, null].map((value) => value && expect.closeTo(value, 10)));
    expect(line!.y[2]).toBeNull();
    const first = result.rows[0]!;
    expect(line!.error_y.array[0]).toBeCloseTo(first.upper! - first.estimate!, 10);
    expect(line!.error_y.arrayminus[0]).toBeCloseTo(first.estimate! - first.lower!, 10);
    expect(figure.text).toContain("2026-Q3 – (no answers)");
  });

  test("trendPlot(result) takes periods as names, not as dates of its own making", async () => {
    const figure = trendPlot(await nps(answers(), { score: "score", by: "wave" }));
    expect(figure.layout.xaxis?.type).toBe("category");
  });
});

describe("trendPlot of a scale that begins above zero", () => {
  test("its axis holds the scores, not zero, and a long label stands in the title alone", async () => {
    const easy = new DataFrame({ effort: [5, 6, 7, 5, 6, 7], wave: ["a", "a", "a", "b", "b", "b"] });
    const { layout } = trendPlot(await ces(easy, { score: "effort", version: 2, by: "wave" }));
    expect((layout.yaxis!.range as number[])[0]).toBeGreaterThan(1);
    expect(written(layout.yaxis!.title!)).toContain('"text":"score"');
    const points = trendPlot(await nps(answers(), { score: "score", by: "wave" })).layout.yaxis!;
    expect((points.range as number[])[0]).toBeLessThan(0);
    expect(written(points.title!)).toContain("NPS, points");
  });
});

describe("differencesPlot", () => {
  test("differencesPlot(result) keeps the sign and fills what leaves zero out", async () => {
    const many = (score: number, n: number) => new Array<number>(n).fill(score);
    const frame = new DataFrame({
      score: [...many(10, 90), ...many(0, 10), ...many(10, 50), ...many(0, 50), ...many(10, 52), ...many(0, 48)],
      group: [...new Array(100).fill("a"), ...new Array(100).fill("b"), ...new Array(100).fill("c")],
    });
    const result = await npsDifference(frame, { score: "score", by: "group" });
    const figure = differencesPlot(result);
    const [dots] = figure.data as unknown as (Bar & { marker: { color: string[] } })[];
    expect(dots!.x).toEqual([80, 76, -4].map((value) => expect.closeTo(value, 10)));
    const [first, second, third] = dots!.marker.color;
    expect(first).toBe(second);
    expect(third).toBe("#ffffff");
    expect(figure.text).toContain("b − c −4");
    expect(JSON.parse(JSON.stringify(figure))).toEqual(figure);
  });

  test("differencesPlot(no answers) writes why in place of a number", async () => {
    const frame = new DataFrame({ score: [10, 9, null], group: ["a", "a", HOSTILE] });
    const figure = differencesPlot(await npsDifference(frame, { score: "score", by: "group" }));
    expect(written(figure.layout)).toContain("no answers");
    expect(written(figure.layout)).not.toContain("<a href");
  });
});
