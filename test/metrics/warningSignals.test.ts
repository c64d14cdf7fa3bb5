import { DataFrame } from "danfojs-node";
import { describe, expect, test } from "vitest";
import {
  type Signal,
  type WarningSignalsOptions,
  type WarningSignalsResult,
  warningSignals,
} from "../../src/metrics/warningSignals/warningSignals.js";
import type { Cell } from "../../src/tables/table.js";

type Columns = Record<string, Cell[]>;
const frame = (columns: Columns) => new DataFrame(columns);

const customers = frame({
  customer: ["a", "b", "c", "d"],
  since: ["2024-01-01", "2024-06-01", null, "2025-03-10"],
  left: [null, "2025-03-05", null, null],
});
const asked = { customer: "customer", since: "since", left: "left" };

const read = (asOf: WarningSignalsOptions["asOf"], signals: Record<string, Signal>, of = customers) =>
  warningSignals(of, { ...asked, asOf, signals });

/** What the first signal said: customer → 1, 0 or null on each date he was a customer. */
function said({ panel }: WarningSignalsResult, date = 0): Record<string, number | null> {
  const { fires } = panel.signals[0]!;
  const rows = [...fires.keys()].filter((row) => panel.date[row] === date);
  return Object.fromEntries(
    rows.map((row) => [panel.customers[panel.customer[row]!]!, fires[row] === 255 ? null : fires[row]!]),
  );
}

const calls = frame({
  customer: ["a", "a", "b", "c", "x", null, "c", "a"],
  at: [
    "2025-03-01T10:00:00",
    "2025-03-02T09:00:00",
    "2025-03-06T12:00:00",
    "2025-02-01T12:00:00",
    "2025-03-01T12:00:00",
    "2025-03-01T12:00:00",
    null,
    "2025-03-20T23:59:00",
  ],
  kind: ["call", "call", "mail", "call", "call", "call", "call", "mail"],
});
const call = { kind: "event", table: calls, date: "at", within: 10 } as const;

describe("who is in the panel", () => {
  test("from the first day on to the day before leaving", async () => {
    const { panel } = await read(["2025-03-04", "2025-03-05", "2025-03-10"], { call });
    const at = (date: number) => [...panel.customer].filter((_, row) => panel.date[row] === date);
    expect(panel.dates).toEqual(["2025-03-04", "2025-03-05", "2025-03-10"]);
    expect(at(0).map((c) => panel.customers[c])).toEqual(["a", "b", "c"]);
    expect(at(1).map((c) => panel.customers[c])).toEqual(["a", "c"]);
    expect(at(2).map((c) => panel.customers[c])).toEqual(["a", "c", "d"]);
    expect(panel.since).toEqual(["2024-01-01", "2024-06-01", null, "2025-03-10"]);
    expect(panel.left).toEqual([null, "2025-03-05", null, null]);
  });

  test("dates come in order and once, or so many days apart", async () => {
    expect((await read(["2025-03-10", "2025-03-04", "2025-03-10"], { call })).dates).toEqual([
      "2025-03-04",
      "2025-03-10",
    ]);
    const every = await read({ from: "2025-03-01", to: "2025-03-30", everyDays: 14 }, { call });
    expect(every.dates).toEqual(["2025-03-01", "2025-03-15", "2025-03-29"]);
  });

  test("without a column of leaving everybody stays, and numbers name customers too", async () => {
    const some = frame({ id: [7, 8, null] });
    const signals = { call: { ...call, table: frame({ who: ["7"], at: ["2025-03-01"] }), customer: "who" } };
    const result = await warningSignals(some, { customer: "id", asOf: "2025-03-04", signals });
    expect(said(result)).toEqual({ 7: 1, 8: 0 });
    expect(result.excluded.missing).toBe(1);
  });
});

describe("events", () => {
  test("count within so many days, the day of reading among them and whole", async () => {
    expect(said(await read("2025-03-10", { call }))).toEqual({ a: 1, c: 0, d: 0 });
    expect(said(await read("2025-03-11", { call }))).toEqual({ a: 1, c: 0, d: 0 });
    expect(said(await read("2025-03-12", { call }))).toEqual({ a: 0, c: 0, d: 0 });
    expect(said(await read("2025-03-20", { call }))).toEqual({ a: 1, c: 0, d: 0 });
  });

  test("at least so many, of some kinds only; strength is their number", async () => {
    const where = { column: "kind", values: ["call"] };
    const result = await read("2025-03-10", { call: { ...call, atLeast: 2, where } });
    expect(said(result)).toEqual({ a: 1, c: 0, d: 0 });
    expect([...result.panel.signals[0]!.strength]).toEqual([2, 0, 0]);
    expect(said(await read("2025-03-11", { call: { ...call, atLeast: 2, where } }))).toEqual({ a: 0, c: 0, d: 0 });
  });

  test("rows that are later, of strangers or without a date are counted and not looked at", async () => {
    const { histories, panel } = await read("2025-03-10", { call });
    expect(histories).toEqual([{ signal: "call", later: 1, strangers: 2, undated: 1, onlyAfterLeaving: 1 }]);
    expect(panel.signals[0]).toMatchObject({ name: "call", later: 1, onlyAfterLeaving: 1 });
  });

  test("an event on the day of leaving follows leaving; one before is a warning; one after the last date is not known", async () => {
    const events = (at: string) => ({ call: { ...call, table: frame({ customer: ["b"], at: [at] }) } });
    const since = async (at: string, asOf = "2025-04-01") =>
      (await read(asOf, events(at))).histories[0]!.onlyAfterLeaving;
    expect(await since("2025-03-05")).toBe(1);
    expect(await since("2025-03-04")).toBe(0);
    expect(await since("2025-03-20", "2025-03-10")).toBe(0);
    expect(await since("2025-03-01", "2025-03-04")).toBe(0);
  });
});

