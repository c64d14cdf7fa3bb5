import { describe, expect, test } from "vitest";
import type { EvaluateSignalsResult } from "../../src/metrics/evaluateSignals/signalEvaluation.js";
import { signalsPlot } from "../../src/plots/evaluateSignals.js";
import { signalApproachPlot } from "../../src/plots/evaluateSignalsApproach.js";
import { signalBudgetPlot } from "../../src/plots/evaluateSignalsBudget.js";
import { signalCalibrationPlot } from "../../src/plots/evaluateSignalsCalibration.js";
import { contactPlot } from "../../src/plots/evaluateSignalsContact.js";
import { signalGainPlot } from "../../src/plots/evaluateSignalsGain.js";
import { signalLeadPlot } from "../../src/plots/evaluateSignalsLead.js";
import type { Figure } from "../../src/plots/figure.js";
import { about, evaluation, HOSTILE, SCORE, unknown } from "./signalEvaluation.js";

const BUILDERS = {
  signalsPlot,
  signalGainPlot,
  signalApproachPlot,
  signalLeadPlot,
  signalCalibrationPlot,
  signalBudgetPlot,
  contactPlot,
};

interface Trace {
  readonly name?: string;
  readonly mode: string;
  readonly fill?: string;
  readonly x: readonly (number | null)[];
  readonly y: readonly (number | null)[];
  readonly xaxis?: string;
  readonly yaxis?: string;
  readonly line: { readonly dash?: string; readonly color: string };
  readonly marker: { readonly color: readonly string[]; readonly symbol: unknown };
  readonly error_x: { readonly array: readonly number[]; readonly arrayminus: readonly number[] };
  readonly error_y: { readonly array: readonly number[] };
  readonly customdata: readonly string[];
}

interface Layout {
  readonly xaxis: { readonly range: readonly number[] };
  readonly yaxis: { readonly ticktext: readonly string[] };
  readonly shapes: readonly {
    readonly x0: number;
    readonly xref?: string;
    readonly type: string;
    readonly y1: number;
  }[];
  readonly annotations: readonly { readonly text: string; readonly y: number }[];
}

const traces = (figure: Figure) => figure.data as unknown as Trace[];
const layoutOf = (figure: Figure) => figure.layout as unknown as Layout;
const captionOf = (figure: Figure) => layoutOf(figure).annotations.at(-1)!.text.replaceAll("<br>", " ");
const written = (figure: Figure) => JSON.stringify(figure);
const all = evaluation();
const named = (figure: Figure, name: string) => traces(figure).filter((trace) => trace.name === name);
const only = (change: Partial<EvaluateSignalsResult["rows"][number]>, result = all) => ({
  ...result,
  rows: [{ ...result.rows[0]!, ...change }],
});

describe.each(Object.entries(BUILDERS))("%s", (_, plot) => {
  test("is plain JSON that escapes what names say, and leaves the result as it was", () => {
    const before = structuredClone(all);
    const figure = plot(all, { source: HOSTILE, population: HOSTILE });
    expect(JSON.parse(written(figure))).toEqual(figure);
    expect(written({ ...figure, text: "" })).not.toContain("<a ");
    expect(written(figure)).not.toMatch(/NaN|undefined|null of/);
    expect(all).toEqual(before);
  });

  test("says population, period and n on top, how lines are made and the source below, and all of it in a sentence", () => {
    const figure = plot(all, { population: "all customers", source: "demo" });
    expect(written(figure)).toMatch(
      /all customers · (judged on )?202\d-\d\d-\d\d to 202\d-\d\d-\d\d · n = \d,\d00 customers/,
    );
    expect(captionOf(figure)).toMatch(/95% intervals.*Source: demo\.$/);
    expect(figure.text.length).toBeGreaterThan(150);
    expect(written(plot(all, { title: "Mine", subtitle: "so" }))).toMatch(/"Mine".*"so"/s);
  });

  test("of nothing says why, without a mark out of place", () => {
    const nothing = { foresight: null, calibration: null, breakEven: null, judged: null, fitted: null };
    const figure = plot({ ...all, rows: [], score: { ...SCORE, ...nothing, note: "nobody left" } });
    expect(JSON.parse(written(figure))).toEqual(figure);
    expect(traces(figure).flatMap(({ x }) => x)).toEqual([]);
    expect(figure.text).toMatch(/nobody left|no signals/);
    expect(written(figure)).not.toMatch(/Infinity|NaN/);
  });
});

