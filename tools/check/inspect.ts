import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { checkCsv } from "../../src/datasets/csv/check-csv.js";
import { noteDuplicateRows } from "../../src/datasets/duplicate-rows.js";
import { ENDINGS, readerOf } from "../../src/datasets/format-readers.js";
import { type Issue, Issues } from "../../src/datasets/issues.js";
import { type Proposal, propose } from "../../src/datasets/propose/propose.js";
import { asTexts } from "../../src/datasets/propose/trial.js";
import type { Scanned } from "../../src/datasets/scanned.js";
import type { Layout, Schema } from "../../src/datasets/schema.js";
import { typeTable } from "../../src/datasets/type-table.js";
import { Failure, messageOf } from "../terminal/failure.js";
import { withHead } from "./head-of-file.js";

/** What is asked of a file. */
export interface Question {
  readonly file: string;
  readonly layout: Layout;
  /** What it must hold; without one a schema is proposed. */
  readonly schema: Schema | undefined;
  readonly progress: (bytes: number, total: number) => void;
  /** Text files of more bytes are checked without being held in memory. */
  readonly largest: number;
}

/** Where every record of a file went, and how it is written. */
interface Found {
  readonly names: readonly string[];
  readonly rows: number;
  readonly rejected: number;
  readonly blank: number;
  readonly header: number;
  readonly preamble: number;
  readonly encoding: string | null;
  readonly delimiter: string | null;
}

/** What a file holds, and what is wrong with it. */
export interface Inspected {
  readonly issues: readonly Issue[];
  /** How often each message was found, also beyond those listed. */
  readonly countOf: (message: string) => number;
  /** Null when the file cannot be used at all. */
  readonly found: Found | null;
  /** Null when a schema was given, or the file is of no use. */
  readonly proposal: Proposal | null;
  /** The first rows, where the proposal was made from them alone; null where it was made from all. */
  readonly first: number | null;
}

/** What is left of a file once it is read; `seen` where it is held in memory. */
interface Read extends Omit<Found, "rejected" | "encoding" | "delimiter"> {
  readonly encoding?: string | null;
  readonly delimiter?: string | null;
  lineOf(row: number): number | null;
}

const stem = (file: string) => basename(file).replace(/(?<=.)\..*$/, "");

async function reading<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new Failure(`${basename(file)}: ${messageOf(error)}`);
  }
}

function inspected(file: string, read: Read | null, issues: Issues, proposal: Proposal | null): Inspected {
  const listed = issues.all(basename(file), (row) => read?.lineOf(row) ?? null);
  const countOf = (message: string) => issues.countOf(message);
  if (read === null) return { issues: listed, countOf, found: null, proposal: null, first: null };
  const { names, rows, blank, header, preamble, encoding = null, delimiter = null } = read;
  const found = { names, rows, rejected: issues.rejected.size, blank, header, preamble, encoding, delimiter };
  return { issues: listed, countOf, found, proposal, first: null };
}

function proposalFor(file: string, scanned: Scanned, issues: Issues): Proposal {
  const { described, questions = new Map() } = scanned;
  const { rejected } = issues;
  const noted = issues.all(basename(file), () => null);
  return propose({ name: stem(file), scanned, rejected, described, questions, issues: noted });
}

/** All of a file in memory: with notes on whole columns, and on rows that stand twice. */
async function inspectWhole({ file, layout, schema, progress }: Question): Promise<Inspected> {
  const reader = readerOf(file);
  if (reader === null) throw new Failure(`${basename(file)}: only ${ENDINGS} files are read`);
  const issues = new Issues();
  const scanned = await reading(file, () => reader(file, { schema, layout, progress }, issues));
  if (scanned === null) return inspected(file, null, issues, null);
  typeTable(scanned, schema ?? scanned.described, issues);
  noteDuplicateRows(scanned, issues);
  const isOpen = schema === undefined && issues.isReadable();
  return inspected(file, scanned, issues, isOpen ? proposalFor(file, scanned, issues) : null);
}

/** A text file of any size against a schema, row by row. */
async function inspectLarge(question: Question, schema: Schema, proposal: Proposal | null): Promise<Inspected> {
  const { file, layout, progress } = question;
  const issues = new Issues();
  const read = await reading(file, () => checkCsv(file, { schema, layout, progress }, issues));
  return inspected(file, read, issues, proposal);
}

/** Proposes from the first lines, holds the whole file against it, and takes back what does not hold of it. */
async function proposeLarge(question: Question): Promise<Inspected> {
  const { file } = question;
  const head = await withHead(file, (part) => inspectWhole({ ...question, file: part }));
  if (head.proposal === null) return head;
  const first = await inspectLarge(question, head.proposal.schema, head.proposal);
  const refused = new Set(
    first.issues.flatMap(({ effect, column }) => (effect === "note" || column === null ? [] : [column])),
  );
  const from = { first: head.found?.rows ?? null };
  if (refused.size === 0) return { ...first, ...from };
  const proposal = { ...head.proposal, schema: asTexts(head.proposal.schema, refused) };
  return { ...(await inspectLarge(question, proposal.schema, proposal)), ...from };
}

/** Reads a file and says all that is wrong with it; proposes a schema where none is given. */
export async function inspect(question: Question): Promise<Inspected> {
  const { file, schema, largest } = question;
  const { size } = await stat(file);
  if (!/\.(csv|tsv|txt)(\.gz)?$/i.test(file) || size <= largest) return inspectWhole(question);
  return schema === undefined ? proposeLarge(question) : inspectLarge(question, schema, null);
}
