import type { Cell, Cross, Table } from "../../tables/table.js";
import type { Weighed } from "../answers/answerEstimates.js";
import { requireAnswerColumns, weightTerms } from "../answers/answerTally.js";
import { requireOnScale, type Scale } from "../scale.js";
import { bySegment } from "../segments.js";

/** Customers of one segment with the same three answers. */
interface SameAnswers extends Weighed {
  readonly answers: readonly number[];
}

export interface SecureSegment {
  readonly cells: readonly Cell[];
  readonly customers: readonly SameAnswers[];
  /** Rows that lack one of the answers (or a weight). */
  readonly unclassified: number;
}

export interface SecureColumns {
  readonly items: readonly string[];
  readonly by: readonly string[];
  readonly weight: string | undefined;
}

const isNumber = (cell: Cell): cell is number => typeof cell === "number";

function secureSegment(cells: readonly Cell[], entries: readonly Cross[], weighted: boolean): SecureSegment {
  const customers: SameAnswers[] = [];
  let unclassified = 0;
  for (const { keys, n: rows, sums, counts } of entries) {
    const answers = keys.slice(cells.length).filter(isNumber);
    const isWhole = answers.length === keys.length - cells.length;
    const n = !isWhole ? 0 : weighted ? counts[0]! : rows;
    unclassified += rows - n;
    const [weight, weightSquared] = weighted ? [sums[0]!, sums[1]!] : [rows, rows];
    if (n > 0) customers.push({ answers, n, weight, weightSquared });
  }
  return { cells, customers, unclassified };
}

/** The tally: one crosstab of segment × the three answers. */
export async function secureTally(
  table: Table,
  { items, by, weight }: SecureColumns,
  scale: Scale,
  caller: string,
): Promise<SecureSegment[]> {
  await requireAnswerColumns(table, [...items, ...by], weight, caller);
  const tally = await table.crosstab([...by, ...items], weightTerms(weight));
  for (let i = 0; i < items.length; i++) {
    const answers = tally.map(({ keys }) => keys[by.length + i]!);
    await requireOnScale(table, items[i]!, answers, scale, `${caller} requires answers in '${items[i]}'`);
  }
  return bySegment(tally, by.length).map(({ cells, entries }) => secureSegment(cells, entries, weight !== undefined));
}

/** Several segments as one. */
export const pooledSecure = (segments: readonly SecureSegment[]): SecureSegment => ({
  cells: [],
  customers: segments.flatMap(({ customers }) => customers),
  unclassified: segments.reduce((sum, { unclassified }) => sum + unclassified, 0),
});