describe("signalsPlot", () => {
  test("what warns comes first, of one finding the larger ratio; what nothing is known of last, with its reason", () => {
    const figure = signalsPlot(all);
    const labels = layoutOf(figure).yaxis.ticktext;
    expect(labels[0]).toContain("شکایت از خدمات پس از فروش");
    expect(labels[1]).toMatch(/<b>Late payment<\/b>.*warns/);
    expect(labels.findIndex((label) => label.includes("Asked for a copy"))).toBe(10);
    expect(labels.at(-1)).toContain("cannot tell");
    expect(layoutOf(figure).annotations.find(({ text }) => text === "<i>it never fires</i>")!.y).toBe(11);
    expect(figure.text).toContain("Asked for a copy of all data 4.20 (3.53 to 4.87), beyond all others");
    expect(figure.text).toContain("follows (411 only after leaving)");
  });

  test("alone and adjusted stand beside each other, filled where told from chance and where 1 lies outside", () => {
    const figure = signalsPlot(all);
    const [alone, beyond] = traces(figure);
    expect([alone!.name, beyond!.name]).toEqual(["alone", "beyond all other signals"]);
    expect(alone!.marker.symbol).not.toBe(beyond!.marker.symbol);
    expect(alone!.x.slice(0, 2)).toEqual([3.6, 2.8]);
    expect(alone!.error_x.array[0]).toBeCloseTo(0.576, 12);
    // The sixth, weak, is told from chance alone, and not beyond the others.
    expect([alone!.marker.color[5], beyond!.marker.color[5]]).toEqual(["#0072b2", "#ffffff"]);
    expect([alone!.marker.color[6], alone!.marker.color[9]]).toEqual(["#ffffff", "#0072b2"]);
  });

  test("lines at 1 and at the least that counts; both are one where that is 1", () => {
    expect(layoutOf(signalsPlot(all)).shapes.map(({ x0 }) => x0)).toEqual([1, 1.5]);
    expect(captionOf(signalsPlot({ ...all, atLeast: 1.25 }))).toContain("Dashed: 1.25, the least that counts");
    const one = signalsPlot({ ...all, atLeast: 1 });
    expect(layoutOf(one).shapes.map(({ x0 }) => x0)).toEqual([1]);
    expect(captionOf(one)).not.toContain("the least that counts");
  });

  test("an interval without end does not stretch the axis, and the caption says that it goes on", () => {
    const wide = signalsPlot(only({ estimate: 2, lower: 0.0001, upper: 1e6 }));
    expect(layoutOf(wide).xaxis.range[1]).toBeLessThan(Math.log10(2.8 * 4) + 0.1);
    expect(captionOf(wide)).toContain("go on beyond it");
    expect(captionOf(signalsPlot(all))).not.toContain("go on beyond it");
  });
});

