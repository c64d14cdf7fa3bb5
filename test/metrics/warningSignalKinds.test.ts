import { DataFrame } from "danfojs-node";
import { describe, expect, test } from "vitest";
import { type Signal, warningSignals } from "../../src/metrics/warningSignals/warningSignals.js";
import type { Cell } from "../../src/tables/table.js";

type Columns = Record<string, Cell[]>;
const frame = (columns: Columns) => new DataFrame(columns);
const everybody = frame({ customer: ["a", "b", "c"] });

/** Of each customer of a table on one day how strongly the signal speaks, and whether it fires; null where unknown. */
async function reads(signal: Signal, asOf: string, customers = everybody, since?: string) {
  const options = { customer: "customer", asOf, signals: { it: signal } };
  const { panel } = await warningSignals(customers, since === undefined ? options : { ...options, since });
  const { fires, strength } = panel.signals[0]!;
  const one = (row: number) => (fires[row] === 255 ? null : [strength[row], fires[row] === 1]);
  return Object.fromEntries([...fires.keys()].map((row) => [panel.customers[panel.customer[row]!]!, one(row)]));
}

const refused = (signal: object) =>
  expect(warningSignals(everybody, { customer: "customer", asOf: "2025-03-01", signals: { it: signal as Signal } }))
    .rejects;

describe("no response", () => {
  const offers = frame({
    customer: ["a", "a", "a", "b", "b", "b", "c", "c", "c"],
    sent: [
      "2025-01-20",
      "2025-01-01",
      "2025-01-10",
      ...["2025-01-01", "2025-01-10", "2025-01-20"],
      ...["2025-01-01", "2025-01-10", "2025-01-20"],
    ],
    response: ["none", "none", "none", "none", "none", "bought", "none", null, "none"],
    medium: ["mail", "mail", "call", "mail", "mail", "mail", "mail", "mail", "mail"],
  });
  const signal: Signal = {
    kind: "no response",
    table: offers,
    date: "sent",
    response: { column: "response", values: ["bought"] },
  };

  test("fires when the last three offers found none, known once there was time for one", async () => {
    expect(await reads(signal, "2025-02-02")).toEqual({ a: null, b: null, c: null });
    // The row of c without a response was no offer.
    expect(await reads(signal, "2025-02-03")).toEqual({ a: [3, true], b: [0, false], c: null });
  });

  test("of so many offers, of some only, with another wait", async () => {
    expect(await reads({ ...signal, last: 2 }, "2025-02-02")).toEqual({ a: [2, true], b: [2, true], c: null });
    expect(await reads({ ...signal, last: 2, waitDays: 5 }, "2025-01-25")).toMatchObject({
      a: [3, true],
      b: [0, false],
    });
    const where = { column: "medium", values: ["mail"] };
    expect(await reads({ ...signal, last: 2, where }, "2025-02-03")).toMatchObject({ a: [2, true] });
  });

  test("requires the column of the response, its values and a number of offers", async () => {
    await refused({ ...signal, response: undefined }).toThrow("warningSignals requires a column 'response' for 'it'");
    await refused({ ...signal, response: { column: "response", values: ["yes"] } }).toThrow(
      "warningSignals requires values of 'response' for 'it'; got 'yes', which occurs in no row",
    );
    await refused({ ...signal, last: 0 }).toThrow(
      "warningSignals requires 'last' of 'it' to be a whole number from 1; got 0",
    );
  });
});

