import { describe, expect, test } from "vitest";
import type { BuyingParameters } from "../../src/metrics/buying/parameters.js";
import { purchaseFrequencies } from "../../src/metrics/buyingChecks/purchaseFrequencies.js";
import { purchaseHoldout } from "../../src/metrics/buyingChecks/purchaseHoldout.js";
import { type PurchaseTrackingOptions, purchaseTracking } from "../../src/metrics/buyingChecks/purchaseTracking.js";
import { svgOf } from "../../src/notebook/picture/picture.js";
import { purchaseFrequenciesPlot } from "../../src/plots/purchaseFrequencies.js";
import { purchaseHoldoutPlot } from "../../src/plots/purchaseHoldout.js";
import { purchaseTrackingPlot } from "../../src/plots/purchaseTracking.js";
import reference from "../fixtures/btyd/buyingChecks.json";
import { cdnowHistories, fitOf, historyColumns } from "../metrics/cdnowHistories.js";
import { inMemory } from "../metrics/existing.js";

const { table: cdnow, purchases } = await cdnowHistories();
const fit = fitOf(reference.parameters.bgNbd as BuyingParameters);
const asked = { ...historyColumns, fit };
const nobody = await inMemory({ frequency: [0], recency: [0], age: [0], later: [0] });

const written = (value: unknown) => JSON.stringify(value ?? null).replaceAll("<br>", " ");
/** What stands under the columns, line by line. */
const under = (figure: { layout: { annotations?: readonly object[] } }, xref: string) =>
  (figure.layout.annotations ?? []).flatMap((note) => {
    const { text, xref: of, x } = note as { text: string; xref?: string; x: number };
    return of === xref ? [[x, text]] : [];
  });

interface Trace {
  readonly type: string;
  readonly name: string;
  readonly x: readonly number[];
  readonly y: readonly (number | null)[];
  readonly line: { readonly dash?: string };
  readonly error_y?: { readonly array: readonly number[]; readonly arrayminus: readonly number[] };
  readonly customdata: readonly string[];
}
const traces = (figure: { data: readonly object[] }) => figure.data as unknown as Trace[];

describe("purchaseFrequenciesPlot", async () => {
  const result = await purchaseFrequencies(cdnow, asked);
  const figure = purchaseFrequenciesPlot(result, { population: "CDNOW", source: "cdnow.csv" });

  test("plain JSON: bars from zero with their intervals, marks of the model beside them", () => {
    expect(JSON.parse(JSON.stringify(figure))).toEqual(figure);
    const [bars, marks] = traces(figure);
    expect([bars!.type, bars!.y]).toEqual(["bar", result.rows.map(({ estimate }) => estimate)]);
    result.rows.forEach(({ estimate, lower, upper }, i) => {
      expect(bars!.error_y!.array[i]).toBeCloseTo(upper! - estimate!, 12);
      expect(bars!.error_y!.arrayminus[i]).toBeCloseTo(estimate! - lower!, 12);
    });
    expect([marks!.name, marks!.y]).toEqual(["BG/NBD", result.rows.map(({ expected }) => expected)]);
    expect((figure.layout.yaxis!.range as number[])[0]).toBe(0);
  });

  test("both numbers of customers stand under their class", () => {
    expect(under(figure, "x").slice(0, 2)).toEqual([
      [0, "1,411"],
      [1, "439"],
    ]);
    expect(under(figure, "x")[8]).toEqual([0, "1,408"]);
    expect(under(figure, "paper").map(([, text]) => text)).toContain("repeat purchases");
  });

  test("says who was counted, how the intervals were made, and what the figure cannot show", () => {
    expect(written(figure.layout.title)).toContain("CDNOW · n = 2,357 customers");
    expect(written(figure.layout.annotations)).toMatch(
      /Upright lines: 95% intervals, Wilson\. The model was fitted to these customers.*Source: cdnow\.csv/,
    );
    expect(figure.text).toMatch(
      /^Customers by repeat purchases, and as BG\/NBD expects, n = 2,357, with 95% intervals: 0: 1,411, 59\.9% \(57\.9% to 61\.8%\), expected 1,408; .*7\+: 64, .*, expected 72\.$/,
    );
  });

  test("customers who were left out are named; many classes go without numbers below", async () => {
    const columns = { frequency: [0, 1, null, 0], recency: [0, 4, 2, 0], age: [9, 9, 9, 0] };
    const few = await purchaseFrequencies(await inMemory(columns), { ...asked, most: 20 });
    const drawn = purchaseFrequenciesPlot(few);
    expect(written(drawn.layout.annotations)).toContain("Not counted: 1 missing, 1 watched for no time.");
    expect(under(drawn, "x")).toEqual([]);
  });

  test("nobody: the reason stands where the bars would be", async () => {
    const empty = purchaseFrequenciesPlot(await purchaseFrequencies(nobody, asked));
    expect(empty.text).toBe("Customers by repeat purchases, and as BG/NBD expects: no customers.");
    expect(await svgOf(empty)).toContain("no customers");
  });
});

