import fc from "fast-check";
import { expect } from "vitest";
import { memoryTable } from "../../src/tables/memory/memory-table.js";
import type { Aggregate, Cross, DateRange, Moments, MomentsOptions, Table, Term } from "../../src/tables/table.js";
import { inMemory, magnitude, type PlainTable, plainTable } from "./random-table.js";

const key = fc.constantFrom("segment", "score", "group", "member", "day");
const column: fc.Arbitrary<string> = fc.constantFrom(
  ...["score", "revenue", "measured", "member", "weight", "far", "farMeasured"],
);

const term: fc.Arbitrary<Term> = fc.oneof(
  column,
  fc.tuple(column, column).map((product): Term => ({ product })),
  fc.tuple(column, column).map((min): Term => ({ min })),
  fc.tuple(column, column).map((max): Term => ({ max })),
  fc.tuple(column, column).map((below): Term => ({ below })),
  fc.tuple(column, column).map((given): Term => ({ given })),
  fc.tuple(column, column, column).map(([a, b, c]): Term => ({ product: [a, { max: [b, c] }] })),
  // 0, as terms write it, beside the column itself and beside another.
  fc
    .tuple(column, column, fc.constantFrom("min" as const, "max" as const, "below" as const, "product" as const))
    .map(([a, b, kind]) => ({ [kind]: [a, { below: [b, b] }] }) as unknown as Term),
  fc
    .tuple(column, column, column)
    .map(([a, b, c]): Term => ({ product: [{ given: [a, c] }, { below: [b, { below: [c, c] }] }] })),
);

const anyColumn: fc.Arbitrary<string> = fc.constantFrom("segment", "score", "group", "member", "revenue", "day");

const within = fc
  .tuple(fc.constantFrom("segment", "day"), fc.constantFrom("a", "", "O'Brien", "تهران", "constructor", "2025-12-31"))
  .map(([of, label]) => ({ column: of, label }));

const aggregate: fc.Arbitrary<Aggregate> = fc.oneof(
  within.map((rows): Aggregate => ({ rows })),
  fc
    .tuple(fc.constantFrom("min", "max", "count"), anyColumn, within)
    .map(([kind, of, rows]) => ({ [kind]: of, within: rows }) as unknown as Aggregate),
  fc
    .tuple(fc.constantFrom("revenue", "score", "member"), within)
    .map(([sum, rows]): Aggregate => ({ sum, within: rows })),
  anyColumn.map((first): Aggregate => ({ first })),
  anyColumn.map((last): Aggregate => ({ last })),
  anyColumn.map((min): Aggregate => ({ min })),
  anyColumn.map((max): Aggregate => ({ max })),
  anyColumn.map((count): Aggregate => ({ count })),
  anyColumn.map((distinct): Aggregate => ({ distinct })),
  fc.constantFrom<Aggregate>({ sum: "revenue" }, { sum: "score" }, { sum: "member" }, "rows"),
);

const ranges: fc.Arbitrary<DateRange[]> = fc
  .tuple(
    fc.uniqueArray(
      fc.constantFrom("2024-02-29", "2024-03-01", "2025-01-01", "2025-12-31", "2026-01-01", "2026-03-22"),
      { minLength: 2, maxLength: 4 },
    ),
    fc.boolean(),
  )
  .map(([some, gap]) => {
    const days = [...some].sort();
    const every = days.slice(1).map((before, i) => ({ from: days[i]!, before, label: `'${i}'` }));
    return gap ? every.filter((_, i) => i !== 1) : every;
  });

/** What is asked of a table: each tally once. */
const questions = fc.record({
  keys: fc.uniqueArray(key, { maxLength: 3 }),
  terms: fc.array(term, { maxLength: 3 }),
  columns: fc.uniqueArray(column, { maxLength: 3 }),
  moments: fc.record(
    {
      by: fc.uniqueArray(key, { maxLength: 2 }),
      weight: fc.constant("weight"),
      missing: fc.constantFrom("listwise" as const, "pattern" as const),
    },
    { requiredKeys: ["by", "missing"] },
  ),
  per: fc.uniqueArray(fc.constantFrom("segment", "group", "member"), { maxLength: 2 }),
  aggregates: fc.array(aggregate, { minLength: 1, maxLength: 4 }),
  orderBy: key,
  ranges,
});

/** Whether a term adds numbers that no decimal scale makes whole; only their sums may differ in the last digits. */
const isMeasured = (one: Term) => /measured|weight/i.test(JSON.stringify(one));

/** Equal within 1e-12 of the size of what was added. */
function close(a: number, b: number, size: number): boolean {
  return a === b || Math.abs(a - b) <= 1e-12 * Math.max(size, 1e-300);
}

