import { DataFrame } from "danfojs-node";
import { expect, test } from "vitest";
import { retention, revenueIndex } from "../../../src/index.js";
import { type Random, random } from "../../../src/statistics/random.js";
import type { Table } from "../../../src/tables/table.js";
import { asTable } from "../../../src/tables/table-like.js";
import { figure, sized } from "../sized.js";
import { deviations, type Exact, errorOf, exact, over, total } from "./exact.js";
import { exactlyInDuckdb } from "./inDuckdb.js";

const BAR = 1e-12;

const shuffled = (values: readonly number[], stream: Random): readonly number[] => {
  const order = values.map((value) => ({ value, at: stream.next() }));
  return order.sort((a, b) => a.at - b.at).map(({ value }) => value);
};
const list = (n: number, make: (i: number) => number) => Array.from({ length: n }, (_, i) => make(i));

/** Numbers whose sum is small beside them, as tables of customers have them. */
const CANCELLING: Readonly<Record<string, (stream: Random) => readonly number[]>> = {
  "1e16, 1, −1e16": (stream) =>
    list(1 + stream.integer(20), () => 0).flatMap(() => {
      const huge = 1e16 * (1 + stream.integer(9));
      return [huge, 1 + stream.integer(5), -huge];
    }),
  "purchases and their refunds, in cents": (stream) => {
    const amounts = list(5 + stream.integer(60), () => Math.round(1e11 * stream.next()) / 100);
    return [...amounts, ...amounts.map((amount) => -amount), 0.01, 19.99];
  },
  "huge and tiny": (stream) =>
    list(2 + stream.integer(30), () => 0).flatMap(() => {
      const huge = 1e12 * stream.next();
      return [huge, stream.normal() * 1e-3, -huge];
    }),
};

/** Numbers far from 0 that hardly differ. */
const OFFSET: Readonly<Record<string, (stream: Random) => readonly number[]>> = {
  "1e9 and a little noise": (stream) => list(3 + stream.integer(60), () => 1e9 + stream.normal()),
  "a date in milliseconds": (stream) => list(3 + stream.integer(60), () => 1.7e12 + stream.integer(1000)),
  "an offset of 1e12 and noise of .001": (stream) =>
    list(3 + stream.integer(60), () => 1e12 + stream.integer(9) / 1024),
};

type Place = (columns: Readonly<Record<string, readonly (number | string | boolean | null)[]>>) => Promise<Table>;

const PLACES: Readonly<Record<string, Place>> = {
  memory: async (columns) => asTable(new DataFrame(columns as Record<string, (number | string)[]>)),
  DuckDB: exactlyInDuckdb,
};

/** The largest relative errors of what is asked of each of the tables. */
async function worst(
  makers: Readonly<Record<string, (stream: Random) => readonly number[]>>,
  place: Place,
  ask: (table: Table, values: readonly number[]) => Promise<readonly (readonly [number, Exact])[]>,
  cases: number,
) {
  let [asked, error, at] = [0, 0, ""];
  for (const [name, make] of Object.entries(makers)) {
    for (let seed = 1; seed <= cases; seed++) {
      const stream = random(seed);
      const values = shuffled(make(stream), stream);
      const columns = { value: values, group: values.map((_, i) => "abc"[i % 3]!) };
      for (const [found, expected] of await ask(await place(columns), values)) {
        asked++;
        const off = errorOf(found, expected);
        if (off > error) [error, at] = [off, `${name}, seed ${seed}: ${found}`];
      }
    }
  }
  return { asked, error, at };
}

const exactly = (values: readonly number[]) => values.map(exact);

async function sums(table: Table, values: readonly number[]) {
  const [[whole], groups, [moments]] = [
    await table.crosstab([], ["value"]),
    await table.crosstab(["group"], ["value"]),
    await table.moments(["value"]),
  ];
  const parts = groups.map(({ keys, sums: [sum] }) => {
    const own = values.filter((_, i) => "abc"[i % 3] === keys[0]);
    return [sum!, total(exactly(own))] as const;
  });
  const all = total(exactly(values));
  return [[whole!.sums[0]!, all] as const, [moments!.sum[0]!, all] as const, ...parts];
}

async function spread(table: Table, values: readonly number[]) {
  const [moments] = await table.moments(["value"]);
  return [
    [moments!.sum[0]!, total(exactly(values))] as const,
    [moments!.deviations[0]![0]!, deviations(exactly(values))] as const,
  ];
}

for (const [name, place] of Object.entries(PLACES)) {
  const cases = name === "memory" ? sized(20, 400) : sized(3, 60);
  for (const [what, makers, ask] of [
    ["sums that cancel", CANCELLING, sums],
    ["sums and variances far from 0", OFFSET, spread],
  ] as const) {
    test(`${what}, in ${name}: exact arithmetic's to 1e-12`, async (context) => {
      const { asked, error, at } = await worst(makers, place, ask, cases);
      const held = error <= BAR;
      figure(context, {
        what: `${what}, in ${name}`,
        cases: asked,
        found: error.toExponential(1),
        bar: "≤ 1e-12",
        held,
      });
      expect(held ? "" : `${at} is off by ${error}`).toBe("");
    }, 300_000);
  }

  test(`revenue with refunds, in ${name}: metrics are exact arithmetic's to 1e-12`, async (context) => {
    let [asked, error] = [0, 0];
    for (let seed = 1; seed <= cases; seed++) {
      const stream = random(seed);
      const amounts = shuffled(CANCELLING["purchases and their refunds, in cents"]!(stream), stream);
      const start = amounts.map((_, i) => 1e9 + i);
      const days = amounts.map((_, i) => (i % 2 === 0 ? "2025-01-15" : "2025-04-15"));
      const kept = amounts.map((_, i) => i % 3 !== 0);
      const table = await place({ amount: amounts, start, end: amounts.map(Math.abs), date: days, kept });
      const asQuarters = { date: "date", each: "quarter", asOf: "2025-06-30", base: "2025-Q1" } as const;
      const { rows } = await revenueIndex(table, { ...asQuarters, amount: "amount" } as never);
      const retained = await retention(table, {
        ...{ kind: "sales", retained: "kept", start: "start", end: "end", reading: "end" },
      } as never);
      const now = total(exactly(amounts.map((amount, i) => (kept[i] ? Math.abs(amount) : 0))));
      const pairs: [number, Exact][] = [[retained.overall.estimate!, over(now, total(exactly(start)))]];
      for (const [row, half] of rows.slice(0, 2).map((row, i) => [row, i] as const)) {
        const { revenue } = row as unknown as { revenue?: number };
        if (revenue !== undefined) pairs.push([revenue, total(exactly(amounts.filter((_, i) => i % 2 === half)))]);
      }
      asked += pairs.length;
      error = Math.max(error, ...pairs.map(([found, expected]) => errorOf(found, expected)));
    }
    const held = error <= BAR;
    figure(context, {
      what: `revenue with refunds, in ${name}`,
      cases: asked,
      found: error.toExponential(1),
      bar: "≤ 1e-12",
      held,
    });
    expect(error).toBeLessThanOrEqual(BAR);
  }, 300_000);
}
