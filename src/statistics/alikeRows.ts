/** Rows that are alike in every column, counted once. */
export interface AlikeRows {
  readonly groups: number;
  /** Columns of each group, one group after the other. */
  readonly values: Float64Array;
  readonly width: number;
}

/** How often each group occurs, and how often with the outcome. */
export interface Occurrences {
  readonly trials: Float64Array;
  readonly successes: Float64Array;
}

/** Which rows are alike: the group of each row, and a first row of each group. */
export interface AlikeGroups {
  readonly of: Int32Array;
  readonly first: readonly number[];
}

/** 0, 1, 2 … for the values in the order they come in. */
function coded(values: Float64Array): { readonly codes: Int32Array; readonly levels: number } {
  const known = new Map<number, number>();
  const codes = Int32Array.from(values, (value) => {
    const code = known.get(value) ?? known.size;
    if (code === known.size) known.set(value, code);
    return code;
  });
  return { codes, levels: known.size };
}

/**
 * Rows that have the same value in every column, found column after column.
 *
 * @param columns of equal length
 * @example alikeGroups([Float64Array.of(1, 2, 1)]).first.length // 2
 */
export function alikeGroups(columns: readonly Float64Array[]): AlikeGroups {
  const rows = columns[0]?.length ?? 0;
  let of: Int32Array = new Int32Array(rows);
  for (const column of columns) {
    const { codes } = coded(column);
    // Groups and codes are fewer than rows: their pair fits into the whole numbers of double precision.
    of = coded(Float64Array.from(of, (group, row) => group * rows + codes[row]!)).codes;
  }
  const first: number[] = [];
  of.forEach((group, row) => {
    if (group === first.length) first.push(row);
  });
  return { of, first };
}

/** Fewer columns of the same rows, in which more of them are alike; and the new group of each old one. */
interface Narrowed {
  readonly rows: AlikeRows;
  readonly of: Int32Array;
}

/** Of a table with room for this many times the groups, most stays empty. */
const MOST_ROOM = 4;
/** Groups that are hardly fewer are not worth counting again. */
const WORTH = 0.75;

/** A function that narrows rows to some of their columns; null where hardly more of them would be alike. */
export function narrowing({ groups, values, width }: AlikeRows): (places: readonly number[]) => Narrowed | null {
  const columns = Array.from({ length: width }, (_, k) =>
    coded(Float64Array.from({ length: groups }, (__, group) => values[group * width + k]!)),
  );
  return (places) => {
    const room = places.reduce((product, place) => product * columns[place]!.levels, 1);
    if (room > MOST_ROOM * groups) return null;
    const known = new Int32Array(room).fill(-1);
    const of = new Int32Array(groups);
    const first: number[] = [];
    for (let group = 0; group < groups; group++) {
      let key = 0;
      for (const place of places) key = key * columns[place]!.levels + columns[place]!.codes[group]!;
      if (known[key] === -1) {
        known[key] = first.length;
        first.push(group);
      }
      of[group] = known[key]!;
    }
    if (first.length > WORTH * groups) return null;
    const kept = Float64Array.from({ length: first.length * places.length }, (_, at) => {
      return values[first[Math.floor(at / places.length)]! * width + places[at % places.length]!]!;
    });
    return { rows: { groups: first.length, values: kept, width: places.length }, of };
  };
}

/** Occurrences of old groups, added up by new ones. */
export function gathered({ trials, successes }: Occurrences, { rows, of }: Narrowed): Occurrences {
  const found = { trials: new Float64Array(rows.groups), successes: new Float64Array(rows.groups) };
  for (let group = 0; group < of.length; group++) {
    found.trials[of[group]!]! += trials[group];
    found.successes[of[group]!]! += successes[group];
  }
  return found;
}

/** Means of the columns and of the outcome, which comes last, and their covariances row by row, divided by the number of trials. */
export function occurrenceMoments({ groups, values, width }: AlikeRows, { trials, successes }: Occurrences) {
  const size = width + 1;
  const mean = new Float64Array(size);
  const covariance = new Float64Array(size * size);
  let all = 0;
  for (let group = 0; group < groups; group++) {
    const [many, at] = [trials[group]!, group * width];
    if (many === 0) continue;
    all += many;
    mean[width]! += successes[group];
    for (let i = 0; i < width; i++) {
      const value = values[at + i]!;
      mean[i]! += many * value;
      covariance[i * size + width]! += successes[group]! * value;
      for (let j = i; j < width; j++) covariance[i * size + j]! += many * value * values[at + j]!;
    }
  }
  for (let i = 0; i < size; i++) mean[i]! /= all;
  covariance[width * size + width] = mean[width]! * all;
  for (let i = 0; i < size; i++) {
    for (let j = i; j < size; j++) {
      const shared = covariance[i * size + j]! / all - mean[i]! * mean[j]!;
      covariance[i * size + j] = shared;
      covariance[j * size + i] = shared;
    }
  }
  return { mean, covariance };
}
