import { expect, test } from "vitest";
import { coxRows } from "../../src/statistics/coxRows.js";
import { runningSums } from "../../src/statistics/coxRunningSums.js";
import { random } from "../../src/statistics/random.js";

const ROWS = 1500;

function rowsOf(p: number) {
  const stream = random(p);
  const start = Float64Array.from({ length: ROWS }, () => stream.integer(40));
  const data = {
    start,
    stop: start.map((from) => from + 1 + stream.integer(20)),
    event: Uint8Array.from({ length: ROWS }, () => stream.integer(2)),
    covariates: Object.fromEntries(
      Array.from({ length: p }, (_, j) => [`x${j}`, start.map(() => stream.normal() * 10 ** j)]),
    ),
  };
  return { rows: coxRows(data), risks: start.map(() => Math.exp(stream.normal())) };
}

test.each([1, 2, 3, 4, 7, 8, 17])(
  "runningSums of %i covariates are those of adding row after row, with the roundings of doing so",
  (p) => {
    const { rows, risks } = rowsOf(p);
    const x = (row: number, j: number) => rows.x[row * p + j]!;
    const pairs = Array.from({ length: p }, (_, i) => Array.from({ length: i + 1 }, (_, j) => [i, j] as const)).flat();
    const into = (signed: readonly (readonly [number, number])[]) => ({
      risk: signed.reduce((sum, [, r]) => sum + r, 0),
      first: Array.from({ length: p }, (_, i) => signed.reduce((sum, [row, r]) => sum + r * x(row, i), 0)),
      second: pairs.map(([i, j]) => signed.reduce((sum, [row, r]) => sum + r * x(row, i) * x(row, j), 0)),
    });
    const entered = Array.from({ length: ROWS }, (_, row) => [row, risks[row]!] as const);
    const gone = Array.from(rows.byStart!.subarray(0, 700), (row) => [row, -risks[row]!] as const);
    const begun = entered.filter(([row]) => rows.start![row]! < 9);

    for (const moments of ["first", "second"] as const) {
      const found = runningSums(rows, risks, moments);
      const read = () => {
        found.read();
        const { risk, first, second } = found.sums;
        return { risk, first: [...first], second: [...second] };
      };
      const asked = (sums: ReturnType<typeof into>) => (moments === "second" ? sums : { ...sums, second: [] });
      found.clear();
      found.enter(0, 900);
      found.enter(900, ROWS);
      found.leave(0, 700);
      expect(read()).toEqual(asked(into([...entered, ...gone])));
      found.anew(0, ROWS, 9);
      expect(read()).toEqual(asked(into(begun)));
    }
  },
);
