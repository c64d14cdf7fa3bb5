import { restored, type Shift, type ShiftedSums } from "../shift.js";
import type { Cell, Moments, MomentsOptions, Term } from "../table.js";
import { asCell, compareKeys } from "./crosstab.js";
import type { Profile, ProfileOf } from "./profile.js";
import { columnOf, type Engine, leaving, numberSql, type Relation } from "./relation.js";
import { type SumSql, sumSql } from "./terms.js";

const times = (a: Term | null, b: Term | null): Term | null => (a === null ? b : b === null ? a : { product: [a, b] });

/** The sums that one query brings, each once, by what is added. */
class SumList {
  private readonly places = new Map<string, number>();
  readonly sums: SumSql[] = [];

  constructor(private readonly make: (term: Term) => SumSql) {}

  add(term: Term | null): void {
    if (term === null) return;
    const name = JSON.stringify(term);
    if (!this.places.has(name)) this.places.set(name, this.sums.push(this.make(term)) - 1);
  }

  /** Reads the sum of a term from a row of the answer; without a term it is the number of rows. */
  read(term: Term | null, n: number, values: readonly number[]): number {
    if (term === null) return n;
    const place = this.places.get(JSON.stringify(term))!;
    return (values[place] ?? 0) / this.sums[place]!.divisor;
  }
}

function termsOf(columns: readonly string[], weight: Term | null): (Term | null)[] {
  const factors = [weight, times(weight, weight)];
  return factors.flatMap((factor) => [
    factor,
    ...columns.map((x) => times(factor, x)),
    ...columns.flatMap((a, i) => columns.slice(i).map((b) => times(factor, times(a, b)))),
  ]);
}

interface Answer {
  readonly keys: Cell[];
  readonly pattern: number;
  readonly n: number;
  readonly values: readonly number[];
}

function momentsOf(
  answer: Answer,
  columns: readonly string[],
  weight: Term | null,
  list: SumList,
  shifts: readonly Shift[],
): Moments {
  const bit = (j: number) => Math.floor(answer.pattern / 2 ** (columns.length - 1 - j)) % 2;
  const positions = columns.flatMap((_, j) => (bit(j) === 0 ? [j] : []));
  const read = (term: Term | null) => list.read(term, answer.n, answer.values);
  const shifted = (factor: Term | null): ShiftedSums => ({
    weight: read(factor),
    first: (i) => read(times(factor, columns[i]!)),
    second: (i, j) => read(times(factor, times(columns[i]!, columns[j]!))),
  });
  const [one, two] = [shifted(weight), shifted(times(weight, weight))];
  const squared = restored(two, positions, shifts);
  return {
    keys: answer.keys,
    columns: positions.map((j) => columns[j]!),
    n: answer.n,
    weight: one.weight,
    weightSquared: two.weight,
    ...restored(one, positions, shifts),
    squaredWeightSum: squared.sum,
    squaredWeightCross: squared.cross,
  };
}

async function requireWeights(engine: Engine, relation: Relation, weight: string): Promise<void> {
  const { dialect } = engine;
  const w = numberSql(relation, weight, dialect);
  const query = `SELECT ${dialect.double(`min(${w})`)}, ${dialect.double(`count(CASE WHEN ${w} < 0 THEN 1 END)`)} FROM ${relation.from}`;
  const [[smallest], [negative]] = (await engine.query(query)) as [number[], number[]];
  if ((negative ?? 0) === 0) return;
  throw new RangeError(
    `moments requires weights of at least 0 in '${weight}' of ${relation.name}; got ${smallest} (${negative} rows)`,
  );
}

/** The profile of the columns with their shifts taken off; a weight is never shifted. */
const shiftedProfile = (profile: Profile, weight: string | undefined): Profile => ({
  ...profile,
  exactness: (name) => (name === weight ? profile.exactness(name) : profile.shift(name).exactness),
});

function shiftedNumber(
  { dialect }: Engine,
  number: (name: string) => string,
  profile: Profile,
  weight: string | undefined,
) {
  return (name: string) => {
    const { amount } = profile.shift(name);
    if (amount === 0 || name === weight) return number(name);
    return `((${number(name)}) - ${dialect.double(dialect.literal(`${amount}`))})`;
  };
}

/** One query for all sums of n, Σx and Σxx′; see `Table.moments`. */
export async function moments(
  engine: Engine,
  relation: Relation,
  profileOf: ProfileOf,
  columns: readonly string[],
  options: MomentsOptions,
): Promise<Moments[]> {
  const { by = [], weight, missing = "listwise" } = options;
  const { dialect } = engine;
  if (weight !== undefined) await requireWeights(engine, relation, weight);
  const names = weight === undefined ? columns : [...columns, weight];
  const profile = await profileOf(names, "shifts");
  const number = (name: string) => numberSql(relation, name, dialect);
  const shifts = columns.map((name) => (name === weight ? { ...profile.shift(name), amount: 0 } : profile.shift(name)));
  const list = new SumList((term) =>
    sumSql(engine, shiftedProfile(profile, weight), term, shiftedNumber(engine, number, profile, weight)),
  );
  for (const term of termsOf(columns, weight ?? null)) list.add(term);
  const needed = missing === "listwise" ? names : weight === undefined ? [] : [weight];
  const used =
    needed
      .filter((name) => !profile.isEverywhere(name))
      .map((name) => `(${number(name)}) IS NOT NULL`)
      .join(" AND ") || "TRUE";
  const bits = columns.flatMap((name, j) =>
    profile.isEverywhere(name)
      ? []
      : [`CASE WHEN (${number(name)}) IS NULL THEN ${2 ** (columns.length - 1 - j)} ELSE 0 END`],
  );
  const pattern = missing === "pattern" && bits.length > 0 ? bits.join(" + ") : "0";
  const columnsOfBy = by.map((name) => columnOf(relation, name));
  const keys = [...columnsOfBy.map(({ id }) => id), dialect.double(pattern)];
  const parts = [
    ...keys.map((key, k) => `${key} AS k${k}`),
    ...list.sums.map(({ value }, t) => `CASE WHEN ${used} THEN ${value} END AS t${t}`),
    `CASE WHEN ${used} THEN 1 END AS used`,
  ];
  const outer = [
    ...columnsOfBy.map((column, k) => leaving(column, `k${k}`, dialect)),
    by.length === 0 && missing === "listwise" ? "0.0E0" : `k${by.length}`,
    dialect.double("count(used)"),
    ...list.sums.map(({ sum }, t) => sum(`t${t}`)),
  ];
  const grouped =
    by.length === 0 && missing === "listwise" ? "" : ` GROUP BY ${keys.map((_, k) => `k${k}`).join(", ")}`;
  const answer = await engine.query(
    `SELECT ${outer.join(", ")} FROM (SELECT ${parts.join(", ")} FROM ${relation.from}) AS rows${grouped}`,
  );
  const width = keys.length;
  const answers = (answer[width] as readonly number[]).map((n, row) => ({
    keys: by.map((_, k) => asCell(answer[k]![row])),
    pattern: answer[width - 1]![row] as number,
    n,
    values: list.sums.map((_, t) => answer[width + 1 + t]![row] as number),
  }));
  return answers
    .filter(({ n }) => n > 0 || missing === "listwise")
    .sort((a, b) => compareKeys(a.keys, b.keys) || a.pattern - b.pattern)
    .map((one) => momentsOf(one, columns, weight ?? null, list, shifts));
}
