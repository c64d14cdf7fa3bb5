import { DataFrame } from "danfojs-node";
import { describe, expect, test } from "vitest";
import { churnBySegment } from "../../src/metrics/churnBySegment/churnBySegment.js";
import { funnelPlot } from "../../src/plots/churnBySegment.js";

const HOSTILE = '<a href="javascript:alert(1)">x</a> & y';

interface Trace {
  readonly name: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly text: readonly string[];
  readonly marker: { readonly color: readonly string[] };
}

/** 30 of 40 left the hostile region, 5 of 60 the other, and nobody says anything of the third. */
const table = () => {
  const of = (segment: string, n: number, churned: number) =>
    Array.from({ length: n }, (_, i) => ({ segment, left: i < churned, stratum: i % 2 === 0 ? "h1" : "h2" }));
  const rows = [
    ...of(HOSTILE, 40, 30),
    ...of("south", 60, 5),
    ...of("east", 1, 0).map((row) => ({ ...row, left: null })),
  ];
  return new DataFrame({
    segment: rows.map(({ segment }) => segment),
    left: rows.map(({ left }) => left),
    stratum: rows.map(({ stratum }) => stratum),
  });
};

const traces = (figure: { readonly data: readonly object[] }) => figure.data as unknown as Trace[];

describe("funnelPlot", () => {
  test("funnelPlot(result) is plain JSON: limits at both levels, everybody's rate, a dot a segment that has a rate", async () => {
    const result = await churnBySegment(table(), { churned: "left", segment: "segment" });
    const figure = funnelPlot(result, { source: "retention.csv" });
    const written = JSON.stringify(figure);
    expect(JSON.parse(written)).toEqual(figure);
    expect(traces(figure).map(({ name }) => name)).toEqual([
      "95% limits",
      "95% limits",
      "99.8% limits",
      "99.8% limits",
      "everybody",
      "segment",
    ]);
    const [lower, upper] = traces(figure);
    expect(lower!.x).toEqual(result.funnel.map(({ n }) => n));
    expect(lower!.y).toEqual(result.funnel.map(({ limits }) => limits[0]!.lower));
    expect(upper!.y).toEqual(result.funnel.map(({ limits }) => limits[0]!.upper));
    const dots = traces(figure).at(-1)!;
    expect(dots.x).toEqual([40, 60]);
    expect(dots.y).toEqual([0.75, 5 / 60]);
    expect(JSON.stringify([figure.data, figure.layout])).not.toContain("<a ");
    expect(written).toContain("Source: retention.csv.");
    expect(written).toContain("Not counted: 1 missing.");
  });

  test("segments outside are filled with another colour and named; of many only those", async () => {
    const few = funnelPlot(await churnBySegment(table(), { churned: "left", segment: "segment" }));
    const { marker, text } = traces(few).at(-1)!;
    expect(marker.color[0]).toBe("#d55e00");
    expect(text[1]).toBe("south");
    const n = 12;
    const segment = Array.from({ length: n * 20 }, (_, i) => `s${i % n}`);
    const left = segment.map((name, i) => (name === "s0" ? true : i % 7 === 0));
    const many = funnelPlot(
      await churnBySegment(new DataFrame({ segment, left }), { churned: "left", segment: "segment" }),
    );
    expect(
      traces(many)
        .at(-1)!
        .text.filter((name) => name !== ""),
    ).toEqual(["s0"]);
  });

  test("a diamond says where each segment would be with everybody's composition, and the sentence does, too", async () => {
    const options = { churned: "left", segment: "segment", standardize: "stratum" };
    const result = await churnBySegment(table(), options);
    const figure = funnelPlot(result);
    const diamonds = traces(figure).at(-1)!;
    expect(diamonds.name).toBe("with everybody's composition");
    expect(diamonds.y).toEqual(result.rows.flatMap(({ standardized }) => standardized!.estimate ?? []));
    expect(figure.text).toMatch(
      /^Churn by segment, 35\.0% \(.+\) over all: .+outside the 99\.8% limits of the funnel.+\.$/,
    );
  });

  test("of customers in several categories it counts the rows, of which the funnel is", async () => {
    const columns = { who: ["a", "a", "b"], segment: ["x", "y", "x"], left: [true, false, false] };
    const result = await churnBySegment(new DataFrame(columns), {
      churned: "left",
      segment: "segment",
      customer: "who",
    });
    expect(JSON.stringify(funnelPlot(result).layout.title)).toContain("n = 3 customers by category");
  });
});
