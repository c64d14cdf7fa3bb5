import { requireColumns, requireNumberColumns } from "../../tables/requirements.js";
import type { Cell, Cross, Moments, Table } from "../../tables/table.js";
import { type Answer, answerColumn, isYes, requireAnswer } from "../answers/answer.js";
import { requireWithin, rowsWith } from "../scale.js";
import { bySegment } from "../segments.js";

/** Customers of one kind: how many, what they brought together, and Σ(x − x̄)². */
export interface Group {
  readonly n: number;
  readonly sum: number;
  readonly squares: number;
}

export interface CampaignSegment {
  readonly cells: readonly Cell[];
  /** Who got the campaign; every row where nobody is held out. */
  readonly treated: Group;
  /** Null where the table does not say who was held out. */
  readonly heldOut: Group | null;
  /** Σ of the cost column over those who got the campaign; 0 without one. */
  readonly cost: number;
  /** Rows without a value, or that do not say whether they got the campaign. */
  readonly missing: number;
}

export interface CampaignColumns {
  readonly value: string;
  readonly treated: Answer | null;
  readonly cost: string | null;
  readonly by: readonly string[];
}

const NOBODY: Group = { n: 0, sum: 0, squares: 0 };

/** Two groups as one: the spread within each, and that between their means. */
function united(a: Group, b: Group): Group {
  if (a.n === 0 || b.n === 0) return a.n === 0 ? b : a;
  const apart = a.sum / a.n - b.sum / b.n;
  const n = a.n + b.n;
  return { n, sum: a.sum + b.sum, squares: a.squares + b.squares + (apart * apart * a.n * b.n) / n };
}

const groupOf = ({ n, sum, deviations }: Moments): Group => ({ n, sum: sum[0]!, squares: deviations[0]![0]! });

interface Spent {
  readonly tally: readonly Cross[];
  readonly isTreated: (cell: Cell) => boolean;
  readonly treated: Answer | null;
  readonly cost: string;
  readonly place: number;
}

/** A blank cost is not 0. */
async function requireCostOfEach(
  table: Table,
  { tally, isTreated, treated, cost, place }: Spent,
  caller: string,
): Promise<void> {
  const isLacking = ({ keys, n, counts }: Cross) => isTreated(keys[place] ?? null) && counts[0]! < n;
  if (!tally.some(isLacking)) return;
  const answer = treated === null ? [] : [answerColumn(treated)[0]];
  const where = await rowsWith(table, [cost, ...answer], (one, got) => one === null && isTreated(got ?? null));
  const whose = treated === null ? "each row" : "each row that got the campaign";
  throw new RangeError(`${caller} requires the cost of ${whose} in '${cost}'; got none (${where})`);
}

/** The tally: moments of what came back, by segment and by who got the campaign; and the sums of the costs. */
export async function campaignTally(
  table: Table,
  { value, treated, cost, by }: CampaignColumns,
  caller: string,
): Promise<CampaignSegment[]> {
  const answer = treated === null ? [] : [answerColumn(treated)[0]];
  await requireColumns(table, [...by, ...answer], caller);
  await requireNumberColumns(table, cost === null ? [value] : [value, cost], caller);
  if (cost !== null) {
    const range = { min: 0, max: Number.POSITIVE_INFINITY };
    await requireWithin(table, [cost], range, `${caller} requires costs`);
  }
  const keys = [...by, ...answer];
  const tally = await table.crosstab(keys, cost === null ? [] : [cost]);
  const moments = await table.moments([value], { by: keys });
  const isTreated = (cell: Cell) => treated === null || (cell !== null && isYes(treated, cell));
  if (treated !== null) {
    const answers = tally.map((entry) => entry.keys[by.length]!);
    await requireAnswer(table, treated, answers, { caller, option: "treated" });
  }
  if (cost !== null) await requireCostOfEach(table, { tally, isTreated, treated, cost, place: by.length }, caller);
  const groups = new Map(moments.map((one) => [JSON.stringify(one.keys), groupOf(one)]));
  return bySegment(tally, by.length).map(({ cells, entries }) => {
    const known = entries.filter((entry) => treated === null || entry.keys[by.length] !== null);
    const side = (wanted: boolean) => known.filter((entry) => isTreated(entry.keys[by.length] ?? null) === wanted);
    const group = (wanted: boolean) =>
      side(wanted)
        .map((entry) => groups.get(JSON.stringify(entry.keys)) ?? NOBODY)
        .reduce(united, NOBODY);
    const [got, held] = [group(true), group(false)];
    return {
      cells,
      treated: got,
      heldOut: treated === null ? null : held,
      cost: side(true).reduce((sum, { sums }) => sum + (sums[0] ?? 0), 0),
      missing: entries.reduce((sum, { n }) => sum + n, 0) - got.n - held.n,
    };
  });
}