describe("purchaseHoldoutPlot", async () => {
  const result = await purchaseHoldout(cdnow, { ...asked, holdout: "holdoutPurchases", time: 39 });
  const figure = purchaseHoldoutPlot(result, { time: "weeks", source: "cdnow.csv" });

  test("plain JSON: what was made with intervals, the model's line, the own rate dashed", () => {
    expect(JSON.parse(JSON.stringify(figure))).toEqual(figure);
    const [made, model, own] = traces(figure);
    expect([made, model, own].map((trace) => trace!.name)).toEqual(["as made", "BG/NBD", "own rate"]);
    expect(made!.y).toEqual(result.rows.map(({ estimate }) => estimate));
    expect(model!.y).toEqual(result.rows.map(({ expected }) => expected));
    expect(own!.y).toEqual(result.rows.map(({ naive }) => naive));
    expect([model!.line.dash, own!.line.dash]).toEqual(["solid", "dash"]);
    expect(made!.error_y!.array[7]).toBeCloseTo(result.rows[7]!.upper! - result.rows[7]!.estimate!, 12);
    expect(model!.error_y).toBeUndefined();
    // Beside each other, or they would hide each other.
    expect(made!.x[0]).not.toBe(model!.x[0]);
  });

  test("says the time, the numbers under each class, and how far off both forecasts were", () => {
    expect(written(figure.layout.title)).toContain("Purchases within the 39 weeks after, and as BG/NBD expects");
    const lines = under(figure, "x").map(([, text]) => text);
    expect(lines.slice(8, 16)).toEqual(["0.24", "0.70", "1.39", "1.56", "2.53", "2.95", "3.86", "6.36"]);
    expect(lines.slice(16, 18)).toEqual(["0.23", "0.52"]);
    expect(written(figure.layout.annotations)).toMatch(
      /In all 1,882 purchases, 0\.80 on average; BG\/NBD 1,653, 0\.70; own rate 1\.24\. One customer was off by 0\.79 from BG\/NBD and by 1\.02 from the own rate\. Source/,
    );
    expect(figure.text).toMatch(/0: 0\.24 \(0\.20 to 0\.28\), expected 0\.23, own rate 0\.00, n = 1,411; 1: /);
  });

  test("classes without customers are gaps, and nobody says why", async () => {
    const columns = { frequency: [0, 0, 2, 2], recency: [0, 0, 4, 5], age: [9, 9, 9, 9], later: [0, 1, 2, 0] };
    const options = { ...asked, holdout: "later", time: 3, most: 2 };
    const gap = purchaseHoldoutPlot(await purchaseHoldout(await inMemory(columns), options));
    expect(traces(gap).map(({ y }) => y[1])).toEqual([null, null, null]);
    expect(gap.text).toContain("1: – (no customers), n = 0");
    expect(under(gap, "x").map(([, text]) => text)).toContain("–");
    expect(written(gap.layout.title)).toContain("within the 3 after");
    const empty = purchaseHoldoutPlot(await purchaseHoldout(nobody, options));
    expect(empty.text).toMatch(/: no customers\.$/);
    expect(await svgOf(empty)).toContain("no customers");
  });
});

describe("purchaseTrackingPlot", async () => {
  const options: PurchaseTrackingOptions = {
    customer: "customer",
    date: "date",
    fit,
    unit: "weeks",
    end: "1997-09-30",
  };
  const result = await purchaseTracking(purchases, options);

  test("plain JSON: all so far, or those of each week, as made and dashed as expected", () => {
    const [all, each] = [purchaseTrackingPlot(result), purchaseTrackingPlot(result, { show: "each" })];
    expect(JSON.parse(JSON.stringify(all))).toEqual(all);
    expect(traces(all).map(({ y }) => y)).toEqual([
      result.rows.map(({ cumulative }) => cumulative),
      result.rows.map(({ expectedCumulative }) => expectedCumulative),
    ]);
    expect(traces(each).map(({ y }) => y)).toEqual([
      result.rows.map(({ estimate }) => estimate),
      result.rows.map(({ expected }) => expected),
    ]);
    expect(traces(all).map(({ line }) => line.dash)).toEqual(["solid", "dash"]);
    expect(traces(all)[0]!.x).toEqual(result.rows.map(({ keys }) => keys.end));
    expect(written(each.layout.title)).toContain("Repeat purchases of each week, and as BG/NBD expects");
  });

  test("an upright where the fit ends, and what was made and expected after it", () => {
    const figure = purchaseTrackingPlot(result, { source: "cdnow.csv" });
    expect(figure.layout.shapes).toMatchObject([{ x0: "1997-09-30", x1: "1997-09-30" }]);
    expect(written(figure.layout.annotations)).toContain("fitted until 1997-09-30");
    expect(figure.text).toMatch(
      /^All repeat purchases so far, and as BG\/NBD expects, n = 2,357 customers, 78 weeks up to 1998-06-30\. In all 4,339 repeat purchases, BG\/NBD 4,1\d\d; after 1997-09-30 1,882, expected 1,6\d\d\.$/,
    );
  });

  test("no upright where nothing was held out", async () => {
    const fitted = await purchaseTracking(purchases, { ...options, until: "1997-09-30" });
    const figure = purchaseTrackingPlot(fitted);
    expect(figure.layout.shapes).toEqual([]);
    expect(figure.text).not.toContain("after 1997-09-30");
  });

  test("rows that are not followed are named, and nobody says why", async () => {
    const some = await inMemory({
      customer: ["a", "a", null, "late"],
      date: ["2026-01-01", "2026-01-05", "2026-01-06", "2026-02-02"],
    });
    const short = { ...options, end: "2026-01-31", until: "2026-02-28" };
    const figure = purchaseTrackingPlot(await purchaseTracking(some, short));
    expect(written(figure.layout.annotations)).toContain(
      "Not counted: 1 row without customer or date, 1 of customers who are not of the cohort.",
    );
    const days = { ...options, end: "2026-01-10", until: "2026-01-20", each: "month" } as const;
    const empty = purchaseTrackingPlot(await purchaseTracking(some, days));
    expect(empty.text).toBe("All repeat purchases so far, and as BG/NBD expects: no full month with a customer.");
    expect(await svgOf(empty)).toContain("no full month with a customer");
  });
});
