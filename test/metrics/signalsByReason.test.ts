import { DataFrame } from "danfojs-node";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isoOf } from "../../src/calendar/days.js";
import { panelCases } from "../../src/metrics/evaluateSignals/panelCases.js";
import { signalHazard, spellsOf } from "../../src/metrics/evaluateSignals/signalHazard.js";
import { signalsByReason } from "../../src/metrics/evaluateSignals/signalsByReason.js";
import type { SignalPanel } from "../../src/metrics/warningSignals/signalPanel.js";
import reference from "../fixtures/signals/signalsByReason.json";
import { expectSameInDuckdb } from "./sameInDuckdb.js";

const START = 20_270;
const day = (after: number) => isoOf(START + after);

interface Given {
  readonly dates: readonly number[];
  /** Of each customer on each date: 1, 0 or 255. */
  readonly fires: readonly (readonly number[])[];
  /** Days after the start. */
  readonly left: readonly (number | null)[];
}

function panelOf({ dates, fires, left }: Given): SignalPanel {
  const rows = dates.flatMap((date, d) =>
    left.flatMap((leaves, c) => (leaves !== null && leaves <= date ? [] : [{ c, d, fires: fires[c]![d]! }])),
  );
  return {
    customers: left.map((_, c) => `C${c}`),
    since: left.map(() => null),
    left: left.map((after) => (after === null ? null : day(after))),
    dates: dates.map(day),
    customer: Int32Array.from(rows, ({ c }) => c),
    date: Int32Array.from(rows, ({ d }) => d),
    signals: [
      {
        name: "late payment",
        fires: Uint8Array.from(rows, (row) => row.fires),
        strength: Float64Array.from(rows, (row) => (row.fires === 255 ? Number.NaN : row.fires)),
        later: 0,
        onlyAfterLeaving: null,
      },
    ],
  };
}

const frameOf = (reason: readonly (string | null)[]) =>
  new DataFrame({ customer: reason.map((_, c) => `C${c}`), reason: reason.map((one) => one ?? undefined) });

const found = (given: Given, reason: readonly (string | null)[], until: number, more = {}) =>
  signalsByReason(
    { panel: panelOf(given) },
    { reasons: { table: frameOf(reason), customer: "customer", reason: "reason" }, until: day(until), ...more },
  );

describe("R's coxph on the same customers", () => {
  test.each(reference.cases)("$name", async ({ dates, until, fires, left, reason, cells }) => {
    const { rows } = await found({ dates, fires, left }, reason, until);
    expect(rows).toHaveLength(cells.length);
    for (const cell of cells) {
      const row = rows.find((one) => one.reason === cell.reason)!;
      expect([row.left, row.leftFiring]).toEqual([cell.left, cell.leftFiring]);
      for (const field of ["estimate", "lower", "upper", "pValue"] as const) {
        expect(row[field]! / cell[field]).toBeCloseTo(1, 6);
      }
    }
  });
});

/** Ten customers on one date; C0 and C1 leave for the price while it fires, C2 does while it does not, C3 for something else. */
const TEN: Given = {
  dates: [0],
  fires: [[1], [1], [0], [1], [1], [0], [0], [0], [0], [0]],
  left: [3, 5, 7, 4, null, null, null, null, null, null],
};
const WHY = ["Price", "Price", "Price", "Late", null, null, null, null, null, null];

describe("by hand", () => {
  test("expected is the share at risk for whom it fires, added up over the days on which they left", async () => {
    const { rows, leavers, unknown } = await found(TEN, WHY, 30);
    expect([leavers, unknown]).toEqual([4, 0]);
    const price = rows.find(({ reason }) => reason === "Price")!;
    // Day 3: 4 of 10; day 5: 2 of 8, C0 and C3 being gone; day 7: 1 of 7.
    expect(price.expected).toBeCloseTo(4 / 10 + 2 / 8 + 1 / 7, 12);
    expect(price).toMatchObject({ left: 3, leftFiring: 2, n: 3, note: "fewer than 10 left for it" });
    // β where 2 = Σ of the weighted shares: e^β solves it.
    const ratio = price.estimate!;
    expect((4 * ratio) / (4 * ratio + 6) + (2 * ratio) / (2 * ratio + 6) + ratio / (ratio + 6)).toBeCloseTo(2, 8);
  });

  test("who left for it only while it fired: no ratio, and a note", async () => {
    const late = (await found(TEN, WHY, 30)).rows.find(({ reason }) => reason === "Late")!;
    expect(late).toMatchObject({
      estimate: null,
      pValue: null,
      finding: "cannot tell",
      note: "it fired for all who left for it: the hazard ratio would be infinite",
    });
  });

  test("unknown reasons and leavers without one are counted and not compared", async () => {
    const { reasons, unknown, leavers, rows } = await found(
      TEN,
      ["Don't know", "Price", " ", "Late", ...WHY.slice(4)],
      30,
    );
    expect(reasons.map(({ reason }) => reason)).toEqual(["Late", "Price"]);
    expect([leavers, unknown, rows.length]).toEqual([4, 2, 2]);
  });

  test("who leaves after 'until' has not left", async () => {
    const { leavers, rows } = await found(TEN, WHY, 4);
    expect(leavers).toBe(2);
    expect(rows.map(({ reason, left }) => [reason, left])).toEqual([
      ["Late", 1],
      ["Price", 1],
    ]);
  });
});

