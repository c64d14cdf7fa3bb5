import type { CoxRows } from "./coxRows.js";

/** Values this close, of their whole spread, are one: a ratio that rests on less is infinite for all purposes. */
const SAME = 1e-6;

/** The times of events in a stratum, latest first, with the least value among the events at each. */
interface Marks {
  readonly times: Float64Array;
  readonly least: Float64Array;
  /** Of each row the first of these times that is not after its end. */
  readonly first: Uint32Array;
}

function marksOf({ stop, event }: CoxRows, values: Float64Array, begin: number, end: number): Marks {
  const [times, least, first]: [number[], number[], Uint32Array] = [[], [], new Uint32Array(end - begin)];
  for (let row = begin; row < end; row++) {
    const place = times.length - (times.at(-1) === stop[row] ? 1 : 0);
    first[row - begin] = place;
    if (event[row] === 0) continue;
    // Rows of this time that came before the first event at it have the same place already.
    times[place] = stop[row]!;
    least[place] = Math.min(least[place] ?? Number.POSITIVE_INFINITY, values[row]!);
  }
  return { times: Float64Array.from(times), least: Float64Array.from(least), first };
}

/** The first place at or after this one that nobody has taken yet, shortening the way for the next. */
function open(next: Uint32Array, place: number): number {
  let found = place;
  while (next[found] !== found) {
    next[found] = next[next[found]!]!;
    found = next[found]!;
  }
  return found;
}

/** Whether at each event of a stratum nobody at risk has a larger value: the rows of the largest values take their times first. */
function largestLeaves(rows: CoxRows, values: Float64Array, begin: number, end: number, same: number): boolean {
  const { times, least, first } = marksOf(rows, values, begin, end);
  const next = Uint32Array.from({ length: times.length + 1 }, (_, place) => place);
  const largestFirst = Uint32Array.from({ length: end - begin }, (_, i) => begin + i);
  largestFirst.sort((a, b) => values[b]! - values[a]!);
  for (const row of largestFirst) {
    const start = rows.start === null ? Number.NEGATIVE_INFINITY : rows.start[row]!;
    let place = open(next, first[row - begin]!);
    for (; place < times.length && times[place]! > start; place = open(next, place)) {
      if (values[row]! > least[place]! + same) return false;
      next[place] = place + 1;
    }
  }
  return true;
}

/** Whether some event had a larger value at risk just before it in the order of rows: the usual case, found without sorting. */
function isEasilyRefuted({ start, stop, event, strataEnds }: CoxRows, values: Float64Array, same: number): boolean {
  let begin = 0;
  for (const end of strataEnds) {
    for (let row = begin; row < end; row++) {
      if (event[row] === 0) continue;
      for (let other = Math.max(begin, row - 8); other < row; other++) {
        if (values[other]! > values[row]! + same && (start === null || start[other]! < stop[row]!)) return true;
      }
    }
    begin = end;
  }
  return false;
}

/**
 * Whether the likelihood rises for ever along a direction: at each event, whoever left had the largest value of it among those at risk.
 *
 * @param values of each row: the direction times its covariates
 * @see Bryson and Johnson (1981), Technometrics 23
 */
export function risesForEver(rows: CoxRows, values: Float64Array): boolean {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const same = SAME * (high - low);
  if (!(same > 0) || isEasilyRefuted(rows, values, same)) return false;
  return rows.strataEnds.every((end, i) => largestLeaves(rows, values, rows.strataEnds[i - 1] ?? 0, end, same));
}
