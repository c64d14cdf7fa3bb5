import { GrowingNumbers } from "../sql/growing-numbers.js";
import type { SparkPage } from "./client.js";

const isDouble = (type: string) => type === "double" || type === "float";

/** The bits of doubles, little-endian on the wire as in every machine that Node runs on. */
function doublesOf(base64: string): Float64Array {
  const bytes = Buffer.from(base64, "base64");
  return new Float64Array(new Uint8Array(bytes).buffer);
}

/** The columns of an answer, filled part by part. */
export class Answer {
  private columns: readonly (GrowingNumbers | unknown[])[] | null = null;
  private rows = 0;

  /**
   * @param most rows after which nobody needs more
   * @param numbers whether columns of doubles are kept as numbers in memory, NaN where missing
   */
  constructor(
    private readonly most: number,
    private readonly numbers: "as values" | "in memory",
  ) {}

  get isFull(): boolean {
    return this.rows > this.most;
  }

  take({ columns, rows = 0, data = [] }: SparkPage): void {
    this.columns ??= (columns ?? []).map(({ type }) =>
      isDouble(type) && this.numbers === "in memory" ? new GrowingNumbers() : [],
    );
    this.rows += rows;
    data.forEach((sent, position) => {
      const column = this.columns![position]!;
      if (typeof sent !== "string") for (const value of sent) column.push(value as number);
      else if (column instanceof GrowingNumbers) for (const value of doublesOf(sent)) column.push(value);
      else for (const value of doublesOf(sent)) column.push(Number.isNaN(value) ? null : value);
    });
  }

  result(): (Float64Array | readonly unknown[])[] {
    return (this.columns ?? []).map((column) => (column instanceof GrowingNumbers ? column.values() : column));
  }
}
