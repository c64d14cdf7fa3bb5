import type { CoxRows } from "./coxRows.js";

/** Σr, Σrx and Σrxx′ (its lower triangle, row by row; none of it where it is not asked for) of rows, r being weight times e^(β·x). */
export interface RiskSums {
  risk: number;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/** What is summed up beside Σr: Σrx, or Σrxx′ too. */
export type Moments = "first" | "second";

export const emptySums = (p: number, moments: Moments): RiskSums => ({
  risk: 0,
  first: new Float64Array(p),
  second: new Float64Array(moments === "second" ? (p * (p + 1)) / 2 : 0),
});

export function clear(sums: RiskSums): void {
  sums.risk = 0;
  sums.first.fill(0);
  sums.second.fill(0);
}

export function addRow({ names, x }: CoxRows, sums: RiskSums, row: number, risk: number): void {
  const { first, second } = sums;
  const [p, hasSecond] = [names.length, second.length > 0];
  const at = row * p;
  sums.risk += risk;
  for (let i = 0, q = 0; i < p; i++) {
    const part = risk * x[at + i]!;
    first[i]! += part;
    if (hasSecond) for (let j = 0; j <= i; j++) second[q++]! += part * x[at + j]!;
  }
}

/** The sums over those at risk, as rows come in and go out. */
export interface RunningSums {
  readonly sums: RiskSums;
  clear(): void;
  /** The rows from … to − 1 come in: Σr is right at once, the rest after `read`. */
  enter(from: number, to: number): void;
  /** Those at the places from … to − 1 of the order by start go out. */
  leave(from: number, to: number): void;
  /** Anew of the rows from … to − 1 that have begun before a time. */
  anew(from: number, to: number, time: number): void;
  read(): void;
}

export function plainSums(rows: CoxRows, risks: Float64Array, moments: Moments): RunningSums {
  const sums = emptySums(rows.names.length, moments);
  return {
    sums,
    clear: () => clear(sums),
    enter(from, to) {
      for (let row = from; row < to; row++) addRow(rows, sums, row, risks[row]!);
    },
    leave(from, to) {
      for (let place = from; place < to; place++) {
        const row = rows.byStart![place]!;
        addRow(rows, sums, row, -risks[row]!);
      }
    },
    anew(from, to, time) {
      clear(sums);
      for (let row = from; row < to; row++) if (rows.start![row]! < time) addRow(rows, sums, row, risks[row]!);
    },
    read() {},
  };
}

/** Of one covariate: three sums, in numbers of their own. */
export function singleSums({ x, start, byStart }: CoxRows, risks: Float64Array, moments: Moments): RunningSums {
  const sums = emptySums(1, moments);
  let [risk, first, second] = [0, 0, 0];
  const add = (order: Uint32Array | null, from: number, to: number, sign: number) => {
    let [r, s, t] = [risk, first, second];
    for (let place = from; place < to; place++) {
      const row = order === null ? place : order[place]!;
      const own = sign * risks[row]!;
      const part = own * x[row]!;
      r += own;
      s += part;
      t += part * x[row]!;
    }
    sums.risk = risk = r;
    first = s;
    second = t;
  };
  return {
    sums,
    clear() {
      risk = first = second = 0;
      clear(sums);
    },
    enter: (from, to) => add(null, from, to, 1),
    leave: (from, to) => add(byStart, from, to, -1),
    anew(from, to, time) {
      risk = first = second = 0;
      for (let row = from; row < to; row++) if (start![row]! < time) add(null, row, row + 1, 1);
      sums.risk = risk;
    },
    read() {
      sums.first[0] = first;
      if (moments === "second") sums.second[0] = second;
    },
  };
}
