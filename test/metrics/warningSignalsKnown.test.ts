import { DataFrame } from "danfojs-node";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isoOf } from "../../src/calendar/days.js";
import { type Signal, warningSignals } from "../../src/metrics/warningSignals/warningSignals.js";
import type { Cell } from "../../src/tables/table.js";

/** One row of any history: who, on which day, and some numbers to make columns of. */
interface Row {
  readonly who: number;
  readonly day: number;
  readonly value: number;
  readonly other: number;
}

interface Kind {
  /** Days after the date of a row until it is known. */
  readonly wait: number;
  readonly signal: (table: DataFrame) => Signal;
}

const START = 20_000;
const ASKED = START + 40;
const base = (table: DataFrame) => ({ table, date: "date" });

const KINDS: Readonly<Record<Signal["kind"], Kind>> = {
  event: {
    wait: 0,
    signal: (table) => ({ ...base(table), kind: "event", where: { column: "word", values: ["bad"] }, within: 10 }),
  },
  "falling rfm": {
    wait: 0,
    signal: (table) => ({ ...base(table), kind: "falling rfm", amount: "value", lagDays: 10, windowDays: 15, fall: 1 }),
  },
  "no response": {
    wait: 7,
    signal: (table) => ({
      ...base(table),
      kind: "no response",
      response: { column: "word", values: ["good"] },
      last: 2,
      waitDays: 7,
    }),
  },
  "falling satisfaction": {
    wait: 0,
    signal: (table) => ({ ...base(table), kind: "falling satisfaction", score: "value", reliability: 0.9 }),
  },
  "score at most": {
    wait: 0,
    signal: (table) => ({ ...base(table), kind: "score at most", score: "value", atMost: 3 }),
  },
  "complaint handling": {
    wait: 0,
    signal: (table) => ({ ...base(table), kind: "complaint handling", handling: "value", within: 20 }),
  },
  "falling share of wallet": {
    wait: 0,
    signal: (table) => ({ table, kind: "falling share of wallet", period: "date", own: "value", all: "other" }),
  },
  "late payment": {
    wait: 3,
    signal: (table) => ({ table, kind: "late payment", due: "date", paid: "paid", lateDays: 3, within: 20 }),
  },
  feature: { wait: 0, signal: (table) => ({ ...base(table), kind: "feature", value: "value", from: 5 }) },
  own: {
    wait: 0,
    signal: (table) => ({
      ...base(table),
      kind: "own",
      columns: ["value"],
      read: (history) => history.reduce((sum, { value }, i) => sum + i * Number(value), 0),
      from: 20,
    }),
  },
};

const customers = new DataFrame({ customer: ["0", "1", "2"], left: [null, null, isoOf(ASKED + 30)] });

/** A payment after the day of reading may be moved to any other day after it, or not be made. */
const paidOf = ({ day, other }: Row, later: number): Cell => {
  const paid = day + 2 * other - 3;
  if (paid <= ASKED) return isoOf(paid);
  return later === 0 ? null : isoOf(ASKED + later);
};

/** The rows as a table; one stranger for each word, so that both always occur. */
function tableOf(rows: readonly Row[], later: number): DataFrame {
  const strangers = [1, 9].map((value) => ({ who: 7, day: START, value, other: 9 }));
  const all = [...strangers, ...rows];
  return new DataFrame({
    customer: all.map(({ who }) => String(who)),
    date: all.map(({ day }) => isoOf(day)),
    value: all.map(({ value }) => value),
    other: all.map(({ value, other }) => value + other),
    word: all.map(({ value }) => (value < 5 ? "bad" : "good")),
    paid: all.map((row) => paidOf(row, later)),
  });
}

async function readingOf(kind: Kind, table: DataFrame, more: readonly number[]) {
  const asOf = [ASKED, ...more].map(isoOf);
  const options = { customer: "customer", left: "left", asOf, signals: { it: kind.signal(table) } };
  const { panel } = await warningSignals(customers, options);
  const { fires, strength } = panel.signals[0]!;
  const rows = [...fires.keys()].filter((row) => panel.date[row] === 0);
  return rows.map((row) => [panel.customer[row], fires[row], strength[row]]);
}

const rowFrom = (from: number, to: number) =>
  fc.record({
    who: fc.integer({ min: 0, max: 2 }),
    day: fc.integer({ min: START + from, max: START + to }),
    value: fc.integer({ min: 1, max: 9 }),
    other: fc.integer({ min: 0, max: 9 }),
  });
const rowsFrom = (from: number, to: number, most: number) => fc.array(rowFrom(from, to), { maxLength: most });

/** Two rows of a customer on one day keep the order of the table, so known ones stay in theirs. */
const among = (known: readonly Row[], later: readonly Row[], at: number) => [
  ...later.slice(0, at),
  ...known,
  ...later.slice(at),
];

describe("a reading is unchanged by whatever happens to rows that become known after its date", () => {
  test.each(Object.entries(KINDS))("%s", async (_, kind) => {
    const last = ASKED - START - kind.wait;
    await fc.assert(
      fc.asyncProperty(
        rowsFrom(0, last, 20),
        rowsFrom(last + 1, last + 60, 8),
        rowsFrom(last + 1, last + 60, 8),
        fc.integer({ min: 0, max: 8 }),
        fc.integer({ min: 1, max: 40 }),
        async (known, some, others, at, later) => {
          const expected = await readingOf(kind, tableOf(known, 0), []);
          const dates = [ASKED + 5, ASKED + 200];
          expect(await readingOf(kind, tableOf(among(known, some, at), later), dates)).toEqual(expected);
          expect(await readingOf(kind, tableOf(among(known, others, at), later + 7), dates)).toEqual(expected);
        },
      ),
      { numRuns: 60 },
    );
  });

  test.each(Object.entries(KINDS))("%s: and changed by rows known on the day itself", async (_, kind) => {
    const rows = (day: number): Row[] =>
      [9, 2, 8, 1].map((value, i) => ({ who: 0, day: i < 3 ? START + 10 * i : day, value, other: i < 3 ? 1 : 9 }));
    const [onDay, after] = [ASKED - kind.wait, ASKED - kind.wait + 1];
    const dates = [ASKED + 200];
    const found = await readingOf(kind, tableOf(rows(onDay), 0), dates);
    expect(found).not.toEqual(await readingOf(kind, tableOf(rows(after), 0), dates));
  });
});