describe("satisfaction", () => {
  const survey = frame({
    customer: ["a", "b", "a", "b", "c", "c"],
    on: ["2025-01-01", "2025-01-01", "2025-04-01", "2025-04-01", "2025-04-01", "2025-05-01"],
    score: [9, 7, 5, 6, 8, null],
  });
  const fall: Signal = { kind: "falling satisfaction", table: survey, date: "on", score: "score", reliability: 0.5 };
  const low: Signal = { kind: "score at most", table: survey, date: "on", score: "score", atMost: 5 };

  test("fell when the last answer lies below the one before by more than 1.96·SD·√(2(1 − r))", async () => {
    // SD of 9, 7, 5, 6, 8 is √2.5 and the reliable change 3.10; with reliability 0 it is 4.38.
    expect(await reads(fall, "2025-04-01")).toEqual({ a: [4, true], b: [1, false], c: null });
    expect(await reads({ ...fall, reliability: 0 }, "2025-04-01")).toMatchObject({ a: [4, false] });
    expect(await reads({ ...fall, deviation: 0.5 }, "2025-04-01")).toMatchObject({ a: [4, true], b: [1, true] });
    // Just reliable is not beyond it: z·SD·√2 with z = 1.959964 is 4 for this deviation.
    expect(
      await reads({ ...fall, reliability: 0, deviation: 4 / (1.959963984540054 * Math.SQRT2) + 1e-9 }, "2025-04-01"),
    ).toMatchObject({ a: [4, false] });
  });

  test("is unknown with fewer than two answers, and when the last is older than it may be", async () => {
    expect(await reads(fall, "2025-03-31")).toEqual({ a: null, b: null, c: null });
    expect(await reads({ ...fall, within: 30 }, "2025-04-30")).toMatchObject({ a: [4, true] });
    expect(await reads({ ...fall, within: 30 }, "2025-05-01")).toMatchObject({ a: null });
  });

  test("is low by its last answer alone", async () => {
    expect(await reads(low, "2025-01-01")).toEqual({ a: [-9, false], b: [-7, false], c: null });
    expect(await reads(low, "2025-04-01")).toEqual({ a: [-5, true], b: [-6, false], c: [-8, false] });
    expect(await reads(low, "2025-07-01")).toEqual({ a: null, b: null, c: null });
  });

  test("requires a reliability and a score", async () => {
    await refused({ ...fall, reliability: 2 }).toThrow("reliability from 0 to 1; got 2");
    await refused({ ...low, score: undefined }).toThrow(
      "warningSignals requires a column 'score' for 'it': the score; got none",
    );
    await refused({ ...low, atMost: undefined }).toThrow(
      "warningSignals requires 'atMost' of 'it' to be a number; got none",
    );
  });
});

describe("complaint handling", () => {
  const complaints = frame({
    customer: ["a", "a", "b", "b", "c"],
    opened: ["2025-01-01", "2025-01-02", "2025-01-03", "2025-01-04", "2025-01-05"],
    closed: ["2025-02-01", "2025-02-02", "2025-02-01", null, "2025-02-01"],
    handling: [2, 5, null, 1, null],
    outcome: ["refund", "refund", "refund", null, "rejected"],
  });
  const signal: Signal = { kind: "complaint handling", table: complaints, date: "closed", handling: "handling" };
  const outcome = { column: "outcome", values: ["rejected"] };

  test("fires on a complaint closed badly, by its satisfaction or its outcome; unknown where nobody can tell", async () => {
    expect(await reads(signal, "2025-02-02")).toEqual({ a: [1, true], b: null, c: null });
    expect(await reads({ ...signal, outcome }, "2025-02-02")).toEqual({ a: [1, true], b: null, c: [1, true] });
    const byOutcome: Signal = { kind: "complaint handling", table: complaints, date: "closed", outcome };
    expect(await reads(byOutcome, "2025-02-02")).toEqual({ a: [0, false], b: [0, false], c: [1, true] });
  });

  test("an open complaint and one closed long ago say nothing", async () => {
    expect(await reads(signal, "2025-01-31")).toEqual({ a: [0, false], b: [0, false], c: [0, false] });
    expect(await reads({ ...signal, within: 10 }, "2025-02-10")).toMatchObject({ a: [1, true] });
    expect(await reads({ ...signal, within: 10 }, "2025-02-11")).toMatchObject({ a: [0, false] });
  });

  test("requires a satisfaction or an outcome", async () => {
    await refused({ ...signal, handling: undefined }).toThrow(
      "warningSignals requires a column 'handling' for 'it': satisfaction with it; or name an 'outcome'; got none",
    );
  });
});

