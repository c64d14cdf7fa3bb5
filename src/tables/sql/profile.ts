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

/** What is known of the columns of some terms: enough to add them up, or their shifts too, for which a column must be looked at. */
export type ProfileOf = (terms: readonly Term[], wanted?: "sums" | "shifts") => Promise<Profile>;

/** Whether an engine adds up whole numbers of this size without rounding. */
export function addsExactly({ sums }: Dialect, exactness: Exactness | null, rows: number): exactness is Exactness {
  return sums === "wide" ? exactness !== null && wholeInDoubles(exactness) : sumsExactly(exactness, rows);
}

/**
 * Asks the engine how many decimals each column has and how large its numbers are, unless that is known already or the
 * declared types tell it. What a type tells stays true while others write to the table; what was looked at may not.
 */
export function profiler(engine: Engine, relation: Relation): ProfileOf {
  const known = new Map<string, Known>();
  for (const { name, exact, range } of relation.columns) {
    if (range !== undefined && exact !== undefined)
      known.set(name, { exactness: exact, shift: shiftOf(...range, exact) });
  }
  let rows = relation.known?.rows ?? 0;
  const { dialect } = engine;
  const declared = (name: string) => columnOf(relation, name).exact ?? null;
  const isTold = (term: Term) =>
    dialect.sums === "wide" &&
    ((typeof term === "string" && nativeSum(columnOf(relation, term)) !== null) ||
      addsExactly(dialect, exactnessOf(term, declared), rows));
  const asked = (name: string) => {
    const x = numberSql(relation, name, dialect);
    // The first scale that fits: most numbers need no look at the finer ones.
    const scales = Array.from({ length: DECIMALS + 1 }, (_, decimals) => {
      const scale = `${10 ** decimals}.0E0`;
      return `WHEN round((${x}) * ${scale}) / ${scale} = (${x}) THEN ${decimals}`;
    });
    const decimals = `CASE ${scales.join(" ")} WHEN (${x}) IS NOT NULL THEN ${DECIMALS + 1} END`;
    return [`min(${x})`, `max(${x})`, `max(${decimals})`].map((part) => dialect.double(part));
  };
  return async (terms, wanted = "sums") => {
    const names = terms.filter((term) => wanted === "shifts" || !isTold(term)).flatMap(columnsOf);
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
      exactness: (name) => known.get(name)?.exactness ?? relation.known?.exactness.get(name) ?? declared(name),
      shift: (name) => known.get(name)!.shift,
    };
  };
}
