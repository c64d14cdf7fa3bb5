/** What a row of the table is to the histories, and what that does to them. Every row is of exactly one kind. */
export const ROW_KINDS = {
  "first purchases": "the time of the customer begins; not in frequency, not in the mean",
  "repeat purchases": "each one more in frequency; in the mean",
  "further lines of a purchase": "not in frequency; their amounts are of the purchase they go with",
  "held out": "purchases between the end and the end of the holdout, of customers with a history",
  "returns subtracted": "not in frequency; taken from the latest purchases before them",
  "returns larger than what was bought": "not in frequency; subtracted as far as anything was bought before",
  "returns left out": "not looked at",
  "before the start": "not looked at",
  "of customers before the start": "not looked at: the customer is none of those that came since the start",
  "after the end": "not looked at; with a holdout those after it, and those of customers who came after the end",
  "without a customer": "not looked at",
  "without a date": "not looked at",
  "without an amount": "not looked at",
} as const;

export type RowKind = keyof typeof ROW_KINDS;

/** How many rows of the table are of one kind. */
export interface ReconciledRows {
  readonly kind: RowKind;
  readonly rows: number;
  readonly effect: string;
}

/** Counts rows by kind. */
export class RowCounts {
  private readonly counts = new Map<RowKind, number>();

  add(kind: RowKind, rows: number): void {
    this.counts.set(kind, this.of(kind) + rows);
  }

  of(kind: RowKind): number {
    return this.counts.get(kind) ?? 0;
  }

  /** All kinds with their rows; throws where they are not the rows of the table, which would be an error of ours. */
  reconciled(rows: number): readonly ReconciledRows[] {
    const kinds = (Object.keys(ROW_KINDS) as RowKind[]).map((kind) => ({
      kind,
      rows: this.of(kind),
      effect: ROW_KINDS[kind],
    }));
    const sum = kinds.reduce((total, one) => total + one.rows, 0);
    if (sum === rows) return kinds;
    throw new Error(`purchaseHistories accounted for ${sum} rows of ${rows}: please report this with the table`);
  }
}
