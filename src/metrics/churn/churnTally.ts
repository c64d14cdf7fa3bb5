import { dayOf } from "../../calendar/days.js";
import { requireColumns, requireNumberColumns } from "../../tables/requirements.js";
import type { Cell, Cross, Table, Term } from "../../tables/table.js";
import { type Answer, answerColumn, isYes, requireAnswer } from "../answers/answer.js";
import { requireDates } from "../periods/requireDates.js";
import { requireWeights, rowsWith, shown } from "../scale.js";
import { bySegment } from "../segments.js";
import type { Span } from "./churnPeriods.js";
import { type ChurnCounts, type Heads, NOBODY, together } from "./churnRow.js";

/** Who has done nothing for so many days after the day in this column is gone on the last of them. */
export interface Inactive {
  readonly lastActive: string;
  readonly days: number;
}

/** Columns that tell who left; of days where a period is given. */
export interface ChurnColumns {
  readonly churned: Answer | Inactive;
  readonly joined: string | null;
  readonly due: string | null;
  readonly by: readonly string[];
  readonly weight: string | null;
}

/** Customers who share their dates (days since 1970, null for none) or, without a period, their answers (0 and 1). */
interface Alike extends Heads {
  readonly churned: number | null;
  readonly joined: number | null;
  readonly due: number | null;
}

export interface ChurnSegment {
  readonly cells: readonly Cell[];
  readonly known: readonly Alike[];
  readonly missing: number;
}

export const isInactive = (churned: Answer | Inactive): churned is Inactive =>
  typeof churned !== "string" && "lastActive" in churned;

const columnOf = (churned: Answer | Inactive): string =>
  isInactive(churned) ? churned.lastActive : answerColumn(churned)[0];

interface Reader {
  readonly churned: (cell: Cell) => number | null;
  readonly joined: (cell: Cell) => number | null;
  readonly due: (cell: Cell) => number | null;
  /** Whether a row that lacks this says nothing. */
  readonly needs: { readonly churned: boolean; readonly joined: boolean; readonly due: boolean };
}

/** A missing day of leaving means still there, a missing renewal none; a missing answer means nothing. */
function readerOf({ churned, joined, due }: ChurnColumns, isDated: boolean): Reader {
  const answer = (option: Answer) => (cell: Cell) => (cell === null ? null : Number(isYes(option, cell)));
  if (!isDated) {
    const needs = { churned: true, joined: true, due: true };
    return { churned: answer(churned as Answer), joined: answer(joined ?? ""), due: answer(due ?? ""), needs };
  }
  if (!isInactive(churned)) {
    return { churned: dayOf, joined: dayOf, due: dayOf, needs: { churned: false, joined: true, due: false } };
  }
  const gone = (cell: Cell) => (cell === null ? null : dayOf(cell)! + churned.days);
  return { churned: gone, joined: dayOf, due: dayOf, needs: { churned: true, joined: true, due: false } };
}

const DATED = {
  what: "churn of a period requires dates",
  hint: ". For a column of true and false leave out the period",
};

/** Throws where a customer left before coming, with the row of the first. */
async function requireOrder(
  table: Table,
  { first, last }: { readonly first: string; readonly last: string },
  tally: readonly Cross[],
  [firstAt, lastAt]: readonly [number, number],
): Promise<void> {
  const isWrong = (came: Cell, left: Cell) => came !== null && left !== null && dayOf(left)! < dayOf(came)!;
  const wrong = tally.filter(({ keys }) => isWrong(keys[firstAt]!, keys[lastAt]!));
  if (wrong.length === 0) return;
  const where = await rowsWith(table, [first, last], isWrong);
  const [{ keys }] = wrong as [Cross];
  throw new RangeError(
    `churn requires '${last}' not before '${first}'; got ${shown(keys[lastAt]!)} before ${shown(keys[firstAt]!)} (${where})`,
  );
}

/** What the columns are called, and where each stands among the keys of the crosstab. */
interface Keyed {
  readonly names: Readonly<Record<"churned" | "joined" | "due", string | null>>;
  readonly asked: readonly ("churned" | "joined" | "due")[];
  readonly at: (name: "churned" | "joined" | "due") => number;
}

function keyed({ churned, joined, due, by }: ChurnColumns): Keyed {
  const names = { churned: columnOf(churned), joined, due };
  const asked = (["churned", "joined", "due"] as const).filter((name) => names[name] !== null);
  return { names, asked, at: (name) => by.length + asked.indexOf(name) };
}

