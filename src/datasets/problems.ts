import { compareText } from "../tables/table.js";

/** What a column requires and what stood there instead, over all rows where it did. */
interface Problem {
  readonly requires: string;
  /** The first three distinct values, as they print, and the row of each. */
  readonly got: { readonly text: string; readonly row: number }[];
  count: number;
  first: number;
}

const SHOWN = 10;
const WIDTH = 60;

const shortened = (text: string) => (text.length > WIDTH ? `${text.slice(0, WIDTH)}…` : text);

/** A value as messages show it: text in quotes on one line, numbers bare, a missing one as 'blank'. */
function shown(value: string | number | null): string {
  if (value === null) return "blank";
  return typeof value === "number" ? `${value}` : `'${shortened(value.replace(/\s+/g, " "))}'`;
}

function described({ requires, got, count, first }: Problem): string {
  const where = count === 1 ? `row ${first}` : `${count} rows, first at row ${first}`;
  return got.length === 0
    ? `${requires} (${where})`
    : `${requires}; got ${got.map(({ text }) => text).join(", ")} (${where})`;
}

/** Everything wrong with a file, gathered so that one message says it all. Rows count from 1 below the header. */
export class Problems {
  private readonly found = new Map<string, Problem>();
  private readonly general: string[] = [];

  /** @param requires the whole requirement: 'recommend requires whole numbers from 0 to 10' */
  add(requires: string, row: number, value?: string | number | null): void {
    const problem = this.found.get(requires) ?? { requires, got: [], count: 0, first: row };
    this.found.set(requires, problem);
    problem.count++;
    problem.first = Math.min(problem.first, row);
    if (value === undefined) return;
    const text = shown(value);
    const { got } = problem;
    if (got.some((other) => other.text === text) || (got.length === 3 && got[2]!.row < row)) return;
    got.push({ text, row });
    got.sort((one, other) => one.row - other.row);
    if (got.length > 3) got.pop();
  }

  /** Something wrong that is not in one row. */
  addGeneral(message: string): void {
    this.general.push(message);
  }

  isEmpty(): boolean {
    return this.general.length === 0 && this.found.size === 0;
  }

  /** Throws one error that lists the first ten problems, as one meets them going down the file, if there are any. */
  throwIfAny(caller: string): void {
    const found = [...this.found.values()].sort((a, b) => a.first - b.first || compareText(a.requires, b.requires));
    const all = [...this.general, ...found.map(described)];
    if (all.length === 0) return;
    if (all.length === 1) throw new Error(`${caller}: ${all[0]}`);
    const listed = all.slice(0, SHOWN).map((line) => `\n  ${line}`);
    const more = all.length > SHOWN ? `\n  and ${all.length - SHOWN} more` : "";
    throw new Error(`${caller}: ${all.length} problems${listed.join("")}${more}`);
  }
}
