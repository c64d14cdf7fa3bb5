import { basename } from "node:path";
import { noteDuplicateRows } from "../../src/datasets/duplicate-rows.js";
import { ENDINGS, readerOf } from "../../src/datasets/format-readers.js";
import { type Issue, Issues } from "../../src/datasets/issues.js";
import { type Proposal, propose } from "../../src/datasets/propose/propose.js";
import type { Scanned } from "../../src/datasets/scanned.js";
import type { Layout, Schema } from "../../src/datasets/schema.js";
import { typeTable } from "../../src/datasets/type-table.js";
import { Failure, messageOf } from "../terminal/failure.js";

/** What is asked of a file. */
export interface Question {
  readonly file: string;
  readonly layout: Layout;
  /** What it must hold; without one a schema is proposed. */
  readonly schema: Schema | undefined;
  readonly progress: (bytes: number, total: number) => void;
}

/** What a file holds, and what is wrong with it. */
export interface Inspected {
  readonly issues: readonly Issue[];
  /** How often each message was found, also beyond those listed. */
  readonly countOf: (message: string) => number;
  /** Null when the file cannot be used at all. */
  readonly found: {
    readonly names: readonly string[];
    readonly rows: number;
    readonly rejected: number;
    readonly blank: number;
    readonly header: number;
    readonly preamble: number;
    readonly encoding: string | null;
    readonly delimiter: string | null;
  } | null;
  /** Null when a schema was given, or the file is of no use. */
  readonly proposal: Proposal | null;
}

/** What only some formats tell. */
interface Told {
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly questions?: ReadonlyMap<string, string>;
  readonly described?: Schema;
}

async function scanned({ file, layout, schema, progress }: Question, issues: Issues): Promise<(Scanned & Told) | null> {
  const reader = readerOf(file);
  if (reader === null) throw new Failure(`${basename(file)}: only ${ENDINGS} files are read`);
  try {
    return await reader(file, { schema, layout, progress }, issues);
  } catch (error) {
    throw new Failure(`${basename(file)}: ${messageOf(error)}`);
  }
}

/** Reads a file and says all that is wrong with it; proposes a schema where none is given. */
export async function inspect(question: Question): Promise<Inspected> {
  const { file, schema } = question;
  const issues = new Issues();
  const read = await scanned(question, issues);
  if (read !== null) {
    typeTable(read, schema ?? read.described, issues);
    noteDuplicateRows(read, issues);
  }
  const listed = issues.all(basename(file), (row) => read?.lineOf(row) ?? null);
  const countOf = (message: string) => issues.countOf(message);
  if (read === null) return { issues: listed, countOf, found: null, proposal: null };
  const { names, rows, blank, header, preamble, encoding = null, delimiter = null, described } = read;
  const name = basename(file).replace(/(?<=.)\..*$/, "");
  const { rejected } = issues;
  const seen = { name, scanned: read, rejected, described, questions: read.questions ?? new Map(), issues: listed };
  return {
    issues: listed,
    countOf,
    found: { names, rows, rejected: rejected.size, blank, header, preamble, encoding, delimiter },
    proposal: schema === undefined && issues.isReadable() ? propose(seen) : null,
  };
}
