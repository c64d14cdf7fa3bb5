import type { Cell, Table } from "../../tables/table.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import type { Keys, Test } from "../result.js";
import type { Scale } from "../scale.js";
import { keysOf } from "../segments.js";
import { pairedAnswers, requireValue } from "./answerPairs.js";
import { type AnswerCounts, answerTally, pooledAnswers } from "./answerTally.js";
import { type DifferenceRow, type Pair, withHolm } from "./differenceRow.js";

/** What is compared with what: the same of every difference of two scores. */
export interface ComparisonOptions {
  readonly score: string;
  /** Column of the groups or waves. */
  readonly by?: string;
  /** Two values of `by`: the first minus the second. Without it, every pair. */
  readonly between?: readonly [Cell, Cell];
  /** Another table (last period's), or 'complement': each group minus everybody outside it. */
  readonly against?: TableLike | "complement";
  /** Column that names the customer, when the same customers answered twice. */
  readonly customer?: string;
  readonly weight?: string;
  readonly level?: number;
}

/** One side of a comparison. */
export interface Group {
  readonly name: string;
  readonly answers: AnswerCounts;
}

/** How two scores are compared, whatever is asked to be compared. */
export interface Comparison<Row extends DifferenceRow> {
  readonly caller: string;
  /** The answers the question allows. */
  readonly scale: Scale;
  /** Different customers on both sides. */
  readonly contrast: (first: Group, second: Group) => Row;
  /** The same customers on both sides. */
  readonly paired: (pairs: readonly Pair[], names: readonly [string, string]) => Row;
  /** Whether all groups could share one score; null where that cannot be asked. */
  readonly equal: (groups: readonly Group[]) => Test | null;
}

export interface Compared<Row> {
  readonly overall: Row;
  readonly rows: readonly (Row & { readonly keys: Keys })[];
  readonly by: readonly string[];
  readonly test: Test | null;
  readonly missing: number;
}

const groupOf = (answers: AnswerCounts): Group => ({ name: String(answers.cells[0]), answers });
const answersIn = (segments: readonly AnswerCounts[]) =>
  segments.reduce((sum, { n }) => sum + n.reduce((a, b) => a + b, 0), 0);

/** The group of a value, or an error that names the nearest there is. */
function chosen(segments: readonly AnswerCounts[], value: Cell, by: string, caller: string): AnswerCounts {
  const values: Cell[] = segments.map(({ cells }) => cells[0] ?? null);
  requireValue(values, value, by, caller);
  return segments[values.indexOf(value)]!;
}

/** Groups of one table, those with a name; answers without one are counted as missing. */
async function groupsOf(
  table: Table,
  { score, by, between, weight }: ComparisonOptions,
  { caller, scale }: Pick<Comparison<DifferenceRow>, "caller" | "scale">,
) {
  if (Array.isArray(by))
    throw new TypeError(`${caller} requires one column in 'by'; got ${by.length}: ${by.join(", ")}`);
  if (by === undefined) {
    const got = between === undefined ? "neither" : "only 'between', two values of a column that is not named";
    throw new TypeError(`${caller} requires 'by', the column of the groups, or 'against', another table; got ${got}`);
  }
  const all = await answerTally(table, { score, by: [by], weight }, scale, caller);
  const named = all.filter(({ cells }) => cells[0] !== null);
  const nameless = all.filter(({ cells }) => cells[0] === null);
  const missing = all.reduce((sum, segment) => sum + segment.missing, 0) + answersIn(nameless);
  return { groups: named, missing, by };
}

/** A row that stands for "everybody" where the question has no single answer. */
function unanswered<Row extends DifferenceRow>(
  groups: readonly Group[],
  note: string,
  { contrast, scale }: Comparison<Row>,
): Row {
  const nobody = { name: "", answers: pooledAnswers([], scale) };
  return { ...contrast(nobody, nobody), n: answersIn(groups.map(({ answers }) => answers)), note };
}

async function betweenGroups<Row extends DifferenceRow>(
  table: Table,
  options: ComparisonOptions,
  comparison: Comparison<Row>,
): Promise<Compared<Row>> {
  const { groups: all, missing, by } = await groupsOf(table, options, comparison);
  const groups = (options.between?.map((value) => chosen(all, value, by, comparison.caller)) ?? all).map(groupOf);
  const test = comparison.equal(groups);
  const nothing = (note: string) => unanswered(groups, note, comparison);
  if (groups.length < 2) return { overall: nothing("fewer than two groups"), rows: [], by: [], test, missing };
  const pairs = groups.flatMap((first, i) => groups.slice(i + 1).map((second) => comparison.contrast(first, second)));
  const rows = withHolm(pairs).map((row) => ({ keys: { first: row.first, second: row.second }, ...row }));
  if (groups.length > 2) {
    const overall = nothing(`${groups.length} groups: see rows and test`);
    return { overall, rows, by: ["first", "second"], test, missing };
  }
  return { overall: withHolm(pairs)[0]!, rows: [], by: [], test, missing };
}

