import { DECIMALS, type Exactness, exactnessOf, sumsExactly } from "../exact-sums.js";
import { type Shift, shiftOf } from "../shift.js";
import { pairOf, type Term } from "../table.js";
import { type Engine, numberSql, type Relation } from "./relation.js";

/** What is known of a relation's numbers: found once, by one query for all columns that are new. */
export interface Profile {
  readonly rows: number;
  exactness(name: string): Exactness | null;
  /** What is taken off a column before its moments are added up. */
  shift(name: string): Shift;
}

interface Known {
  readonly exactness: Exactness | null;
  readonly shift: Shift;
}

/** Numbers asked for each column: smallest, largest, and the most decimals of any. */
const ASKED = 3;

function knownFrom(answer: readonly unknown[]): Known {
  const [min, max, decimals] = answer as (number | null)[];
  if (min == null || max == null || decimals == null) {
    const exactness = { decimals: 0, bound: 0 };
    return { exactness, shift: shiftOf(0, 0, exactness) };
  }
  const bound = Math.round(Math.max(Math.abs(min), Math.abs(max)) * 10 ** decimals);
  const exactness = decimals > DECIMALS || bound >= Number.MAX_SAFE_INTEGER ? null : { decimals, bound };
  return { exactness, shift: shiftOf(min, max, exactness) };
}

/** What is known of some columns: enough to add them up, or their shifts too, for which a column must be looked at. */
export type ProfileOf = (names: readonly string[], wanted?: "sums" | "shifts") => Promise<Profile>;

/** Asks the engine how many decimals each column has and how large its numbers are, unless that is known already. */
export function profiler(engine: Engine, relation: Relation): ProfileOf {
  const known = new Map<string, Known>();
  let rows = relation.known?.rows ?? 0;
  const { dialect } = engine;
  const asked = (name: string) => {
    const x = numberSql(relation, name);
    // The first scale that fits: most numbers need no look at the finer ones.
    const scales = Array.from({ length: DECIMALS + 1 }, (_, decimals) => {
      const scale = `${10 ** decimals}.0E0`;
      return `WHEN round((${x}) * ${scale}) / ${scale} = (${x}) THEN ${decimals}`;
    });
    const decimals = `CASE ${scales.join(" ")} WHEN (${x}) IS NOT NULL THEN ${DECIMALS + 1} END`;
    return [`min(${x})`, `max(${x})`, `max(${decimals})`].map((part) => dialect.double(part));
  };
  return async (names, wanted = "sums") => {
    const isKnown = (name: string) =>
      known.has(name) || (wanted === "sums" && relation.known?.exactness.has(name) === true);
    const fresh = [...new Set(names)].filter((name) => !isKnown(name));
    if (fresh.length > 0) {
      const parts = [dialect.double("count(*)"), ...fresh.flatMap(asked)];
      const answer = (await engine.query(`SELECT ${parts.join(", ")} FROM ${relation.from}`)).map(([value]) => value);
      rows = answer[0] as number;
      fresh.forEach((name, position) => {
        known.set(name, knownFrom(answer.slice(1 + position * ASKED, 1 + (position + 1) * ASKED)));
      });
    }
    return {
      rows,
      exactness: (name) => known.get(name)?.exactness ?? relation.known?.exactness.get(name) ?? null,
      shift: (name) => known.get(name)!.shift,
    };
  };
}

/** The sum of a term in SQL, and what it is divided by when it arrives. */
export interface SumSql {
  /** The term of one row; NULL when one of its columns is. */
  readonly value: string;
  sum(value: string): string;
  readonly divisor: number;
}

function combined(term: Exclude<Term, string>, a: string, b: string): string {
  if ("product" in term) return `(${a}) * (${b})`;
  if ("given" in term) return `CASE WHEN (${b}) IS NOT NULL THEN (${a}) END`;
  const sign = "max" in term ? ">" : "<";
  const [then, otherwise] = "below" in term ? ["1", "0"] : [`(${a})`, `(${b})`];
  return `CASE WHEN (${a}) IS NULL OR (${b}) IS NULL THEN NULL WHEN (${a}) ${sign} (${b}) THEN ${then} ELSE ${otherwise} END`;
}

type NumberOf = (name: string) => string;

function inDoubles(term: Term, number: NumberOf): string {
  if (typeof term === "string") return number(term);
  const [a, b] = pairOf(term);
  return combined(term, inDoubles(a, number), inDoubles(b, number));
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
  const [a, b] = pairOf(term).map((part) => inWholeNumbers(part, number, profile, engine)) as [
    { sql: string; decimals: number },
    { sql: string; decimals: number },
  ];
  if ("product" in term) return { sql: combined(term, a.sql, b.sql), decimals: a.decimals + b.decimals };
  const decimals = Math.max(a.decimals, b.decimals);
  const same = (part: { sql: string; decimals: number }) =>
    part.decimals === decimals ? part.sql : `(${part.sql}) * ${10 ** (decimals - part.decimals)}`;
  return { sql: combined(term, same(a), same(b)), decimals: "below" in term ? 0 : decimals };
}

/**
 * How a term is added up on the engine: as whole numbers where that is exact, as compensated doubles otherwise; decided
 * by the same rule as in memory, so that both give the same digits.
 *
 * @param number how a column is written in the query, as a number
 */
export function sumSql(engine: Engine, profile: Profile, term: Term, number: NumberOf): SumSql {
  const { dialect } = engine;
  const found = exactnessOf(term, (name) => profile.exactness(name));
  if (!sumsExactly(found, profile.rows)) {
    return {
      value: inDoubles(term, number),
      sum: (value) => dialect.double(dialect.compensatedSum(value)),
      divisor: 1,
    };
  }
  const { sql, decimals } = inWholeNumbers(term, number, profile, engine);
  return { value: sql, sum: (value) => dialect.double(`sum(${value})`), divisor: 10 ** decimals };
}