describe("signalGainPlot", () => {
  test("draws all together and the four best that do not follow leaving, told apart by dash and colour", () => {
    const figure = signalGainPlot(all);
    const gains = traces(figure).filter(({ name, yaxis }) => name !== undefined && yaxis === undefined);
    expect(gains.map(({ name }) => name)).toEqual([
      "all signals together",
      "شکایت از خدمات پس از فروش",
      "Late payment",
      "Falling satisfaction (beyond reliable change)",
      "Dissatisfied with how a complaint was handled",
    ]);
    expect(new Set(gains.map(({ line }) => line.dash)).size).toBe(5);
    expect([gains[0]!.x[0], gains[0]!.y[0], gains[0]!.x.at(-1), gains[0]!.y.at(-1)]).toEqual([0, 0, 1, 1]);
    const lifts = traces(figure).filter(({ yaxis }) => yaxis === "y2");
    expect(lifts[0]!.y[2]).toBeCloseTo(0.05 ** -0.7, 12);
    expect(traces(figure).filter(({ fill }) => fill === "tonexty")).toHaveLength(1);
  });

  test("the budget is marked where it lies on the axis, with its reach and the interval of that", () => {
    const figure = signalGainPlot({ ...all, budget: 200 });
    expect(layoutOf(figure).shapes.filter(({ x0 }) => x0 === 0.05)).toHaveLength(2);
    expect(layoutOf(figure).annotations.map(({ text }) => text)).toContain("budget, 200 a date");
    const reach = traces(figure).at(-1)!;
    expect(reach.y[0]).toBeCloseTo(0.05 ** 0.3, 12);
    expect(reach.error_y.array[0]).toBeCloseTo(0.08 * 0.05 ** 0.3, 12);
  });

  test("signals asked for are drawn; unknown ones and too many are refused", () => {
    expect(named(signalGainPlot(all, { signals: ["Falling RFM score"] }), "Falling RFM score")).toHaveLength(2);
    expect(() => signalGainPlot(all, { signals: ["late"] })).toThrow(
      "signalGainPlot: no signal 'late'; signals: 'Late payment'",
    );
    const many = ["a", "b", "c", "d", "e", "f"];
    expect(() => signalGainPlot(all, { signals: many })).toThrow("signalGainPlot requires up to 5 signals; got 6");
  });
});

describe("signalApproachPlot", () => {
  test("a panel a signal: leavers with their band, those who stayed dashed, days running down to leaving", () => {
    const figure = signalApproachPlot(all);
    const late = traces(figure).filter(({ xaxis }) => xaxis === "x2");
    expect(late).toHaveLength(4);
    expect(late[2]!.line.dash).toBe("dash");
    const { approach } = all.rows[0]!.lead;
    expect(late[3]!.x).toEqual(approach.map(({ days }) => days));
    expect(late[3]!.y).toEqual(approach.map(({ firing }) => firing.estimate));
    expect(late[1]!.y).toEqual(approach.map(({ firing }) => firing.upper));
    expect(layoutOf(figure).xaxis.range).toEqual([180, 0]);
    const domains = Object.entries(figure.layout).filter(([key]) => key.startsWith("yaxis"));
    expect(domains).toHaveLength(12);
    for (const [, axis] of domains as [string, { domain: [number, number] }][]) {
      expect(axis.domain[0]).toBeGreaterThanOrEqual(0);
      expect(axis.domain[1]).toBeLessThanOrEqual(1);
    }
  });

  test("marks where the signal has half of its rise, and writes why where it has none", () => {
    const figure = signalApproachPlot(all);
    const marks = layoutOf(figure).shapes.filter(({ type, xref }) => type === "line" && xref === "x2");
    expect(marks.map(({ x0 }) => x0)).toEqual([75]);
    expect(layoutOf(figure).shapes.filter(({ type }) => type === "rect")).toHaveLength(6);
    const texts = layoutOf(figure).annotations.map(({ text }) => text);
    expect(texts.filter((text) => text.includes("no rise beyond chance"))).toHaveLength(5);
    expect(texts).toContain("<i>it never fires</i>");
    expect(figure.text).toContain("Late payment halfway 75 (62 to 89) days before, warned 8.7%");
  });

  test("one signal alone has the whole width", () => {
    const { layout } = signalApproachPlot(only({})) as unknown as { layout: { xaxis: { domain: number[] } } };
    expect(layout.xaxis.domain).toEqual([0, 1]);
  });
});