describe("features", () => {
  const scores = frame({
    customer: ["a", "a", "c", "d"],
    scored_on: ["2025-01-01", "2025-02-01", "2025-02-01", "2025-03-10"],
    risk: [0.9, 0.2, null, 0.7],
  });
  const risk = { kind: "feature", table: scores, date: "scored_on", value: "risk", from: 0.5 } as const;

  test("the latest one known by the date counts", async () => {
    const result = await read(["2025-01-31", "2025-02-01", "2025-03-10"], { risk });
    expect(said(result, 0)).toEqual({ a: 1, b: null, c: null });
    expect(said(result, 1)).toEqual({ a: 0, b: null, c: null });
    expect(said(result, 2)).toEqual({ a: 0, c: null, d: 1 });
    expect([...result.panel.signals[0]!.strength].at(-1)).toBe(0.7);
  });

  test("is unknown when older than it is valid", async () => {
    expect(said(await read("2025-03-10", { risk: { ...risk, validDays: 37 } }))).toEqual({ a: null, c: null, d: 1 });
    expect(said(await read("2025-03-10", { risk: { ...risk, validDays: 38 } }))).toEqual({ a: 0, c: null, d: 1 });
  });

  test("one dated after the last date is refused, on the same day it is not", async () => {
    await expect(read("2025-01-31", { risk })).rejects.toThrow(
      "warningSignals requires features known by 2025-01-31; got 2025-02-01 in 'scored_on' (3 rows, first at row 2)",
    );
    await expect(read(["2025-01-01", "2025-03-10"], { risk })).resolves.toBeDefined();
  });
});

describe("signals of one's own", () => {
  test("see the rows of a customer known by the date, the oldest first", async () => {
    const seen: string[] = [];
    const own: Signal = {
      kind: "own",
      table: calls,
      date: "at",
      columns: ["kind"],
      read: (history, asOf) => {
        seen.push(`${asOf}: ${history.map(({ at, kind }) => `${String(at).slice(5, 10)} ${kind}`).join(", ")}`);
        return history.length === 0 ? null : history.length;
      },
      from: 2,
    };
    const result = await read(["2025-03-01", "2025-03-20"], { own });
    expect(said(result, 0)).toEqual({ a: 0, b: null, c: 0 });
    expect(said(result, 1)).toEqual({ a: 1, c: 0, d: null });
    expect(seen).toEqual([
      "2025-03-01: 03-01 call",
      "2025-03-20: 03-01 call, 03-02 call, 03-20 mail",
      "2025-03-01: ",
      "2025-03-01: 02-01 call",
      "2025-03-20: 02-01 call",
      "2025-03-20: ",
    ]);
  });
});

describe("rows", () => {
  test("one a signal and date: the share for whom it fires of those of whom it can be known", async () => {
    const { rows, overall, by } = await read(["2025-03-04", "2025-03-10"], { call });
    expect(by).toEqual(["signal", "asOf"]);
    expect(
      rows.map(({ signal, asOf, customers, fires, unknown, estimate }) => [
        signal,
        asOf,
        customers,
        fires,
        unknown,
        estimate,
      ]),
    ).toEqual([
      ["call", "2025-03-04", 3, 1, 0, 1 / 3],
      ["call", "2025-03-10", 3, 1, 0, 1 / 3],
    ]);
    // Wilson's interval of 1 of 3, from prop.test(1, 3, correct = FALSE) of R 4.2.2.
    expect(overall).toMatchObject({ signal: null, asOf: "2025-03-10", estimate: 1 / 3, n: 3, note: null });
    expect(overall.lower).toBeCloseTo(0.06149194, 8);
    expect(overall.upper).toBeCloseTo(0.7923404, 7);
  });

  test("null with a note where nobody was there, or it is known of nobody", async () => {
    const empty = await read("2024-01-01", { call }, frame({ customer: ["a"], since: ["2025-01-01"], left: [null] }));
    expect(empty.overall).toMatchObject({
      estimate: null,
      lower: null,
      n: 0,
      note: "nobody was a customer on this day",
    });
    const none = frame({ customer: ["x"], on: ["2025-01-01"], risk: [1] });
    const risk: Signal = { kind: "feature", table: none, date: "on", value: "risk", from: 1 };
    const { rows, overall } = await read("2025-03-10", { risk });
    expect(rows[0]).toMatchObject({ estimate: null, unknown: 3, note: "known of nobody: needs a 'risk'" });
    expect(overall).toMatchObject({ estimate: null, n: 0, unknown: 3 });
  });

  test("overall counts customers with any signal firing, unknown only where all are", async () => {
    const risk: Signal = {
      kind: "feature",
      table: frame({ customer: ["c"], on: ["2025-01-01"], risk: [1] }),
      date: "on",
      value: "risk",
      from: 1,
    };
    const { overall } = await read("2025-03-10", { call, risk });
    expect(overall).toMatchObject({ customers: 3, fires: 2, unknown: 0, estimate: 2 / 3 });
  });
});

