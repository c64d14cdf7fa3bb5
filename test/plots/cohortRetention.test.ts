import { DataFrame } from "danfojs-node";
import { describe, expect, test } from "vitest";
import { churn } from "../../src/metrics/churn/churn.js";
import { type CohortRetentionOptions, cohortRetention } from "../../src/metrics/cohortRetention/cohortRetention.js";
import { cohortPlot } from "../../src/plots/cohortRetention.js";
import { trendPlot } from "../../src/plots/trend.js";

const written = (figure: object) => JSON.stringify(figure);

/** January: a and b, of whom a is back in the next month and b is not; February: c, whose month has not yet elapsed. */
const visits = () =>
  new DataFrame({
    customer: ["a", "a", "b", "c", null],
    date: ["2025-01-05", "2025-02-10", "2025-01-20", "2025-02-03", "2025-02-03"],
    segment: ["x", "x", "y", "y", "y"],
  });

const cohorts = (options: Partial<CohortRetentionOptions> = {}) =>
  cohortRetention(visits(), {
    customer: "customer",
    date: "date",
    unit: "month",
    kind: "n-day",
    windows: "calendar",
    asOf: "2025-02-28",
    periods: 2,
    ...options,
  });

interface Heat {
  readonly z: readonly (readonly (number | null)[])[];
  readonly customdata: readonly (readonly string[])[];
  readonly zmin: number;
  readonly zmax: number;
}

describe("cohortPlot", () => {
  test("cohortPlot(result) is plain JSON: each cell is what the result says, all cohorts on top", async () => {
    const result = await cohorts();
    const figure = cohortPlot(result);
    expect(JSON.parse(written(figure))).toEqual(figure);
    const [heat] = figure.data as unknown as Heat[];
    expect(heat!.z).toEqual([
      [0.5, null],
      [0.5, null],
      [null, null],
    ]);
    expect([heat!.zmin, heat!.zmax]).toEqual([0, 0.5]);
    expect(heat!.customdata[1]![0]).toMatch(/^2025-01, 1: 50\.0% \(.+ to .+\), n = 2$/);
    const labels = written(figure.layout.yaxis?.ticktext ?? []);
    expect(labels).toMatch(/All mature cohorts.*n = 3.*2025-01.*n = 2.*2025-02.*n = 1/);
    expect(figure.layout.title).toMatchObject({ text: "Cohort retention (n-day, calendar months)" });
    expect(written(figure.layout.xaxis ?? {})).toContain("months after the first");
  });

  test("a cell that is not yet known has no number, is struck through, and the caption says since when", async () => {
    const figure = cohortPlot(await cohorts(), { source: "visits.csv" });
    const { shapes, annotations } = figure.layout as unknown as {
      shapes: { type: string; x0: number; y0: number }[];
      annotations: { x: number; y: number; text: string }[];
    };
    const strokes = shapes.filter(({ type }) => type === "line");
    expect(strokes.map(({ x0, y0 }) => [Math.round(x0 + 0.48), Math.round(y0 + 0.46)])).toEqual([
      [1, 0],
      [1, 1],
      [0, 2],
      [1, 2],
    ]);
    const numbers = annotations.filter(({ text }) => text.includes("%"));
    expect(numbers.map(({ x, y, text }) => [x, y, text])).toEqual([
      [0, 0, "<b>50%</b>"],
      [0, 1, "50%"],
    ]);
    const caption = written(annotations);
    expect(caption).toContain("Grey: not yet known for the whole cohort on 2025-02-28.");
    expect(caption).toContain("Not counted: 1 missing. Source: visits.csv.");
  });

  test("a cohort of whom nobody came back is drawn with its 0 %", async () => {
    const figure = cohortPlot(await cohorts({ asOf: "2025-12-31", from: "2025-02-01", periods: 1 }));
    const [heat] = figure.data as unknown as Heat[];
    expect(heat!.z).toEqual([[0], [0]]);
    expect(written(figure.layout)).toContain("Left out: 2 customers seen earlier.");
    expect(written(figure.layout)).not.toContain("Grey:");
    expect(written(figure.layout.annotations ?? [])).toContain(">0%<");
  });

  test("the sentence says the averages with their intervals, n and cohorts", async () => {
    const { text } = cohortPlot(await cohorts());
    expect(text).toContain(
      "Cohort retention (n-day, calendar months) with 95% intervals, cohorts 2025-01 to 2025-02, as of 2025-02-28. ",
    );
    expect(text).toMatch(
      /By month after the first: 1 50\.0% \(.+\), n = 2 in 1 cohort; 2 – \(no cohort is mature yet\)/,
    );
  });

  test("no activity at all still makes a figure", async () => {
    const none = new DataFrame({ customer: ["a", null], date: [null, "2025-01-01"] });
    const result = await cohortRetention(none, { customer: "customer", date: "date", unit: "day", kind: "unbounded" });
    expect(cohortPlot(result).text).toContain("no cohorts. By day");
  });

  test("several segments are refused", async () => {
    const result = await cohorts({ by: "segment" });
    expect(() => cohortPlot(result)).toThrow("cohortPlot requires one table of cohorts; got one for each 'segment'");
  });
});

test("trendPlot draws churn over the parts of a period", async () => {
  const people = new DataFrame({ came: ["2024-01-01", "2024-01-01"], left: ["2025-02-10", null] });
  const period = { from: "2025-01-01", to: "2025-03-31", each: "month" } as const;
  const result = await churn(people, { churned: "left", joined: "came", denominator: "start", period });
  const figure = trendPlot(result, { counted: "customers" });
  expect(figure.data[0]).toMatchObject({ x: ["2025-01", "2025-02", "2025-03"], y: [0, 0.5, 0] });
  expect(figure.layout.title).toMatchObject({ text: "Churn (of customers at the start) over period" });
});