test("signalLeadPlot draws quartiles and medians of leavers and of those who stayed, and when they part", () => {
  const figure = signalLeadPlot(only({}));
  const [bars, stayedBars, leavers, stayed, part] = traces(figure);
  expect([bars!.x, stayedBars!.x]).toEqual([
    [37.5, 105, null],
    [12, 60, null],
  ]);
  expect([leavers!.x, stayed!.x, part!.x]).toEqual([[75], [28], [75]]);
  expect(leavers!.marker.symbol).not.toBe(stayed!.marker.symbol);
  expect(part!.error_x.arrayminus[0]).toBeCloseTo(13.5, 12);
  expect(figure.text).toContain(
    "Late payment median 75 days (quartiles 38 to 105), those who stayed 28, departs 75 (62 to 89)",
  );
  expect(signalLeadPlot(all).text).toContain("Moved to another address – (it never fires)");
});

test("signalCalibrationPlot draws what was told against what came, with intervals and the line on which both agree", () => {
  const figure = signalCalibrationPlot(all);
  const { bins } = SCORE.calibration!;
  const [dots] = traces(figure);
  expect(dots!.x).toEqual(bins.map(({ predicted }) => predicted));
  expect(dots!.y).toEqual(bins.map(({ observed }) => observed));
  expect(dots!.error_y.array[3]).toBeCloseTo(bins[3]!.upper! - bins[3]!.observed, 12);
  const [line] = (figure.layout.shapes ?? []) as { x1: number; y1: number }[];
  expect(line!.x1).toBe(line!.y1);
  expect(figure.text).toContain("On average told 5.1%, left 5.2% (4.9% to 5.5%)");
});

describe("signalBudgetPlot", () => {
  test("all together first, then the most precise; beside each what contacting at random finds", () => {
    const figure = signalBudgetPlot(all);
    const labels = layoutOf(figure).yaxis.ticktext;
    expect(labels).toHaveLength(13);
    expect(labels[0]).toContain("All signals together");
    const [random, contacted] = traces(figure);
    expect(random!.x[0]).toBeCloseTo(690 / 21_400, 12);
    expect(random!.x[1]).toBeCloseTo(0.03, 12);
    const found = contacted!.x.slice(1) as number[];
    expect(found).toEqual([...found].sort((a, b) => b - a));
    expect(layoutOf(figure).annotations.map(({ text }) => text)).toContain("<i>it never fires</i>");
    expect(captionOf(figure)).toContain("Budget: 5% of customers on each date");
    expect(captionOf(signalBudgetPlot({ ...all, budget: 40 }))).toContain("Budget: 40 customers on each date");
  });
});

describe("contactPlot", () => {
  test("what each policy brings, with its interval; filled where zero lies outside", () => {
    const figure = contactPlot(all, { currency: "€" });
    const [dots] = traces(figure);
    expect(dots!.x).toEqual([4210, 3900, -31_200, 0]);
    expect(dots!.marker.color).toEqual(["#0072b2", "#0072b2", "#0072b2", "#ffffff"]);
    expect(figure.text).toContain(
      "Above their break-even 4,210 (3,284 to 5,136) €, 171 contacted, 19.0% of them leave",
    );
    expect(captionOf(figure)).toContain("Contacting pays above a risk of 8.4% of one of mean value, 410 €");
  });

  test("where contacting never pays, and where a policy has no number, it says why", () => {
    const { breakEven } = SCORE;
    const policies = [{ ...breakEven!.policies[0]!, netBenefit: unknown("nobody has a value") }];
    const never = { ...breakEven!, risk: null, note: "the offer costs more than a customer is worth", policies };
    const figure = contactPlot({ ...all, score: { ...SCORE, breakEven: never } });
    expect(captionOf(figure)).toContain("No break-even: the offer costs more than a customer is worth.");
    expect(layoutOf(figure).annotations.map(({ text }) => text)).toContain("<i>nobody has a value</i>");
  });

  test("without what contacting costs it says so", () => {
    const figure = contactPlot({ ...all, score: { ...SCORE, breakEven: null } });
    expect(figure.text).toContain("nothing to show (nothing is known of what contacting costs and brings)");
  });
});

test("a lower bound alone is drawn to one side", () => {
  const open = signalsPlot(only({ ...about(2), upper: null }));
  expect(traces(open)[0]!.error_x.array[0]).toBe(0);
  expect(traces(open)[0]!.error_x.arrayminus[0]).toBeCloseTo(0.2, 12);
});