function sameCrosses(a: readonly Cross[], b: readonly Cross[], terms: readonly Term[], table: PlainTable): void {
  const counts = (all: readonly Cross[]) => all.map(({ keys, n, counts: own }) => ({ keys, n, counts: own }));
  expect(counts(b)).toEqual(counts(a));
  const sizes = terms.map((one) => (isMeasured(one) ? magnitude(table, one) : 0));
  const unlike = a.flatMap(({ sums }, row) =>
    sums.flatMap((sum, t) => {
      const other = b[row]!.sums[t]!;
      const isEqual = isMeasured(terms[t]!) ? close(sum, other, sizes[t]!) : Object.is(sum, other);
      return isEqual ? [] : [`Σ${JSON.stringify(terms[t])} is ${sum} and ${other}`];
    }),
  );
  expect(unlike).toEqual([]);
}

/** Σ|x| and Σ|xx′| of all columns: no weight here is above 2.25, nor its square above 6. */
function sizeOfMoments(table: PlainTable, names: readonly string[]): number {
  const terms = names.flatMap((a) => [a, ...names.map((b): Term => ({ product: [a, b] }))]);
  return 6 * (table.rows + Math.max(0, ...terms.map((one) => magnitude(table, one))));
}

function sameMoments(a: readonly Moments[], b: readonly Moments[], size: number): void {
  const shape = (all: readonly Moments[]) => all.map(({ keys, columns, n }) => ({ keys, columns, n }));
  expect(shape(b)).toEqual(shape(a));
  const flat = ({ sum, cross, deviations, squaredWeightSum, squaredWeightCross, weight, weightSquared }: Moments) =>
    [sum, cross.flat(), deviations.flat(), squaredWeightSum, squaredWeightCross.flat(), weight, weightSquared].flat();
  const unlike = a.flatMap((one, i) => {
    const other = flat(b[i]!);
    return flat(one).flatMap((value, j) => (close(value, other[j]!, size) ? [] : [`${value} and ${other[j]}`]));
  });
  expect(unlike).toEqual([]);
}

/** The rows of a table as plain values, in its order. */
export async function plain(table: Table, names: readonly string[]): Promise<unknown[][]> {
  const columns = await table.typed(names);
  return names.map((name) => {
    const typed = columns[name]!;
    if (typed.type === "number") return Array.from(typed.values, (value) => (Number.isNaN(value) ? null : value + 0));
    if (typed.type === "boolean") return Array.from(typed.values, (value) => (value === 255 ? null : value === 1));
    return Array.from(typed.codes, (code) => (code < 0 ? null : typed.dictionary[code]!));
  });
}

type Questions = typeof questions extends fc.Arbitrary<infer T> ? T : never;

/** Every tally of the same rows is the same here and there: counts and decimals to the digit. */
async function sameTallies(table: PlainTable, there: Table, asked: Questions): Promise<void> {
  const { keys, terms, columns, per, orderBy } = asked;
  const here = memoryTable(inMemory(table));
  expect(await there.columns()).toEqual(await here.columns());
  sameCrosses(await here.crosstab(keys, terms), await there.crosstab(keys, terms), terms, table);

  const options: MomentsOptions = asked.moments;
  const size = sizeOfMoments(table, columns);
  sameMoments(await here.moments(columns, options), await there.moments(columns, options), size);

  const aggregates = Object.fromEntries(asked.aggregates.map((one, i) => [`a${i}`, one]));
  const names = [...per, ...Object.keys(aggregates)];
  const rolled = (source: Table) => source.rollUp(per, aggregates, { orderBy });
  expect(await plain(await rolled(there), names)).toEqual(await plain(await rolled(here), names));

  const cut = (source: Table) => source.cut("day", "period", asked.ranges);
  const found = await (await cut(here)).crosstab(["day", "period", "segment"], ["score"]);
  expect(await (await cut(there)).crosstab(["day", "period", "segment"], ["score"])).toEqual(found);
  for (const {
    keys: [day, period],
  } of found) {
    const within = asked.ranges.find(({ from, before }) => day != null && from <= day && day < before);
    expect(period).toBe(within?.label ?? null);
  }
}

/** The law on so many random tables, in runs that differ from part to part. */
export async function lawOfTallies(
  there: (table: PlainTable) => Promise<Table>,
  { tables, part }: { readonly tables: number; readonly part: number },
): Promise<void> {
  const law = fc.asyncProperty(plainTable, questions, async (table, asked) =>
    sameTallies(table, await there(table), asked),
  );
  const seed = Number(process.env.VAFA_LAW_SEED ?? 1403) + part;
  await fc.assert(law, { numRuns: tables, seed });
}
