import { TooManyRows } from "../max-rows.js";
import { type Cell, type ColumnInfo, type Cross, compareCells, type Table } from "../table.js";
import { hiddenGroups } from "./hiddenGroups.js";
import { nearCounts } from "./nearCounts.js";

/** What was asked for does not rest on counts that can be shared. */
class Withheld extends Error {
  override readonly name = "Withheld";
}

/** No single row is shared: what is read of rows only to say more about a number goes without them. */
class SingleRows extends TooManyRows {
  override readonly name = "Withheld";
}

/** The two columns of a table of which counts are shared. */
export interface SharedColumns {
  /** Tells the groups apart; null where there is only everybody. */
  readonly group: string | null;
  /** Holds the answers that are counted; null where only how many there are. */
  readonly answer: string | null;
}

export interface Sharing {
  /** Fewer answers than this are not shown, and every count that is shown is a multiple of it. */
  readonly fewest: number;
  /** What the groups that are not shown apart are called together. */
  readonly rest: string;
}

export interface SharedTable extends Table {
  /** Groups that are not shown apart. */
  readonly hidden: readonly Cell[];
}

/** More different answers are measurements of single people, not answers to choose from. */
const MOST_ANSWERS = 101;
const MOST_TEXTS = 20;

/** Throws unless the answers are few, and, being texts or fractions, not somebody's own. */
function requireChoices(answers: readonly Cell[], tally: readonly Cross[], place: number, fewest: number): void {
  const isOwn = answers.some((answer) => typeof answer === "number" && !Number.isInteger(answer));
  const texts = answers.filter((answer) => typeof answer === "string");
  const timesOf = (text: Cell) => tally.filter(({ keys }) => keys[place] === text).reduce((sum, { n }) => sum + n, 0);
  if (isOwn || answers.length > MOST_ANSWERS || texts.length > MOST_TEXTS)
    throw new Withheld("the answers are not a few to choose from");
  if (texts.some((text) => timesOf(text) < fewest)) throw new Withheld("an answer was given by too few");
}

interface Counted {
  readonly groups: readonly Cell[];
  /** The answers in their order; null, which is none, is the last. */
  readonly answers: readonly Cell[];
  /** Of each group, how many gave each answer. */
  readonly counts: readonly (readonly number[])[];
}

async function counted(table: Table, { group, answer }: SharedColumns, fewest: number): Promise<Counted> {
  const [by, of] = [group === null ? [] : [group], answer === null ? [] : [answer]];
  const tally = await table.crosstab([...by, ...of]);
  const distinct = (place: number) => [...new Set(tally.map(({ keys }) => keys[place] ?? null))].sort(compareCells);
  const groups = group === null ? [null] : distinct(0);
  const known = answer === null ? [true] : distinct(by.length).filter((cell) => cell !== null);
  if (answer !== null) requireChoices(known, tally, by.length, fewest);
  const answers = [...known, null];
  const counts = groups.map(() => answers.map(() => 0));
  for (const { keys, n } of tally) {
    const row = counts[group === null ? 0 : groups.indexOf(keys[0] ?? null)]!;
    row[answer === null ? 0 : answers.indexOf(keys[by.length] ?? null)]! += n;
  }
  return { groups, answers, counts };
}

/** The counts that are shared, those of hidden groups together. */
function shared({ groups, answers, counts }: Counted, { fewest, rest }: Sharing) {
  const hidden = hiddenGroups(counts, fewest);
  if (hidden === null) throw new Withheld("there are too few answers");
  const together = answers.map((_, i) => [...hidden].reduce((sum, place) => sum + counts[place]![i]!, 0));
  const shown = groups.flatMap((group, i) =>
    hidden.has(i) ? [] : [{ group, counts: nearCounts(counts[i]!, fewest) }],
  );
  const others = hidden.size === 0 ? [] : [{ group: rest as Cell, counts: nearCounts(together, fewest) }];
  return { rows: [...shown, ...others], hidden: groups.filter((_, i) => hidden.has(i)) };
}

const refuse = (what: string) => async (): Promise<never> => {
  throw new Withheld(`${what} are of single people`);
};

const inTurn = (a: Cross, b: Cross) =>
  a.keys.map((key, i) => compareCells(key, b.keys[i]!)).find((order) => order !== 0) ?? 0;

/**
 * A table as it may be shared: how many of each group gave each answer, small groups only together, every count rounded. There is
 * nothing else in it, so that no number that a metric makes of it can tell more; what needs more than counts is refused.
 *
 * @throws Withheld where there are too few answers, or answers are people's own words or measurements
 */
export async function sharedTable(table: Table, columns: SharedColumns, sharing: Sharing): Promise<SharedTable> {
  const { group, answer } = columns;
  const found = await counted(table, columns, sharing.fewest);
  const { rows, hidden } = shared(found, sharing);
  const infos = (await table.columns())
    .filter(({ name }) => name === group || name === answer)
    .map((info): ColumnInfo => (info.name === group && hidden.length > 0 ? { ...info, type: "text" } : info));
  const crosstab = async (keys: readonly string[], sums: readonly unknown[] = []): Promise<readonly Cross[]> => {
    const strange = keys.find((name) => name !== group && name !== answer);
    if (strange !== undefined || sums.length > 0) throw new Withheld("more was asked for than counts of two columns");
    const crosses = new Map<string, Cross>();
    for (const row of rows) {
      row.counts.forEach((n, i) => {
        const cells = keys.map((name) => (name === group ? row.group : found.answers[i]!));
        const name = JSON.stringify(cells);
        if (n > 0) crosses.set(name, { keys: cells, n: n + (crosses.get(name)?.n ?? 0), sums: [], counts: [] });
      });
    }
    return [...crosses.values()].sort(inTurn);
  };
  return {
    name: table.name,
    hidden,
    columns: async () => infos,
    crosstab,
    moments: refuse("moments"),
    rollUp: refuse("rows"),
    cut: refuse("dates"),
    typed: async (_, caller = "a shared table") => {
      throw new SingleRows(caller, "single rows", null, 0);
    },
  };
}
