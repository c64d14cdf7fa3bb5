import { nearestNames } from "../tables/nearest.js";
import type { Cell, Table } from "../tables/table.js";
import { asTable, type TableLike } from "../tables/table-like.js";
import {
  contrast,
  type DifferenceMethod,
  equalNpsTest,
  type NpsDifferenceRow,
  type NpsGroup,
  pairedContrast,
  withHolm,
} from "./npsContrast.js";
import { pairedClasses } from "./npsPairs.js";
import { npsClasses } from "./npsRow.js";
import { npsTally, pooled, type ScoreCounts } from "./npsTally.js";
import type { Keys, Test } from "./result.js";
import { keysOf } from "./segments.js";

export interface NpsDifferenceOptions {
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
  readonly method?: DifferenceMethod;
}

const CALLER = "npsDifference";

export interface Compared {
  readonly overall: NpsDifferenceRow;
  readonly rows: readonly (NpsDifferenceRow & { readonly keys: Keys })[];
  readonly by: readonly string[];
  readonly test: Test | null;
  readonly missing: number;
}

export interface Settings {
  readonly method: DifferenceMethod;
  readonly level: number;
}

const groupOf = (name: string, scores: ScoreCounts): NpsGroup => ({ name, classes: npsClasses(scores) });
const answersIn = (segments: readonly ScoreCounts[]) =>
  segments.reduce((sum, { n }) => sum + n.reduce((a, b) => a + b, 0), 0);

/** The group of a value, or an error that names the nearest there is. */
function chosen(segments: readonly ScoreCounts[], value: Cell, by: string): ScoreCounts {
  const found = segments.find(({ cells }) => cells[0] === value);
  if (found !== undefined) return found;
  const names = segments.map(({ cells }) => String(cells[0]));
  const near = nearestNames(String(value), names);
  const hint = (near.length > 0 ? near : names.slice(0, 12)).map((name) => `'${name}'`).join(", ");
  throw new RangeError(
    `${CALLER}: no '${value}' in column '${by}'; ${near.length > 0 ? "nearest" : "there are"}: ${hint}`,
  );
}

/** Groups of one table, those with a name; answers without one are counted as missing. */
async function groupsOf(table: Table, { score, by, weight }: NpsDifferenceOptions) {
  if (by === undefined)
    throw new TypeError(`${CALLER} requires 'by', the column of the groups, or 'against', another table`);
  const all = await npsTally(table, { score, by: [by], weight }, CALLER);
  const named = all.filter(({ cells }) => cells[0] !== null);
  const nameless = all.filter(({ cells }) => cells[0] === null);
  const missing = all.reduce((sum, segment) => sum + segment.missing, 0) + answersIn(nameless);
  return { groups: named, missing, by };
}

/** A row that stands for "everybody" where the question has no single answer. */
function unanswered(groups: readonly NpsGroup[], note: string): NpsDifferenceRow {
  const empty = contrast({ name: "", classes: [] }, { name: "", classes: [] }, "wald", 0.95);
  const n = groups.reduce((sum, { classes }) => sum + classes.reduce((a, entry) => a + entry.n, 0), 0);
  return { ...empty, n, note };
}

async function betweenGroups(
  table: Table,
  options: NpsDifferenceOptions,
  { method, level }: Settings,
): Promise<Compared> {
  const { groups: all, missing, by } = await groupsOf(table, options);
  const kept = options.between?.map((value) => chosen(all, value, by)) ?? all;
  const groups = kept.map((scores) => groupOf(String(scores.cells[0]), scores));
  const test = equalNpsTest(groups, method);
  if (groups.length < 2)
    return { overall: unanswered(groups, "fewer than two groups"), rows: [], by: [], test, missing };
  const pairs = groups.flatMap((first, i) =>
    groups.slice(i + 1).map((second) => contrast(first, second, method, level)),
  );
  const rows = withHolm(pairs).map((row) => ({ keys: { first: row.first, second: row.second }, ...row }));
  if (groups.length > 2) {
    const overall = unanswered(groups, `${groups.length} groups: see rows and test`);
    return { overall, rows, by: ["first", "second"], test, missing };
  }
  return { overall: withHolm(pairs)[0]!, rows: [], by: [], test, missing };
}

