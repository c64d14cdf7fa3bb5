import { DataFrame } from "danfojs-node";
import { describe, expect, test } from "vitest";
import { churnReasons, churnReasonsFromCounts } from "../../src/metrics/churnReasons/churnReasons.js";
import { churnReasonsPlot } from "../../src/plots/churnReasons.js";
import { churnReasonsComparedPlot } from "../../src/plots/churnReasonsCompared.js";

const HOSTILE = '<a href="javascript:alert(1)">x</a> & y';

const written = (part: object) => JSON.stringify(part);

interface Trace {
  readonly type: string;
  readonly name?: string;
  readonly x: readonly (number | null)[];
  readonly y: readonly number[];
  readonly text?: readonly string[];
  readonly marker?: { readonly pattern?: { readonly shape: string }; readonly color: unknown };
  readonly error_x?: { readonly array: readonly number[]; readonly arrayminus: readonly number[] };
}

const traces = ({ data }: { readonly data: unknown }) => data as readonly Trace[];

const result = () =>
  churnReasonsFromCounts(
    { Late: 94, Price: 80, Quality: 66, Range: 33, App: 20, Other: 7, Moved: 9, "Don't know": 12 },
    { involuntary: ["Moved"] },
  );

describe("churnReasonsPlot(result)", () => {
  test("is plain JSON: what is drawn is what the result says", () => {
    const figure = churnReasonsPlot(result());
    expect(JSON.parse(JSON.stringify(figure))).toEqual(figure);
    const { reasons } = result().overall;
    const bars = traces(figure).filter(({ type }) => type === "bar");
    expect(bars.flatMap(({ x }) => x)).toEqual(reasons.map(({ estimate }) => estimate));
    expect(bars.flatMap(({ x, error_x }) => error_x!.array.map((up, i) => up + x[i]!))).toEqual(
      reasons.map(({ upper }) => expect.closeTo(upper!, 12)),
    );
    const curve = traces(figure).find(({ x }) => x.at(-1) === 1)!;
    expect(curve.x).toEqual(reasons.flatMap(({ cumulative }) => cumulative ?? []));
  });

  test("the vital few are hatched and bold, what stands apart is a row further down", () => {
    const figure = churnReasonsPlot(result());
    const [vital, others, apart] = traces(figure);
    expect([vital, others, apart].map((trace) => trace!.marker!.pattern!.shape)).toEqual(["/", "", ""]);
    expect(vital!.y).toEqual([0, 1, 2]);
    expect(others!.y).toEqual([3, 4, 5]);
    expect(apart!.y[0]).toBeGreaterThan(6);
    const labels = (figure.layout.yaxis as { ticktext: string[] }).ticktext;
    expect(labels.map((label) => label.startsWith("<b>"))).toEqual([true, true, true, ...new Array(5).fill(false)]);
    expect(labels[0]).toContain("94 customers · rank 1–3");
    expect(labels[5]).toContain("not actionable");
    expect(written(figure.layout.annotations ?? [])).toContain("not actionable, of all 321 who answered");
  });

  test("the threshold is drawn where it is, and says how much it is", () => {
    const figure = churnReasonsPlot(churnReasonsFromCounts({ a: 5, b: 3, c: 9 }, { threshold: 0.625 }));
    expect((figure.layout.shapes ?? []).map(({ x0 }) => x0)).toContain(0.625);
    expect(written(figure.layout.annotations ?? [])).toContain("62.5%");
  });

  test("says in words what it draws, with the set, its resamples and its verdict", () => {
    const { text } = churnReasonsPlot(result());
    expect(text).toContain("Late 31.3% (");
    expect(text).toContain("Vital few at 80%, 80.0% together: Late, Price and Quality; this set comes back in ");
    expect(text).toContain("of 2,000 resamples");
    expect(text).toContain("clear break after 3");
  });

  test("says method, level, what was left out, what was split and what was below zero", async () => {
    const table = new DataFrame({
      who: ["a", "a", "b", "c"],
      reason: ["x", "y", "x", null],
      margin_lost: [5, 5, -1, 1],
    });
    const options = { reason: "reason", customer: "who", value: "margin_lost", negative: "zero", level: 0.9 } as const;
    const figure = churnReasonsPlot(await churnReasons(table, options), { source: "exit interviews" });
    const layout = written(figure.layout).replaceAll("<br>", " ");
    expect(layout).toContain("90% intervals, Goodman, simultaneous, on the effective number of customers");
    expect(layout).toContain("each customer split evenly over the reasons named");
    expect(layout).toContain("1 below zero counted as no loss");
    expect(layout).toContain("Not counted: 1 missing.");
    expect(layout).toContain("Source: exit interviews.");
    expect(layout).toContain("share of margin lost");
  });

  test("what is nearly all of the resamples is not called all of them", () => {
    const { overall } = churnReasonsFromCounts({ a: 30, b: 25, c: 4, d: 3, e: 2 }, { threshold: 0.5, seed: 4 });
    const given = result();
    const nearly = { ...given, overall: { ...given.overall, returnsWhole: 0.9995 } };
    expect(churnReasonsPlot(nearly).text).toContain("comes back in more than 99% of");
    expect(churnReasonsPlot({ ...given, overall: { ...overall, returnsWhole: 0.0005 } }).text).toContain(
      "less than 1%",
    );
  });

  test("writes reasons letter by letter: no markup of the data's becomes markup of the figure's", () => {
    const figure = churnReasonsPlot(churnReasonsFromCounts({ [HOSTILE]: 4, "دیر رسیدن": 3 }));
    expect(written(figure.layout)).not.toContain("<a href");
    expect(written(figure.data)).not.toContain("<a href");
    expect(written(figure.layout)).toContain("&lt;a");
  });

  test("without a reason there is an empty figure that says why", () => {
    const cases: Record<string, number>[] = [{}, { "Don't know": 4 }, { Other: 3 }];
    for (const counts of cases) {
      const figure = churnReasonsPlot(churnReasonsFromCounts(counts));
      expect(figure.text).toContain("No vital few");
      expect(written(figure)).not.toContain("NaN");
      expect(JSON.parse(JSON.stringify(figure))).toEqual(figure);
    }
    const empty = churnReasonsPlot(churnReasonsFromCounts({}));
    expect(written(empty.layout.annotations ?? [])).toContain("no reasons");
  });
});

