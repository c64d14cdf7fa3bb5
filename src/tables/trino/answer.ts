import { EngineError } from "../sql/engine-error.js";
import { GrowingNumbers } from "../sql/growing-numbers.js";
import type { TrinoPage } from "./client.js";

type Decode = (value: unknown) => unknown;

const same: Decode = (value) => value;
/** JSON has no NaN and no Infinity: the server writes them as text. Every other double it writes with all its digits. */
const double: Decode = (value) => (typeof value === "string" ? Number(value) : value);

/** How the values of a column are read; null for a type that the way here may round. */
function decoderOf(type: string): Decode | null {
  if (type === "double" || type === "real") return double;
  return /^(boolean|(tiny|small)int|integer|unknown|(var)?char(\(|$))/.test(type) ? same : null;
}

interface Column {
  readonly decode: Decode;
  readonly values: GrowingNumbers | unknown[];
}

/** The columns of an answer, filled page by page. */
export class Answer {
  private columns: readonly Column[] | null = null;
  private rows = 0;

  /** @param numbers whether columns of doubles are kept as numbers in memory, NaN where missing */
  constructor(
    private readonly most: number,
    private readonly numbers: "as values" | "in memory",
  ) {}

  /** @returns whether more rows than the most have come, so that no more need be read */
  take({ columns, data = [] }: TrinoPage): "more" | "enough" {
    if (columns !== undefined) this.columns ??= columns.map(({ name, type }) => this.columnOf(name, type));
    this.rows += data.length;
    this.columns?.forEach(({ decode, values }, position) => {
      for (const row of data) values.push(decode(row[position]) as number);
    });
    return this.rows > this.most ? "enough" : "more";
  }

  result(): (Float64Array | readonly unknown[])[] {
    return (this.columns ?? []).map(({ values }) => (values instanceof GrowingNumbers ? values.values() : values));
  }

  private columnOf(name: string, type: string): Column {
    const decode = decoderOf(type);
    if (decode === null) {
      throw new EngineError(
        "refused",
        "ROUNDED_TYPE",
        `trino: a value of type ${type} ('${name}') may be rounded on its way; cast it to DOUBLE or VARCHAR in the query`,
      );
    }
    return { decode, values: decode === double && this.numbers === "in memory" ? new GrowingNumbers() : [] };
  }
}
