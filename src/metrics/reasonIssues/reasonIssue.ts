import { ifFewRows } from "../../tables/max-rows.js";
import type { Cell, Table } from "../../tables/table.js";
import { compareText } from "../../tables/table.js";
import { cellAt, rowsOf, shown } from "../scale.js";
import { isInvisible, severalSpellings } from "./reasonSpelling.js";

/**
 * What is wrong with rows of reasons: nothing given; white space only; a word that programs write for nothing; one reason in
 * several spellings; a customer twice, or one that no row names; a reason of somebody who did not leave, or whom the
 * customer table does not have; somebody who left without a record; a customer table with a customer twice, or one of whom
 * it does not say whether he left.
 */
export type ReasonRule =
  | "no-reason"
  | "white-space"
  | "word-for-nothing"
  | "several-spellings"
  | "customer-twice"
  | "no-customer"
  | "did-not-leave"
  | "not-in-roster"
  | "left-without-record"
  | "roster-twice"
  | "roster-unclear";

/** Something in the data to look at before believing a list of reasons. Nothing was merged, and nothing dropped but what it says. */
export interface ReasonIssue {
  readonly rule: ReasonRule;
  /** What was found, and how it is counted. */
  readonly message: string;
  /** What to do about it. */
  readonly hint: string;
  /** The table the rows stand in. */
  readonly table: string;
  /** Rows concerned, and the first five of them; rows count from 1 below the header. [] where there are no rows but counts, or too many to fetch. */
  readonly count: number;
  readonly rows: readonly number[];
  /** The values concerned (reasons, customers), each with its rows: the first twenty. */
  readonly values: readonly { readonly value: string; readonly count: number }[];
}

/** An issue whose rows have not been looked for. */
export interface IssueFinding {
  readonly rule: ReasonRule;
  readonly says: string;
  readonly hint: string;
  readonly values: readonly { readonly value: string; readonly count: number }[];
  /** Which cells of the reason column are concerned. */
  readonly cells: ReadonlySet<Cell>;
  readonly count: number;
}

/** What published counts, which have no rows, are called instead of a table. */
export const PUBLISHED = "the counts";

const FIRST = 5;
const MOST_VALUES = 20;

/** What programs write where there is nothing, in small letters; all of these can be meant. */
const WORDS: ReadonlySet<string> = new Set(
  "none null nil nan na n/a #n/a undefined nothing - -- – — . ? هیچ ندارد".split(" "),
);

const where = (count: number, first: number | undefined, table: string) => {
  if (first === undefined) return `${count} ${table === PUBLISHED ? "customers" : "rows"}`;
  return count === 1 ? `row ${first}` : `${count} rows, first at row ${first}`;
};

/** A finding with the rows it concerns. */
export function issueOf(
  { rule, says, hint, values }: Omit<IssueFinding, "cells" | "count">,
  table: string,
  rows: readonly number[],
  count = rows.length,
): ReasonIssue {
  const message = `${says} (${where(count, rows[0], table)})`;
  return { rule, message, hint, table, count, rows: rows.slice(0, FIRST), values: values.slice(0, MOST_VALUES) };
}

/** Rows of a finding that is told row by row, and the customers they name. */
export class RowsFound {
  readonly rows: number[] = [];
  private readonly customers = new Map<Cell, number>();

  add(row: number, who: Cell): void {
    this.rows.push(row + 1);
    this.customers.set(who, (this.customers.get(who) ?? 0) + 1);
  }

  issue(rule: ReasonRule, says: string, hint: string, table: string): ReasonIssue[] {
    if (this.rows.length === 0) return [];
    const values = [...this.customers].map(([who, count]) => ({ value: who === null ? "" : String(who), count }));
    return [issueOf({ rule, says, hint, values }, table, this.rows)];
  }
}

const textOf = (cell: Cell) => String(cell);

/**
 * What reasons show by themselves, from their values and the rows of each.
 *
 * @param column what to call the place they stand in
 */
export function reasonFindings(
  given: ReadonlyMap<Cell, number>,
  column: string,
  named: ReadonlySet<string>,
): IssueFinding[] {
  const cells = [...given.keys()];
  const finding = (rule: ReasonRule, concerned: readonly Cell[], says: string, hint: string): IssueFinding => {
    const values = concerned.map((cell) => ({ value: cell === null ? "" : textOf(cell), count: given.get(cell)! }));
    const count = values.reduce((sum, value) => sum + value.count, 0);
    return { rule, says, hint, values, cells: new Set(concerned), count };
  };
  const isBlank = (cell: Cell) => cell !== null && isInvisible(textOf(cell));
  const reasons = cells.filter((cell) => cell !== null && !isBlank(cell));
  reasons.sort((a, b) => given.get(b)! - given.get(a)! || compareText(textOf(a), textOf(b)));
  const words = reasons.filter((cell) => WORDS.has(textOf(cell).trim().toLowerCase()) && !named.has(textOf(cell)));
  const spelt = severalSpellings(reasons.map(textOf)).map(({ spellings, differ }) => {
    const all = spellings.map((text) => reasons.find((cell) => textOf(cell) === text)!);
    const says = `${spellings.map(shown).join(", ")} in ${column} look like one reason, spelt in ${spellings.length} ways (${differ.join(", ")}); they are counted apart`;
    const found = finding("several-spellings", all, says, "write the reason one way in the data");
    // The most frequent spelling is the one to keep: the rows to look at are those of the others.
    const others = new Set(all.slice(1));
    return { ...found, cells: others, count: found.count - given.get(all[0]!)! };
  });
  const nothing = cells.filter((cell) => cell === null);
  const blank = cells.filter(isBlank);
  return [
    finding("no-reason", nothing, `no reason in ${column}; counted as missing`, "ask them, or code them as unknown"),
    finding("white-space", blank, `only white space in ${column}; counted as missing`, "leave the cell empty"),
    ...words.map((word) =>
      finding(
        "word-for-nothing",
        [word],
        `${shown(textOf(word))} in ${column} is a word like any other; counted as a reason`,
        "if it means that nobody knows, name it under unknown; if it means nothing, leave the cell empty",
      ),
    ),
    ...spelt,
  ].filter(({ count }) => count > 0);
}

/** Findings with their rows; the column is read only when there are any. */
export async function withRows(
  findings: readonly IssueFinding[],
  table: Table,
  column: string,
): Promise<ReasonIssue[]> {
  if (findings.length === 0) return [];
  const rows = findings.map((): number[] => []);
  const read = await ifFewRows(() => table.typed([column]));
  if (read === null) return findings.map((finding) => issueOf(finding, table.name, [], finding.count));
  const typed = read[column]!;
  for (let row = 0; row < rowsOf(typed); row++) {
    const cell = cellAt(typed, row);
    findings.forEach(({ cells }, i) => {
      if (rows[i]!.length < FIRST && cells.has(cell)) rows[i]!.push(row + 1);
    });
  }
  return findings.map((finding, i) => issueOf(finding, table.name, rows[i]!, finding.count));
}