describe("laws", () => {
  const given = fc
    .array(
      fc.record({
        fires: fc.array(fc.constantFrom(0, 0, 1, 255), { minLength: 3, maxLength: 3 }),
        left: fc.option(fc.integer({ min: 1, max: 40 }), { nil: null, freq: 2 }),
        reason: fc.constantFrom("Late", "Price"),
      }),
      { minLength: 5, maxLength: 60 },
    )
    .map((customers) => ({
      panel: {
        dates: [0, 10, 20],
        fires: customers.map(({ fires }) => fires),
        left: customers.map(({ left }) => left),
      },
      reason: customers.map(({ left, reason }) => (left === null ? null : reason)),
    }));

  test("with one reason for all it is the hazard ratio of the signal", async () => {
    await fc.assert(
      fc.asyncProperty(given, async ({ panel, reason }) => {
        const { rows } = await found(
          panel,
          reason.map((one) => one && "Late"),
          35,
        );
        const cases = panelCases(panelOf(panel), day(35));
        const { ratio, left, leftFiring } = signalHazard(spellsOf(cases), panelOf(panel).signals[0]!.fires, 0.95);
        if (rows.length === 0) return;
        expect([rows[0]!.left, rows[0]!.leftFiring]).toEqual([left, leftFiring]);
        if (ratio.estimate === null) expect(rows[0]!.estimate).toBeNull();
        else expect(rows[0]!.estimate! / ratio.estimate).toBeCloseTo(1, 6);
      }),
      { numRuns: 60 },
    );
  });

  test("those who left add up over reasons; nothing is NaN; the order of the reasons' rows says nothing", async () => {
    await fc.assert(
      fc.asyncProperty(given, async ({ panel, reason }) => {
        const one = await found(panel, reason, 35);
        expect(JSON.stringify(one)).not.toMatch(/NaN|Infinity/);
        expect(one.reasons.reduce((sum, { left }) => sum + left, 0)).toBe(one.overall.left);
        const order = reason.map((_, c) => c).reverse();
        const table = new DataFrame({
          customer: order.map((c) => `C${c}`),
          reason: order.map((c) => reason[c] ?? undefined),
        });
        const reasons = { table, customer: "customer", reason: "reason" };
        expect(await signalsByReason({ panel: panelOf(panel) }, { reasons, until: day(35) })).toEqual(one);
      }),
      { numRuns: 40 },
    );
  });

  test("the table of reasons in DuckDB as in memory", async () => {
    const columns = { customer: WHY.map((_, c) => `C${c}`), reason: WHY };
    await expectSameInDuckdb(columns, (table) =>
      signalsByReason(
        { panel: panelOf(TEN) },
        { reasons: { table, customer: "customer", reason: "reason" }, until: day(30) },
      ),
    );
  });
});

describe("errors", () => {
  const reasons = (table: DataFrame) => ({ table, customer: "customer", reason: "reason" });
  const call = (table: DataFrame, more = {}) =>
    signalsByReason({ panel: panelOf(TEN) }, { reasons: reasons(table), until: day(30), ...more });

  test("a customer twice", async () => {
    const table = new DataFrame({ customer: ["C1", "C0", "C1"], reason: ["Late", "Late", "Price"] });
    await expect(call(table)).rejects.toThrow(
      "signalsByReason requires each customer once in 'customer' of the table, with the main reason; got 'C1' again (row 3, first at row 1)",
    );
  });

  test("reasons of other customers altogether", async () => {
    const table = new DataFrame({ customer: ["X1"], reason: ["Late"] });
    await expect(call(table)).rejects.toThrow(
      "signalsByReason: nobody in 'customer' of the table is in the panel, such as 'X1'; there are 'C0' …",
    );
  });

  test.each([
    [{ atLeast: 0.5 }, "signalsByReason requires a hazard ratio of at least 1 as atLeast; got 0.5"],
    [{ falseShare: 0 }, "signalsByReason requires a falseShare between 0 and 1, such as 0.05; got 0"],
    [{ level: 2 }, "signalsByReason requires a level between 0 and 1, such as 0.95; got 2"],
    [{ involuntary: ["Lat"] }, "signalsByReason: nobody gave the reason 'Lat' (involuntary); nearest: 'Late'"],
  ])("%o", async (more, message) => {
    await expect(call(frameOf(WHY), more)).rejects.toThrow(message);
  });
});
