import type { Finding, Rule } from "../issues.js";
import { requirement } from "../requirement.js";
import type { ColumnSchema } from "../schema.js";

/** Why a text is no value of its column. */
export class Refusal {
  constructor(
    readonly rule: Rule,
    /** How to mend it, or "". */
    readonly hint = "",
    /** What the column requires here, where that is not what `requirement` says. */
    readonly requires = "",
  ) {}
}

/** A refusal as the finding of a cell. */
export function findingOf(
  { rule, hint, requires }: Refusal,
  name: string,
  schema: ColumnSchema,
  value: string | number,
): Finding {
  const message = requires === "" ? requirement(name, schema) : `${name} requires ${requires}`;
  return { rule, message, hint, column: name, value };
}