async function requireKeys(table: Table, tally: readonly Cross[], columns: ChurnColumns, isDated: boolean) {
  const { names, asked, at } = keyed(columns);
  for (const name of asked) {
    const found = tally.map((entry) => entry.keys[at(name)]!);
    const answer = name === "churned" ? (columns.churned as Answer) : names[name]!;
    if (isDated) await requireDates(table, names[name]!, found, DATED);
    else await requireAnswer(table, answer, found, { caller: "churn", option: name });
  }
  if (!isDated || names.joined === null) return;
  await requireOrder(table, { first: names.joined, last: names.churned! }, tally, [at("joined"), at("churned")]);
}

/** The tally: one crosstab of segment × churned × joined × due, as far as they are asked for. */
export async function churnTally(table: Table, columns: ChurnColumns, isDated: boolean): Promise<ChurnSegment[]> {
  const { by, weight } = columns;
  const { names, asked, at } = keyed(columns);
  const keys = [...by, ...asked.map((name) => names[name]!)];
  await requireColumns(table, keys, "churn");
  if (weight !== null) {
    await requireNumberColumns(table, [weight], "churn");
    await requireWeights(table, weight, "churn");
  }
  const terms: Term[] = weight === null ? [] : [weight, { product: [weight, weight] }];
  const tally = await table.crosstab(keys, terms);
  await requireKeys(table, tally, columns, isDated);

  const reader = readerOf(columns, isDated);
  const read = ({ keys: cells }: Cross, name: (typeof asked)[number]) =>
    asked.includes(name) ? reader[name](cells[at(name)]!) : null;
  const alike = (entry: Cross): Alike => {
    const n = weight === null ? entry.n : entry.counts[0]!;
    const [sum = n, squared = n] = entry.sums;
    const dates = { churned: read(entry, "churned"), joined: read(entry, "joined"), due: read(entry, "due") };
    return { ...dates, n, weight: sum, weightSquared: squared };
  };
  return bySegment(tally, by.length).map(({ cells, entries }) => {
    const rows = entries.reduce((sum, { n }) => sum + n, 0);
    const known = entries.map(alike).filter((one) => asked.every((name) => !reader.needs[name] || one[name] !== null));
    return { cells, known, missing: rows - known.reduce((sum, { n }) => sum + n, 0) };
  });
}

/** Several segments as one. */
export const pooledChurn = (segments: readonly ChurnSegment[]): ChurnSegment => ({
  cells: [],
  known: segments.flatMap(({ known }) => known),
  missing: segments.reduce((sum, { missing }) => sum + missing, 0),
});

const headsOf = (some: readonly Heads[]): Heads => some.reduce(together, NOBODY);

/** Counts of answers, without a period: who is not new was there at the start. */
export function countedAnswers({ known, missing }: ChurnSegment, { joined, due }: ChurnColumns): ChurnCounts {
  const left = (some: readonly Alike[]) => headsOf(some.filter(({ churned }) => churned === 1));
  const old = known.filter((alike) => alike.joined !== 1);
  const owing = known.filter((alike) => alike.due === 1);
  return {
    atStart: headsOf(old),
    joined: joined === null ? null : headsOf(known.filter((alike) => alike.joined === 1)),
    churned: left(known),
    churnedOfStart: left(old),
    due: due === null ? null : headsOf(owing),
    churnedOfDue: due === null ? null : left(owing),
    customerDays: null,
    days: null,
    missing,
  };
}

/**
 * Counts of a period. A customer is there from the day of coming up to, and without, the day of leaving: customer-days
 * are what survival analysis calls time at risk.
 */
export function countedDates(segment: ChurnSegment, columns: ChurnColumns, { from, to }: Span): ChurnCounts {
  const { known, missing } = segment;
  const isDated = columns.joined !== null;
  const left = (some: readonly Alike[]) =>
    headsOf(some.filter(({ churned }) => churned !== null && churned >= from && churned <= to));
  const notGone = ({ churned }: Alike) => churned === null || churned >= from;
  const old = isDated ? known.filter((alike) => alike.joined! < from && notGone(alike)) : [];
  const fresh = isDated ? known.filter(({ joined }) => joined! >= from && joined! <= to) : [];
  const owing = known.filter((alike) => alike.due !== null && alike.due >= from && alike.due <= to && notGone(alike));
  const daysOf = ({ joined, churned, n }: Alike) =>
    n * Math.max(0, Math.min(churned ?? to + 1, to + 1) - Math.max(joined!, from));
  const days = [...old, ...fresh].reduce((sum, alike) => sum + daysOf(alike), 0);
  return {
    atStart: isDated ? headsOf(old) : null,
    joined: isDated ? headsOf(fresh) : null,
    churned: isDated ? left([...old, ...fresh]) : left(known),
    churnedOfStart: isDated ? left(old) : null,
    due: columns.due === null ? null : headsOf(owing),
    churnedOfDue: columns.due === null ? null : left(owing),
    customerDays: isDated ? days : null,
    days: to - from + 1,
    missing,
  };
}