describe("falling share of wallet", () => {
  const wallet = frame({
    customer: ["a", "a", "b", "b", "c", "c", "c"],
    quarter: ["2024-Q3", "2024-Q4", "2024-Q4", "2024-Q3", "2024-Q2", "2024-Q3", "2024-Q4"],
    own: [50, 30, 45, 50, 60, 20, 30],
    all: [100, 100, 100, 100, 100, 100, 100],
  });
  const signal: Signal = { kind: "falling share of wallet", table: wallet, period: "quarter", own: "own", all: "all" };

  test("is known after the last day of the quarter, against all quarters before", async () => {
    expect(await reads(signal, "2024-12-30")).toMatchObject({ a: null, b: null, c: [expect.closeTo(2 / 3), true] });
    expect(await reads(signal, "2024-12-31")).toEqual({
      a: [expect.closeTo(0.4), true],
      b: [expect.closeTo(0.1), false],
      c: [expect.closeTo(0.25), true],
    });
    expect(await reads({ ...signal, fall: 0.4 }, "2024-12-31")).toMatchObject({ a: [expect.closeTo(0.4), true] });
  });

  test("against the one before, in points, and only while recent", async () => {
    expect(await reads({ ...signal, against: "one before" }, "2024-12-31")).toMatchObject({
      c: [expect.closeTo(-0.5), false],
    });
    expect(await reads({ ...signal, in: "points" }, "2024-12-31")).toMatchObject({
      a: [expect.closeTo(0.2), true],
      c: [expect.closeTo(0.1), false],
    });
    expect(await reads(signal, "2025-04-29")).toMatchObject({ a: [expect.closeTo(0.4), true] });
    expect(await reads(signal, "2025-04-30")).toMatchObject({ a: null });
  });

  test("with purchases here leaves out periods in which nothing was bought here", async () => {
    const bought: Signal = { ...signal, periods: "with purchases here" };
    const quarters = frame({
      customer: ["a", "a", "a", "b", "b"],
      quarter: ["2024-Q2", "2024-Q3", "2024-Q4", "2024-Q3", "2024-Q4"],
      own: [40, 0, 30, 0, 30],
      all: [100, 90, 100, 100, 100],
    });
    expect(await reads({ ...bought, table: quarters }, "2024-12-31")).toMatchObject({
      a: [expect.closeTo(0.25), true],
      b: null,
    });
    const nothing = frame({ customer: ["a", "a"], quarter: ["2024-Q3", "2024-Q4"], own: [40, 0], all: [100, 90] });
    expect(await reads({ ...bought, table: nothing }, "2024-12-31")).toMatchObject({ a: null });
    expect(await reads({ ...signal, table: nothing }, "2024-12-31")).toMatchObject({ a: [1, true] });
  });

  test("takes months and dates, sums rows of one period, and leaves out periods without spending", async () => {
    const months = frame({
      customer: ["a", "a", "a", "a"],
      month: ["2025-01", "2025-02", "2025-02", "2025-03"],
      own: [8, 1, 1, 0],
      all: [10, 5, 5, 0],
    });
    const monthly: Signal = { ...signal, table: months, period: "month" };
    expect(await reads(monthly, "2025-02-27")).toMatchObject({ a: null });
    expect(await reads(monthly, "2025-02-28")).toMatchObject({ a: [expect.closeTo(0.75), true] });
    expect(await reads(monthly, "2025-03-31")).toMatchObject({ a: [expect.closeTo(0.75), true] });
  });

  test("requires periods, a fall and a known scale", async () => {
    await refused({ ...signal, period: "customer" }).toThrow(
      "warningSignals requires quarters such as 2025-Q3, months such as 2025-07 or dates in 'customer'; got 'a' (7 rows, first at row 1)",
    );
    await refused({ ...signal, fall: 20 }).toThrow(
      "warningSignals requires 'fall' of 'it' to be a share above 0 and up to 1; got 20",
    );
    await refused({ ...signal, in: "percent" }).toThrow(
      "warningSignals requires a scale of the fall of 'it' of 'relative', 'points'; got 'percent'",
    );
    await refused({ ...signal, against: "last" }).toThrow(
      "warningSignals requires a comparison of 'it' of 'all before', 'one before'; got 'last'",
    );
  });
});