describe("what is refused", () => {
  const refused = (options: object, of = customers) =>
    expect(warningSignals(of, { ...asked, asOf: "2025-03-10", signals: { call }, ...options } as WarningSignalsOptions))
      .rejects;

  test("a customer twice, and one leaving before coming, with the row", async () => {
    const twice = frame({ customer: ["a", "b", "a", "a"] });
    await refused({ since: undefined, left: undefined }, twice).toThrow(
      "warningSignals requires each customer once in 'customer' of the table; got 'a' again (2 rows, first at row 3)",
    );
    const back = frame({
      customer: ["a", "b"],
      since: ["2025-01-01", "2025-02-01"],
      left: ["2025-01-01", "2025-01-31"],
    });
    await refused({}, back).toThrow(
      "warningSignals requires 'left' not before 'since'; got 2025-01-31 before 2025-02-01 (row 2)",
    );
  });

  test("no signal, an unknown kind, a signal without a date", async () => {
    await refused({ signals: {} }).toThrow("warningSignals requires at least one signal; got none");
    await refused({ signals: { call: { ...call, kind: "moon" } } }).toThrow(
      "warningSignals requires a kind for 'call' of 'event', ",
    );
    await refused({ signals: { call: { ...call, date: undefined } } }).toThrow(
      "warningSignals requires a column 'date' for 'call': the day on which each event was known; got none",
    );
  });

  test("a column that is not there, a date that is none, words for numbers, a value that never occurs", async () => {
    await refused({ signals: { call: { ...call, date: "att" } } }).toThrow(
      "warningSignals: no column 'att' in the table; nearest: 'at'",
    );
    await refused({ signals: { call: { ...call, date: "kind" } } }).toThrow(
      "warningSignals requires dates such as 2025-07-01 in 'kind'; got 'call', 'mail' (8 rows, first at row 1)",
    );
    const risk = { kind: "feature", table: calls, date: "at", value: "kind", from: 1 };
    await refused({ asOf: "2025-04-01", signals: { risk } }).toThrow(
      "warningSignals requires numbers in 'kind'; got text in the table",
    );
    await refused({ signals: { call: { ...call, where: { column: "kind", values: ["cal"] } } } }).toThrow(
      "warningSignals requires values of 'kind' for 'call'; got 'cal', which occurs in no row (there are 'call', 'mail')",
    );
  });

  test("days that are none, and numbers that cannot be meant", async () => {
    await refused({ asOf: "31 March" }).toThrow(
      "warningSignals requires days such as 2026-03-31 in 'asOf'; got '31 March'",
    );
    await refused({ asOf: [] }).toThrow("warningSignals requires days such as 2026-03-31 in 'asOf'; got []");
    await refused({ asOf: { from: "2025-03-10", to: "2025-03-01", everyDays: 7 } }).toThrow(
      "warningSignals requires 'to' not before 'from'; got 2025-03-01 before 2025-03-10",
    );
    await refused({ asOf: { from: "2025-03-01", to: "2025-03-10", everyDays: 0 } }).toThrow(
      "warningSignals requires 'everyDays' to be a whole number from 1; got 0",
    );
    await refused({ signals: { call: { ...call, within: 0 } } }).toThrow(
      "warningSignals requires 'within' of 'call' to be a whole number from 1; got 0",
    );
    await refused({ level: 1 }).toThrow("warningSignals requires a level");
  });

  test("a function of one's own that returns no number", async () => {
    const own = { kind: "own", table: calls, date: "at", columns: [], read: () => Number.NaN, from: 1 };
    await refused({ signals: { own } }).toThrow(
      "warningSignals requires 'read' of 'own' to return a number or null; got NaN for 'a' on 2025-03-10",
    );
  });
});
