import { describe, expect, test } from "vitest";
import { isoOf } from "../../src/calendar/days.js";
import { survivalBySignal } from "../../src/metrics/evaluateSignals/survivalBySignal.js";
import type { SignalPanel } from "../../src/metrics/warningSignals/signalPanel.js";
import reference from "../fixtures/signals/survivalBySignal.json";

const START = 20_270;
const day = (after: number) => isoOf(START + after);

/** A panel of two dates: on the first nobody shows the signal, on the second customers are as given. */
function panelOf(fires: readonly number[], leaving: readonly (number | null)[]): { readonly panel: SignalPanel } {
  const n = fires.length;
  const twice = <T>(value: (row: number) => T) => Array.from({ length: 2 * n }, (_, row) => value(row));
  const panel = {
    customers: fires.map((_, i) => `C${i}`),
    since: fires.map(() => null),
    left: leaving.map((after) => (after === null ? null : day(after))),
    dates: [day(-30), day(0)],
    customer: Int32Array.from(twice((row) => row % n)),
    date: Int32Array.from(twice((row) => (row < n ? 0 : 1))),
    signals: [
      {
        name: "late payment",
        fires: Uint8Array.from(twice((row) => (row < n ? 0 : fires[row - n]!))),
        strength: Float64Array.from(twice(() => 0)),
        later: 0,
        onlyAfterLeaving: null,
      },
    ],
  };
  return { panel };
}

const options = { signal: "late payment", asOf: day(0), until: day(90) };
const few = panelOf([1, 1, 1, 0, 0, 0, 255], [10, 20, null, 20, 95, null, 3]);

describe("R's survfit and survdiff on the same customers", () => {
  test.each(reference.cases)("$name", async ({ fires, leaving, end, unknown, statistic, pValue, ...curves }) => {
    const found = await survivalBySignal(panelOf(fires, leaving), { ...options, until: day(end) });
    for (const { keys, n, curve } of found.rows) {
      const r = curves[keys.signal as "with" | "without"];
      expect(n).toBe(r.n);
      expect(curve.map(({ time }) => time)).toEqual(r.time);
      expect(curve.map(({ atRisk }) => atRisk)).toEqual(r.atRisk);
      curve.forEach(({ survival, lower, upper }, i) => {
        expect(survival).toBeCloseTo(r.survival[i]!, 12);
        if (lower === null) return;
        expect(lower).toBeCloseTo(r.lower[i]!, 12);
        expect(upper).toBeCloseTo(r.upper[i]!, 12);
      });
    }
    expect(found.rows).toHaveLength(2);
    expect(found.test!.statistic).toBeCloseTo(statistic, 10);
    expect(found.test!.pValue).toBeCloseTo(pValue, 12);
    expect(found.excluded.missing).toBe(unknown);
  });
});

test("by hand: of three with the signal one is left after 30 days, of three without two", async () => {
  const { rows, overall, label, test: found } = await survivalBySignal(few, { ...options, horizon: 30 });
  expect(rows.map(({ keys, n, events, estimate }) => [keys.signal, n, events, estimate])).toEqual([
    ["with", 3, 2, expect.closeTo(1 / 3, 14)],
    ["without", 3, 1, expect.closeTo(2 / 3, 14)],
  ]);
  expect(overall.n).toBe(6);
  expect(label).toBe(`Still customers after ${day(0)}, with and without 'late payment'`);
  expect(found).toMatchObject({ degreesOfFreedom: 1, method: "log-rank", n: 6 });
});

test("a departure after the end is not looked at, one on its last day is", async () => {
  const at = (end: number) => survivalBySignal(few, { ...options, until: day(end) });
  expect((await at(94)).rows[1]!.events).toBe(1);
  expect((await at(95)).rows[1]!.events).toBe(2);
  expect((await at(94)).rows[1]!.curve.at(-1)).toMatchObject({ time: 94, events: 0, censored: 2 });
});

test("customers of other dates are not in it", async () => {
  const { rows, excluded, test: found, testNote } = await survivalBySignal(few, { ...options, asOf: day(-30) });
  expect(rows.map(({ keys, n }) => [keys.signal, n])).toEqual([["without", 7]]);
  expect(rows[0]!.curve[0]!.time).toBe(33);
  expect(excluded.missing).toBe(0);
  expect([found, testNote]).toEqual([null, "only one group"]);
});

test("nobody left: curves without a test, and a note", async () => {
  const { rows, test: found, testNote } = await survivalBySignal(few, { ...options, until: day(2) });
  expect(rows.map(({ estimate }) => estimate)).toEqual([1, 1]);
  expect([found, testNote]).toEqual([null, "no events in any group"]);
});

test("a panel that knows the signal of nobody gives no rows", async () => {
  const { overall, rows } = await survivalBySignal(panelOf([255, 255], [1, null]), options);
  expect(rows).toEqual([]);
  expect(overall).toMatchObject({ estimate: null, n: 0, note: "no cases" });
});

describe("wrong calls say so", () => {
  test.each([
    [{ signal: "late" }, "survivalBySignal requires a signal of 'late payment'; got 'late'"],
    [
      { asOf: day(1) },
      `survivalBySignal requires a date of the panel (asOf) of '${day(-30)}', '${day(0)}'; got '${day(1)}'`,
    ],
    [{ until: day(0) }, `survivalBySignal requires an end after ${day(0)}; got until ${day(0)}`],
    [{ until: "soon" }, "survivalBySignal requires a date such as 2025-07-01 as until; got 'soon'"],
    [{ level: 95 }, "level"],
  ])("%o", async (wrong, message) => {
    await expect(survivalBySignal(few, { ...options, ...wrong })).rejects.toThrow(message);
  });
});