describe("churnReasonsComparedPlot(first, second)", () => {
  const table = () =>
    new DataFrame({
      reason: ["late", "late", "late", "price", "Other", "Don't know"],
      worth: [1, 2, 3, 60, 5, 9],
    });
  const both = async () =>
    [
      await churnReasons(table(), { reason: "reason" }),
      await churnReasons(table(), { reason: "reason", value: "worth" }),
    ] as const;

  test("draws each reason's two shares in the first order, and writes both ranks", async () => {
    const [first, second] = await both();
    const figure = churnReasonsComparedPlot(first, second);
    expect(JSON.parse(JSON.stringify(figure))).toEqual(figure);
    const [one, other] = traces(figure);
    expect(one!.x).toEqual([3 / 5, 1 / 5, 1 / 5]);
    expect(other!.x).toEqual([6 / 71, 60 / 71, 5 / 71].map((share) => expect.closeTo(share, 12)));
    const labels = (figure.layout.yaxis as { ticktext: string[] }).ticktext;
    expect(labels.map((label) => /rank [^<]*|not ranked/.exec(label)![0])).toEqual([
      "rank 1 → 2 (−1 to 0)",
      "rank 2 → 1 (0 to +1)",
      "not ranked",
    ]);
    expect(figure.text).toContain("Surely another rank by worth: none (places gained, 95% intervals");
    expect(written(labels)).not.toContain("know");
    expect(figure.text).toContain("Vital few by worth: price");
  });

  test("marks the reasons that surely stand higher or lower, whichever list comes first", async () => {
    const many = (n: number, reason: string, worth: number) => Array.from({ length: n }, () => ({ reason, worth }));
    const rows = [...many(300, "late", 10), ...many(200, "price", 10), ...many(60, "<b>", 400)];
    const leavers = new DataFrame({ reason: rows.map((r) => r.reason), worth: rows.map((r) => r.worth) });
    const byCustomers = await churnReasons(leavers, { reason: "reason" });
    const byValue = await churnReasons(leavers, { reason: "reason", value: "worth" });
    const labels = (figure: ReturnType<typeof churnReasonsComparedPlot>) =>
      (figure.layout.yaxis as { ticktext: string[] }).ticktext.map((label) => /rank [^<]*/.exec(label)![0]);
    const figure = churnReasonsComparedPlot(byCustomers, byValue);
    expect(labels(figure)).toEqual(["rank 1 → 2 (▼ −1)", "rank 2 → 3 (▼ −1)", "rank 3 → 1 (▲ +2)"]);
    expect(figure.text).toContain("Surely another rank by worth: ▲ <b>; ▼ late and price");
    expect(written(figure.layout)).not.toContain("▲ <b>");
    const turned = churnReasonsComparedPlot(byValue, byCustomers);
    expect(labels(turned)).toEqual(["rank 1 → 3 (▼ −2)", "rank 2 → 1 (▲ +1)", "rank 3 → 2 (▲ +1)"]);
    expect(turned.text).toContain("Surely another rank by customers: ▲ late and price; ▼ <b>");
    const others = await churnReasons(leavers.head(320), { reason: "reason" });
    expect(churnReasonsComparedPlot(others, byValue).text).toContain("▼ late and price (");
    expect(churnReasonsComparedPlot(byCustomers, byCustomers).text).not.toContain("Surely");
  });

  test("a reason that is only in one list is drawn once", async () => {
    const [first] = await both();
    const figure = churnReasonsComparedPlot(first, churnReasonsFromCounts({ app: 3 }));
    const [one, other] = traces(figure);
    expect(one!.y.map(Math.round)).toEqual([-0, 1, 2]);
    expect(other!.y.map(Math.round)).toEqual([3]);
    expect(written(figure.layout)).toContain("rank – → 1");
  });
});
