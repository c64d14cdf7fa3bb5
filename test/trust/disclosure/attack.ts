import { type Window, windowOf } from "../../../src/tables/shared/nearCounts.js";
import { type SharedTable, sharedTable } from "../../../src/tables/shared/sharedTable.js";
import type { Cell, Cross, Table } from "../../../src/tables/table.js";
import { type AtMost, program } from "./simplex.js";

/** How many of each group gave each answer; last of those who gave none. */
export type Counts = readonly (readonly number[])[];

const REST = "together";
const nameOf = (group: number) => `g${group}`;

/** Counts as a table that has rows. */
function tableOf(counts: Counts): Table {
  const crosses = counts.flatMap((row, g) =>
    row.map((n, i): readonly [string, Cell, number] => [nameOf(g), i === row.length - 1 ? null : i, n]),
  );
  const crosstab = async (keys: readonly string[]): Promise<Cross[]> => {
    const found = new Map<string, Cross>();
    for (const [group, answer, n] of crosses) {
      const cells = keys.map((key) => (key === "group" ? group : answer));
      const name = JSON.stringify(cells);
      if (n > 0) found.set(name, { keys: cells, n: n + (found.get(name)?.n ?? 0), sums: [], counts: [] });
    }
    return [...found.values()];
  };
  const columns = async () => [
    { name: "group", type: "text" as const },
    { name: "answer", type: "number" as const },
  ];
  return { name: "random", columns, crosstab } as unknown as Table;
}

/** What is seen of a release: by group, and of all in another table. */
export interface Seen {
  readonly by: SharedTable;
  readonly all: SharedTable;
}

export async function release(counts: Counts, fewest: number): Promise<Seen> {
  const table = tableOf(counts);
  const sharing = { fewest, rest: REST };
  return {
    by: await sharedTable(table, { group: "group", answer: "answer" }, sharing),
    all: await sharedTable(table, { group: null, answer: "answer" }, sharing),
  };
}

/** A sum of counts that lies in a window. Counts have numbers: group × answer, release after release. */
interface Known {
  readonly of: readonly number[];
  readonly window: Window;
}

export interface Problem {
  readonly variables: number;
  readonly known: readonly Known[];
}

/** Running totals of the answers as they were shared, of one group. */
function totalsOf(crosses: readonly Cross[], group: Cell | undefined, answers: number): number[] {
  let total = 0;
  return Array.from({ length: answers }, (_, i) => {
    const answer = i === answers - 1 ? null : i;
    const own = crosses.filter(({ keys }) => (group === undefined || keys[0] === group) && keys.at(-1) === answer);
    total += own.reduce((sum, { n }) => sum + n, 0);
    return total;
  });
}

/** What a total as it is shown may stand for. One that is no multiple was not rounded, and whoever sees it knows it exactly. */
const leftOpen = (total: number, fewest: number): Window =>
  total % fewest === 0 ? windowOf(total, fewest) : { low: total, high: total };

/** All that follows from a release: every running total of every group and of all, as far as rounding leaves it open. */
export async function problemOf(counts: Counts, { by, all }: Seen, fewest: number): Promise<Problem> {
  const answers = counts[0]!.length;
  const crosses = await by.crosstab(["group", "answer"]);
  const whole = await all.crosstab(["answer"]);
  const places = (groups: readonly number[], until: number) =>
    groups.flatMap((g) => Array.from({ length: until + 1 }, (_, i) => g * answers + i));
  const everybody = counts.map((_, g) => g);
  const hidden = everybody.filter((g) => by.hidden.includes(nameOf(g)));
  const seen = (groups: readonly number[], totals: readonly number[]): Known[] =>
    totals.map((total, i) => ({ of: places(groups, i), window: leftOpen(total, fewest) }));
  const shown = everybody.filter((g) => !hidden.includes(g));
  // That a shown group has enough answers, and the hidden ones together, is known by the rule.
  const enough = [...shown.map((g) => [g]), ...(hidden.length > 0 ? [hidden] : [])].map((groups) => ({
    of: places(groups, answers - 2),
    window: { low: fewest, high: Number.POSITIVE_INFINITY },
  }));
  return {
    variables: counts.length * answers,
    known: [
      ...shown.flatMap((g) => seen([g], totalsOf(crosses, nameOf(g), answers))),
      ...(hidden.length > 0 ? seen(hidden, totalsOf(crosses, REST, answers)) : []),
      ...seen(everybody, totalsOf(whole, undefined, answers)),
      ...enough,
    ],
  };
}

/** Two releases as one: the later has the answers of the earlier, and more. */
export function together(first: Problem, later: Problem): Problem {
  const { variables } = first;
  const grown = later.known.map(({ of, window }) => ({ of: [...of, ...of.map((at) => at + variables)], window }));
  return { variables: 2 * variables, known: [...first.known, ...grown] };
}

interface Bounds {
  readonly lower: number;
  readonly upper: number;
}

/** The whole numbers between which a sum of counts must lie, to who knows all that. */
export function boundsIn({ variables, known }: Problem): (of: readonly number[]) => Bounds {
  const row = (places: readonly number[], sign: number) => {
    const coefficients = new Array<number>(variables).fill(0);
    for (const place of places) coefficients[place] = sign;
    return coefficients;
  };
  const constraints: AtMost[] = known.flatMap(({ of: places, window: { low, high } }) => [
    ...(Number.isFinite(high) ? [{ coefficients: row(places, 1), most: high }] : []),
    ...(low > 0 ? [{ coefficients: row(places, -1), most: -low }] : []),
  ]);
  const largest = program(variables, constraints);
  if (largest === null) throw new Error("what is seen contradicts itself");
  return (of) => ({
    lower: Math.ceil(-largest(row(of, -1)) - 1e-6),
    upper: Math.floor(largest(row(of, 1)) + 1e-6),
  });
}
