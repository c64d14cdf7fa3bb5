import { columnsOf, exactnessOf } from "../exact-sums.js";
import { pairOf, type Term } from "../table.js";
import type { Dialect } from "./dialect.js";
import { nativeSum } from "./native-sum.js";
import { addsExactly, type Profile } from "./profile.js";
import { columnOf, type Engine, numberSql, type Relation } from "./relation.js";

/** The sum of a term in SQL, and what it is divided by when it arrives. */
export interface SumSql {
  /** The term of one row; NULL when one of its columns is. */
  readonly value: string;
  sum(value: string): string;
  readonly divisor: number;
}

/** Comparing with what is missing is neither true nor false, and gives what is missing. */
function combined(term: Exclude<Term, string>, a: string, b: string): string {
  if ("product" in term) return `(${a}) * (${b})`;
  if ("given" in term) return `CASE WHEN (${b}) IS NOT NULL THEN (${a}) END`;
  if ("below" in term && a === b) return `CASE WHEN (${a}) IS NOT NULL THEN 0 END`;
  const [sign, opposite] = "max" in term ? [">", "<="] : ["<", ">="];
  const [then, otherwise] = "below" in term ? ["1", "0"] : [`(${a})`, `(${b})`];
  return `CASE WHEN (${a}) ${sign} (${b}) THEN ${then} WHEN (${a}) ${opposite} (${b}) THEN ${otherwise} END`;
}

/** Whether a term is 0 wherever the other is there: `{ below: [x, x] }`, with which terms say 0. */
function isZeroBeside(term: Term, other: Term): boolean {
  if (typeof term === "string" || !("below" in term)) return false;
  const [a, b] = term.below.map((part) => JSON.stringify(part));
  const there = columnsOf(other);
  return a === b && columnsOf(term).every((name) => there.includes(name));
}

const ZERO = "0";

type NumberOf = (name: string) => string;

function inDoubles(term: Term, number: NumberOf): string {
  if (typeof term === "string") return number(term);
  const [a, b] = pairOf(term);
  const part = (one: Term, other: Term) => (isZeroBeside(one, other) ? ZERO : inDoubles(one, number));
  return combined(term, part(a, b), part(b, a));
}

function inWholeNumbers(
  term: Term,
  number: NumberOf,
  profile: Profile,
  engine: Engine,
): { sql: string; decimals: number } {
  if (typeof term === "string") {
    const { decimals } = profile.exactness(term)!;
    return { sql: engine.dialect.whole(number(term), decimals), decimals };
  }
  if ("given" in term) {
    const { sql, decimals } = inWholeNumbers(term.given[0], number, profile, engine);
    return { sql: combined(term, sql, inDoubles(term.given[1], number)), decimals };
  }
  const [first, second] = pairOf(term);
  const part = (one: Term, other: Term) =>
    isZeroBeside(one, other) ? { sql: ZERO, decimals: 0 } : inWholeNumbers(one, number, profile, engine);
  const [a, b] = [part(first, second), part(second, first)];
  if ("product" in term) return { sql: combined(term, a.sql, b.sql), decimals: a.decimals + b.decimals };
  const decimals = Math.max(a.decimals, b.decimals);
  const same = (one: typeof a) =>
    one.decimals === decimals || one.sql === ZERO ? one.sql : `(${one.sql}) * ${10 ** (decimals - one.decimals)}`;
  return { sql: combined(term, same(a), same(b)), decimals: "below" in term ? 0 : decimals };
}

/** What is there, and not NULL, in the rows in which a term is: those that have all of its columns. */
export function thereSql(relation: Relation, profile: Profile, term: Term): string {
  const names = [...new Set(columnsOf(term))].filter((name) => !profile.isEverywhere(name));
  const ids = names.map((name) => columnOf(relation, name).id);
  if (ids.length <= 1) return ids[0] ?? "*";
  return `CASE WHEN ${ids.map((id) => `${id} IS NOT NULL`).join(" AND ")} THEN 1 END`;
}