describe("late payment", () => {
  const billing = frame({
    customer: ["a", "b", "c"],
    due: ["2025-01-10", "2025-01-10", "2025-01-10"],
    paid: ["2025-01-15", "2025-01-16", null],
  });
  const signal: Signal = { kind: "late payment", table: billing, due: "due", paid: "paid" };

  test("is late once unpaid five days after it was due; a payment of tomorrow is not known", async () => {
    expect(await reads(signal, "2025-01-14")).toEqual({ a: null, b: null, c: null });
    expect(await reads(signal, "2025-01-15")).toEqual({ a: [0, false], b: [5, true], c: [5, true] });
    expect(await reads(signal, "2025-01-20")).toEqual({ a: [0, false], b: [6, true], c: [10, true] });
  });

  test("counts while it was overdue on one of the last days", async () => {
    expect(await reads(signal, "2025-03-15")).toMatchObject({ b: [6, true], c: [64, true] });
    expect(await reads(signal, "2025-03-16")).toMatchObject({ b: [0, false], c: [65, true] });
    expect(await reads({ ...signal, within: 1 }, "2025-01-16")).toMatchObject({ b: [0, false] });
  });

  test("requires both days", async () => {
    await refused({ ...signal, paid: undefined }).toThrow(
      "warningSignals requires a column 'paid' for 'it': the day on which each statement was paid; got none",
    );
  });
});

describe("falling rfm", () => {
  const days = {
    a: ["2025-02-21", "2025-03-20", "2025-03-30"],
    b: ["2025-02-10", "2025-02-22"],
    c: ["2025-02-10", "2025-02-15", "2025-02-23"],
    d: ["2025-02-05", "2025-02-10", "2025-02-15", "2025-02-24"],
    e: ["2025-01-31", "2025-02-10", "2025-02-15", "2025-02-20", "2025-02-25"],
    new: ["2025-02-20", "2025-03-10"],
    late: ["2025-03-10"],
  };
  const orders = (amount: number, lines = 1) => {
    const rows = Object.entries(days).flatMap(([customer, all]) =>
      all.flatMap((date) => Array(lines).fill([customer, date])),
    );
    return frame({
      customer: rows.map(([name]) => name),
      date: rows.map(([, date]) => date),
      amount: rows.map(() => amount),
    });
  };
  const customers = frame({
    customer: Object.keys(days),
    since: ["2025-01-01", "2025-01-01", "2025-01-01", "2025-01-01", "2025-01-01", "2025-03-05", "2025-01-01"],
  });
  const signal: Signal = {
    kind: "falling rfm",
    table: orders(10),
    date: "date",
    amount: "amount",
    lagDays: 30,
    windowDays: 30,
  };
  const on = (of: Signal, asOf = "2025-03-31") => reads(of, asOf, customers, "since");
  // On 1 March a to e score 1 to 5 in each of the three. On 31 March a bought yesterday (5) on two days (2) for 20 (2).
  const expected = { a: [-6, false], b: [3, true], c: [6, true], d: [9, true], e: [12, true], new: null, late: null };

  test("is the fall of the three scores by the cut points of the earlier day", async () => {
    expect(await on(signal)).toEqual(expected);
    expect(await on({ ...signal, fall: 7 })).toMatchObject({ c: [6, false], d: [9, true] });
  });

  test("is unchanged by the unit of money and by orders of several lines", async () => {
    expect(await on({ ...signal, table: orders(10_000) })).toEqual(expected);
    expect(await on({ ...signal, table: orders(5, 2) })).toEqual(expected);
  });

  test("scores recency and frequency alone without an amount; equal values share a score", async () => {
    const { amount: _, ...plain } = signal as Extract<Signal, { kind: "falling rfm" }>;
    expect(await on(plain)).toMatchObject({ a: [-5, false], e: [8, true] });
    const same = frame({ customer: ["a", "b", "c", "a"], date: Array(3).fill("2025-01-31").concat("2025-03-31") });
    expect(await reads({ ...plain, table: same }, "2025-03-31")).toMatchObject({ b: [0, false], c: [0, false] });
  });

  test("is unknown where purchases are not known for a whole window before the earlier day", async () => {
    expect(Object.values(await on(signal, "2025-03-30"))).toEqual(Array(7).fill(null));
    const { rows } = await warningSignals(customers, {
      customer: "customer",
      asOf: "2025-03-30",
      signals: { it: signal },
    });
    expect(rows[0]!.note).toBe("known of nobody: needs purchases from 60 days before");
  });

  test("requires a lag, a window and a fall", async () => {
    await refused({ ...signal, lagDays: 0 }).toThrow(
      "warningSignals requires 'lagDays' of 'it' to be a whole number from 1; got 0",
    );
    await refused({ ...signal, fall: 0 }).toThrow(
      "warningSignals requires 'fall' of 'it' to be a whole number from 1; got 0",
    );
  });
});
