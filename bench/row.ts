/** One line of the benchmark: a piece of work, ours and what a user would pick instead, measured in the same run. */
export interface BenchRow {
  readonly work: string;
  readonly ours: number;
  readonly theirs: number;
  readonly peer: string;
  readonly unit: string;
  /** The bar, as the project sets it. */
  readonly goal: string;
}