/** The term without asking for columns that no row lacks. */
function unasked(term: Term, profile: Profile): Term {
  if (typeof term === "string") return term;
  const [a, b] = pairOf(term).map((part) => unasked(part, profile)) as [Term, Term];
  if ("product" in term) return { product: [a, b] };
  if ("min" in term) return { min: [a, b] };
  if ("max" in term) return { max: [a, b] };
  if ("below" in term) return { below: [a, b] };
  return columnsOf(b).every((name) => profile.isEverywhere(name)) ? a : { given: [a, b] };
}

/** What no value of a term is below, where that is known. */
function leastOf(term: Term, profile: Profile): number {
  if (typeof term === "string") return profile.least(term) ?? Number.NEGATIVE_INFINITY;
  const [a, b] = pairOf(term).map((part) => leastOf(part, profile)) as [number, number];
  if ("min" in term) return Math.min(a, b);
  if ("max" in term) return Math.max(a, b);
  if ("given" in term) return a;
  if ("below" in term || (a >= 0 && b >= 0)) return 0;
  return Number.NEGATIVE_INFINITY;
}

/** Whether a term is 0 in every row: one that asks for less than 0 where nothing is, or a product with such. */
function isZero(term: Term, profile: Profile): boolean {
  if (typeof term === "string") return false;
  const [a, b] = pairOf(term);
  if ("product" in term) return isZero(a, profile) || isZero(b, profile);
  if ("given" in term) return isZero(a, profile);
  return "below" in term && isZeroBeside(b, a) && leastOf(a, profile) >= 0;
}

const NOTHING: SumSql = { value: ZERO, sum: () => "0.0E0", divisor: 1 };

/**
 * Σ of doubles of both signs, which may cancel: DuckDB's compensation loses what a number larger than the sum so far pushes out
 * (1e16, 1, −1e16). What each number has above a step is added as whole steps, which no sum of these rows rounds, and the rest apart.
 */
function cancellingSum({ compensatedSum }: Dialect, size: number, rows: number): (value: string) => string {
  const step = 2 ** (Math.ceil(Math.log2(size * Math.max(rows, 1))) - 52);
  if (!(step > 0) || !Number.isFinite(1 / step)) return compensatedSum;
  const whole = (value: string) => `round((${value}) * ${(1 / step).toExponential()})`;
  const back = step.toExponential();
  return (value) => `(sum(${whole(value)}) * ${back} + ${compensatedSum(`(${value}) - ${whole(value)} * ${back}`)})`;
}

/**
 * How a term is added up on the engine: as whole numbers where that is exact, as compensated doubles otherwise; decided
 * by the same rule as in memory, so that both give the same digits.
 *
 * @param number how a column is written in the query, as a double
 */
export function sumSql(engine: Engine, profile: Profile, given: Term, number: NumberOf): SumSql {
  const { dialect } = engine;
  const term = unasked(given, profile);
  // Others may write to a table on a cluster; the ends of ours stay.
  if (dialect.sums === "within 2^53" && isZero(term, profile)) return NOTHING;
  const found = exactnessOf(term, (name) => profile.exactness(name));
  if (!addsExactly(dialect, found, profile.rows)) {
    const mixed = dialect.sums === "within 2^53" && typeof term === "string" ? profile.mixed(term) : null;
    const sum = mixed === null ? dialect.compensatedSum : cancellingSum(dialect, mixed, profile.rows);
    return { value: inDoubles(term, number), sum: (value) => dialect.double(sum(value)), divisor: 1 };
  }
  const { sql, decimals } = inWholeNumbers(term, number, profile, engine);
  return { value: sql, sum: (value) => dialect.double(dialect.wholeSum(value, found.bound)), divisor: 10 ** decimals };
}

/** The same for a term as it stands in the relation: a column that the engine keeps exactly is added as it is. */
export function sumOf(engine: Engine, relation: Relation, profile: Profile, term: Term): SumSql {
  const { dialect } = engine;
  const asked = unasked(term, profile);
  const own = typeof asked === "string" ? nativeSum(dialect, columnOf(relation, asked)) : null;
  if (own === null) return sumSql(engine, profile, term, (name) => numberSql(relation, name, dialect));
  return { value: own.value, sum: (value) => dialect.double(dialect.text(own.sum(value))), divisor: 1 };
}