async function againstComplement<Row extends DifferenceRow>(
  table: Table,
  options: ComparisonOptions,
  comparison: Comparison<Row>,
): Promise<Compared<Row>> {
  const { groups, missing, by } = await groupsOf(table, options, comparison);
  const named = groups.map(groupOf);
  const rows = named.map((group, i) => {
    const others = groups.filter((_, other) => other !== i);
    return comparison.contrast(group, { name: "all others", answers: pooledAnswers(others, comparison.scale) });
  });
  return {
    overall: unanswered(named, "each group against all others: see rows and test", comparison),
    rows: withHolm(rows).map((row, i) => ({ keys: { [by]: groups[i]!.cells[0]! }, ...row })),
    by: [by],
    test: comparison.equal(named),
    missing,
  };
}

const tableNames = (a: Table, b: Table) =>
  (a.name === b.name ? ["first table", "second table"] : [a.name, b.name]) as [string, string];

async function betweenTables<Row extends DifferenceRow>(
  a: Table,
  b: Table,
  options: ComparisonOptions,
  { caller, scale, contrast, equal }: Comparison<Row>,
): Promise<Compared<Row>> {
  const { score, weight, between } = options;
  if (between !== undefined) {
    throw new TypeError(`${caller} requires 'against' or 'between', not both; got both`);
  }
  const by = options.by === undefined ? [] : [options.by];
  const names = tableNames(a, b);
  const tally = (source: Table) => answerTally(source, { score, by, weight }, scale, caller);
  const [first, second] = [await tally(a), await tally(b)];
  const sides = (one: readonly AnswerCounts[], other: readonly AnswerCounts[]): [Group, Group] => [
    { name: names[0], answers: pooledAnswers(one, scale) },
    { name: names[1], answers: pooledAnswers(other, scale) },
  ];
  const all = sides(first, second);
  const [overall] = withHolm([contrast(...all)]);
  const compared = {
    overall: overall!,
    by,
    test: equal(all),
    missing: all[0].answers.missing + all[1].answers.missing,
  };
  if (by.length === 0) return { ...compared, rows: [] };
  const cells = [...first, ...second.filter((other) => !first.some((one) => one.cells[0] === other.cells[0]))];
  const same = (segments: readonly AnswerCounts[], value: Cell) =>
    segments.filter((segment) => segment.cells[0] === value);
  const rows = cells.map((segment) =>
    contrast(...sides(same(first, segment.cells[0]!), same(second, segment.cells[0]!))),
  );
  return { ...compared, rows: withHolm(rows).map((row, i) => ({ keys: keysOf(by, cells[i]!.cells), ...row })) };
}

async function pairedWaves<Row extends DifferenceRow>(
  table: Table,
  options: ComparisonOptions,
  { caller, scale, paired }: Comparison<Row>,
): Promise<Compared<Row>> {
  const { score, by, between, against, customer, weight } = options;
  if (weight !== undefined) throw new TypeError(`${caller} of the same customers takes no weight; got '${weight}'`);
  const wave = (source: Table, name: string, value: Cell | undefined) => ({
    table: source,
    score,
    customer: customer!,
    where: value === undefined ? null : { column: by!, value },
    name,
  });
  const other = typeof against === "object" ? asTable(against) : null;
  if (other === null && (by === undefined || between === undefined)) {
    throw new TypeError(
      `${caller} of the same customers requires 'by' and 'between', the two waves, or 'against', another table`,
    );
  }
  const names = other === null ? (between!.map(String) as [string, string]) : tableNames(table, other);
  const values = other === null ? between! : [undefined, undefined];
  const { pairs, alone } = await pairedAnswers(
    wave(table, names[0], values[0]),
    wave(other ?? table, names[1], values[1]),
    { caller, scale },
  );
  return { overall: withHolm([paired(pairs, names)])[0]!, rows: [], by: [], test: null, missing: alone };
}

/** What the options ask to compare, compared. */
export async function compared<Row extends DifferenceRow>(
  table: Table,
  options: ComparisonOptions,
  comparison: Comparison<Row>,
): Promise<Compared<Row>> {
  const { against, customer } = options;
  if (customer !== undefined) return pairedWaves(table, options, comparison);
  if (against === "complement") return againstComplement(table, options, comparison);
  if (against !== undefined) return betweenTables(table, asTable(against), options, comparison);
  return betweenGroups(table, options, comparison);
}
