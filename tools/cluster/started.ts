import type { ParquetTable } from "./demo-tables.js";

/** What a cluster is asked to be. */
export interface Wish {
  /** Where this run writes, and where a log that says why it failed is kept. */
  readonly folder: string;
  readonly cache: string;
  readonly workers: number;
  readonly port?: number | undefined;
  readonly secure: "plain" | "password";
  readonly say: (line: string) => void;
}

/** A cluster that answers. */
export interface Started {
  readonly title: string;
  /** Where the demo's tables are. */
  readonly schema: string;
  /** What programs are told in their environment to find it. */
  readonly variables: Readonly<Record<string, string>>;
  /** How a person tells programs the same. */
  readonly lines: readonly string[];
  /** Rejected when the cluster cannot go on. */
  readonly broken: Promise<never>;
  readonly end: () => void;
  createTables(tables: readonly ParquetTable[], onTable: (done: number) => void): Promise<void>;
}
