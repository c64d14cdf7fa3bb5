import type { Issues, Rule } from "../issues.js";
import type { TextFact } from "./text-facts.js";
import { rowsOf } from "./text-facts.js";

/** Tells once of a column what some of its values are: how many rows, the first of them, what stands there. */
export function noteColumn(
  issues: Issues,
  rule: Rule,
  name: string,
  found: readonly TextFact[],
  what: string,
  hint: string,
): void {
  const first = found.reduce((one, other) => (other.first < one.first ? other : one));
  const rows = rowsOf(found);
  const where = rows === 1 ? `row ${first.first}` : `${rows} rows, first at row ${first.first}`;
  issues.note({ rule, message: `${name} ${what} (${where})`, hint, row: first.first, column: name, value: first.text });
}

/** Some of the texts, as messages show them. */
export function examples(found: readonly TextFact[], most = 3): string {
  const shown = found.slice(0, most).map(({ text }) => `'${text.length > 40 ? `${text.slice(0, 40)}…` : text}'`);
  return found.length > most ? `${shown.join(", ")} and ${found.length - most} more` : shown.join(", ");
}