async function againstComplement(
  table: Table,
  options: NpsDifferenceOptions,
  { method, level }: Settings,
): Promise<Compared> {
  const { groups, missing, by } = await groupsOf(table, options);
  const rows = groups.map((scores) => {
    const rest = groupOf("all others", pooled(groups.filter((other) => other !== scores)));
    return contrast(groupOf(String(scores.cells[0]), scores), rest, method, level);
  });
  const named = groups.map((scores) => groupOf(String(scores.cells[0]), scores));
  return {
    overall: unanswered(named, "each group against all others: see rows and test"),
    rows: withHolm(rows).map((row, i) => ({ keys: { [by]: groups[i]!.cells[0]! }, ...row })),
    by: [by],
    test: equalNpsTest(named, method),
    missing,
  };
}

const tableNames = (a: Table, b: Table) =>
  (a.name === b.name ? ["first table", "second table"] : [a.name, b.name]) as [string, string];

async function betweenTables(
  a: Table,
  b: Table,
  options: NpsDifferenceOptions,
  { method, level }: Settings,
): Promise<Compared> {
  const { score, weight } = options;
  const by = options.by === undefined ? [] : [options.by];
  const names = tableNames(a, b);
  const [first, second] = [
    await npsTally(a, { score, by, weight }, CALLER),
    await npsTally(b, { score, by, weight }, CALLER),
  ];
  const compare = (one: readonly ScoreCounts[], other: readonly ScoreCounts[]) =>
    contrast(groupOf(names[0], pooled(one)), groupOf(names[1], pooled(other)), method, level);
  const overall = compare(first, second);
  const test = equalNpsTest([groupOf(names[0], pooled(first)), groupOf(names[1], pooled(second))], method);
  const missing = pooled(first).missing + pooled(second).missing;
  if (by.length === 0) return { overall: withHolm([overall])[0]!, rows: [], by, test, missing };
  const cells = [...first, ...second.filter((other) => !first.some((one) => one.cells[0] === other.cells[0]))];
  const same = (segments: readonly ScoreCounts[], value: Cell) =>
    segments.filter((segment) => segment.cells[0] === value);
  const rows = cells.map((segment) => compare(same(first, segment.cells[0]!), same(second, segment.cells[0]!)));
  const keyed = withHolm(rows).map((row, i) => ({ keys: keysOf(by, cells[i]!.cells), ...row }));
  return { overall: withHolm([overall])[0]!, rows: keyed, by, test, missing };
}

async function pairedWaves(table: Table, options: NpsDifferenceOptions, level: number): Promise<Compared> {
  const { score, by, between, against, customer, weight } = options;
  if (weight !== undefined) throw new TypeError(`${CALLER} of the same customers takes no weight; got '${weight}'`);
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
      `${CALLER} of the same customers requires 'by' and 'between', the two waves, or 'against', another table`,
    );
  }
  const names = other === null ? (between!.map(String) as [string, string]) : tableNames(table, other);
  const values = other === null ? between! : [undefined, undefined];
  const { pairs, alone } = await pairedClasses(
    wave(table, names[0], values[0]),
    wave(other ?? table, names[1], values[1]),
    CALLER,
  );
  return { overall: withHolm([pairedContrast(pairs, names, level)])[0]!, rows: [], by: [], test: null, missing: alone };
}

/** What the options ask to compare, compared. */
export async function compared(table: Table, options: NpsDifferenceOptions, settings: Settings): Promise<Compared> {
  const { against, customer } = options;
  if (customer !== undefined) return pairedWaves(table, options, settings.level);
  if (against === "complement") return againstComplement(table, options, settings);
  if (against !== undefined) return betweenTables(table, asTable(against), options, settings);
  return betweenGroups(table, options, settings);
}
