import { columnsOf, DECIMALS, type Exactness, exactnessOf, sumsExactly, wholeInDoubles } from "../exact-sums.js";
import { type Shift, shiftOf } from "../shift.js";
import type { Term } from "../table.js";
import type { Dialect } from "./dialect.js";
import { nativeSum } from "./native-sum.js";
import { columnOf, type Engine, numberSql, type Relation } from "./relation.js";

/** What is known of a relation's numbers: found once, by one query for all columns that are new. */
export interface Profile {
  readonly rows: number;
  exactness(name: string): Exactness | null;
  /** The smallest number of a column, where that was looked at. */
  least(name: string): number | null;
  /** The largest size of a number of a column that has some of either sign, where that was looked at: what a sum of it may cancel. */
  mixed(name: string): number | null;
  /** Whether no row lacks it, where that was looked at. */
  isEverywhere(name: string): boolean;
  /** What is taken off a column before its moments are added up. */
  shift(name: string): Shift;
}

interface Known {
  readonly exactness: Exactness | null;
  readonly least: number | null;
  readonly mixed: number | null;
  /** Rows that have it; null where nobody looked. */
  readonly there: number | null;
  readonly shift: Shift;
}

/** Numbers asked for each column: smallest, largest, the most decimals of any, and how many there are. */
const ASKED = 4;

function knownFrom(answer: readonly unknown[]): Known {
  const [min, max, decimals, there = null] = answer as (number | null)[];
  if (min == null || max == null || decimals == null) {
    const exactness = { decimals: 0, bound: 0 };
    return { exactness, least: null, mixed: null, there, shift: shiftOf(0, 0, exactness) };
  }
  const bound = Math.round(Math.max(Math.abs(min), Math.abs(max)) * 10 ** decimals);
  const exactness = decimals > DECIMALS || bound >= Number.MAX_SAFE_INTEGER ? null : { decimals, bound };
  const mixed = min < 0 && max > 0 ? Math.max(-min, max) : null;
  return { exactness, least: min, mixed, there, shift: shiftOf(min, max, exactness) };
}

/**
 * What is known of the columns of some terms: enough to add them up; how large their totals can be too; or their shifts too, for
 * which a column must be looked at.
 */
export type ProfileOf = (terms: readonly Term[], wanted?: "sums" | "totals" | "shifts") => Promise<Profile>;

const YES_OR_NO: Exactness = { decimals: 0, bound: 1 };

/** Whether an engine adds up whole numbers of this size without rounding. */
export function addsExactly({ sums }: Dialect, exactness: Exactness | null, rows: number): exactness is Exactness {
  return sums === "wide" ? exactness !== null && wholeInDoubles(exactness) : sumsExactly(exactness, rows);
}

/** The smallest and the largest number of a column, its decimals, those of the type where that tells them, and how many there are. */
function endsOf(relation: Relation, name: string, dialect: Dialect): string[] {
  const { id, exact, native } = columnOf(relation, name);
  // As the engine keeps it: the ends may then be written in the file, and no row is read.
  if (dialect.sums === "within 2^53" && native !== undefined && exact !== undefined)
    return [`min(${id})`, `max(${id})`, `${exact.decimals}`, `count(${id})`].map(dialect.double);
  const x = numberSql(relation, name, dialect);
  // The first scale that fits: most numbers need no look at the finer ones.
  const scales = Array.from({ length: DECIMALS + 1 }, (_, decimals) => {
    const scale = `${10 ** decimals}.0E0`;
    return `WHEN round((${x}) * ${scale}) / ${scale} = (${x}) THEN ${decimals}`;
  });
  const decimals = `CASE ${scales.join(" ")} WHEN (${x}) IS NOT NULL THEN ${DECIMALS + 1} END`;
  // Others may write to a table on a cluster: what is there now may be missing later.
  const there = dialect.sums === "wide" ? "NULL" : `count(${id})`;
  return [`min(${x})`, `max(${x})`, `max(${decimals})`, there].map(dialect.double);
}

/**
 * Asks the engine how many decimals each column has and how large its numbers are, unless that is known already or the
 * declared types tell it. What a type tells stays true while others write to the table; what was looked at may not.
 */
export function profiler(engine: Engine, relation: Relation): ProfileOf {
  const known = new Map<string, Known>();
  for (const { name, exact, range } of relation.columns) {
    if (range !== undefined && exact !== undefined)
      known.set(name, { exactness: exact, least: range[0], mixed: null, there: null, shift: shiftOf(...range, exact) });
  }
  const { dialect } = engine;
  const isWide = dialect.sums === "wide";
  let rows = relation.known?.rows ?? (isWide ? 0 : null);
  const declared = (name: string) => {
    const { exact, type } = columnOf(relation, name);
    return exact ?? (type === "boolean" && !isWide ? YES_OR_NO : null);
  };
  const addsAsItIs = (term: Term) => typeof term === "string" && nativeSum(dialect, columnOf(relation, term)) !== null;
  const isTold = (term: Term, wanted: "sums" | "totals") =>
    ((isWide || wanted === "sums") && addsAsItIs(term)) ||
    (isWide && addsExactly(dialect, exactnessOf(term, declared), rows ?? 0));
  const isKnown = (name: string) => known.has(name) || relation.known?.exactness.has(name) === true;
  const isYesOrNo = (name: string) => !isWide && columnOf(relation, name).type === "boolean";
  return async (terms, wanted = "sums") => {
    const names = terms.filter((term) => wanted === "shifts" || !isTold(term, wanted)).flatMap(columnsOf);
    const fresh = [...new Set(names)].filter((name) =>
      wanted === "shifts" ? !known.has(name) : !isKnown(name) && !isYesOrNo(name),
    );
    if (fresh.length > 0 || (names.length > 0 && rows === null)) {
      const parts = [dialect.double("count(*)"), ...fresh.flatMap((name) => endsOf(relation, name, dialect))];
      const answer = (await engine.query(`SELECT ${parts.join(", ")} FROM ${relation.from}`)).map(([value]) => value);
      rows = answer[0] as number;
      fresh.forEach((name, position) => {
        known.set(name, knownFrom(answer.slice(1 + position * ASKED, 1 + (position + 1) * ASKED)));
      });
    }
    return {
      rows: rows ?? 0,
      exactness: (name) => known.get(name)?.exactness ?? relation.known?.exactness.get(name) ?? declared(name),
      least: (name) => known.get(name)?.least ?? null,
      mixed: (name) => known.get(name)?.mixed ?? null,
      isEverywhere: (name) => rows !== null && known.get(name)?.there === rows,
      shift: (name) => known.get(name)!.shift,
    };
  };
}
