import { DataFrame } from "danfojs-node";
import { describe, expect, test } from "vitest";
import { competitorGaps } from "../../src/metrics/competitorGaps/competitorGaps.js";
import { competitorGapsPlot } from "../../src/plots/competitorGaps.js";
import { random } from "../../src/statistics/random.js";

const HOSTILE = '<a href="javascript:alert(1)">x</a> & y';
const written = (figure: object) => JSON.stringify(figure);

interface Trace {
  readonly xaxis: string;
  readonly x: readonly number[];
  readonly error_x: { readonly array: readonly number[] };
  readonly marker: { readonly symbol: readonly string[] };
}

const traces = (figure: { readonly data: readonly object[] }) => figure.data as unknown as Trace[];

function answers(): DataFrame {
  const stream = random(3);
  const rating = (middle: number) => Math.min(7, Math.max(1, Math.round(middle + 1.2 * stream.normal())));
  const rows = Array.from({ length: 400 }, () => {
    const [o1, c1, o2, c2] = [rating(4), rating(5), rating(5), rating(4)];
    return { o1, c1, o2, c2, recommend: 6 + (o1 - c1) + stream.normal(), ours: o1 + stream.normal() };
  });
  return new DataFrame(rows);
}

const attributes = [
  { name: "range", own: "o2", competitor: "c2" },
  { name: "delivery", own: "o1", competitor: "c1" },
];
const gaps = (more: object = {}) =>
  competitorGaps(answers(), { outcome: "recommend", attributes, scale: 7, resamples: 200, ...more });

describe("competitorGapsPlot", () => {
  test("competitorGapsPlot(result) is plain JSON: gap, share and worth, what is to be gained most on top", async () => {
    const result = await gaps();
    const figure = competitorGapsPlot(result);
    expect(JSON.parse(written(figure))).toEqual(figure);
    const [range, delivery] = result.overall.attributes;
    const [gap, share, worth] = traces(figure);
    expect(gap!.x).toEqual([delivery!.estimate, range!.estimate]);
    expect(share!.x).toEqual([delivery!.share.estimate, range!.share.estimate]);
    expect(worth!.x).toEqual([delivery!.closing.estimate, range!.closing.estimate]);
    expect([gap!.xaxis, share!.xaxis, worth!.xaxis]).toEqual(["x", "x2", "x3"]);
    expect(worth!.error_x.array[0]).toBeCloseTo(delivery!.closing.upper! - delivery!.closing.estimate!, 12);
    expect(written(figure.layout.yaxis?.ticktext ?? [])).toMatch(/delivery.*behind, matters.*range.*ahead, does not/);
  });

  test("competitorGapsPlot(result) tells verdicts apart by shape, and says them in a sentence", async () => {
    const figure = competitorGapsPlot(await gaps());
    expect(traces(figure)[0]!.marker.symbol).toEqual(["triangle-left", "triangle-right-open"]);
    expect(figure.text).toMatch(/delivery −\d\.\d\d \(.*share \d+%, closing it \+\d\.\d\d .*: behind, matters\)/);
    expect(written(figure.layout)).not.toContain("do not count alike");
  });

  test("competitorGapsPlot(result) warns where the own ratings say more than the gaps", async () => {
    const figure = competitorGapsPlot(await gaps({ outcome: "ours" }));
    expect(figure.text).toContain("Own and competitor's ratings do not count alike (p < 0.001)");
    expect(written(figure.layout)).toContain("gaps say less than the own ratings do");
  });

  test("competitorGapsPlot(result) escapes names, and says why there is nothing to draw", async () => {
    const named = [attributes[0]!, { ...attributes[1]!, name: HOSTILE }];
    const constant = new DataFrame({
      o1: [5, 5, 5],
      c1: [4, 4, 4],
      o2: [3, 4, 5],
      c2: [4, 4, 4],
      recommend: [5, 7, 6],
    });
    const figure = competitorGapsPlot(
      await competitorGaps(constant, { outcome: "recommend", attributes: named, scale: 7, resamples: 0 }),
    );
    expect(written([figure.layout, figure.data])).not.toContain("<a href");
    expect(written(figure.layout.annotations ?? [])).toContain("the gap is the same for all");
    expect(traces(figure).map(({ x }) => x.length)).toEqual([2, 1, 1]);
  });
});
