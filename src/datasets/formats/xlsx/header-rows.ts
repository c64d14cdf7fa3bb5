import { headerRowsOf, namesOf } from "../../csv/shapes.js";
import type { Issues } from "../../issues.js";
import type { Layout } from "../../schema.js";
import { columnLetters } from "./addresses.js";
import { type Filled, firstFilled } from "./shape.js";

/** Where the header of a sheet is: its first row, and how many there are. */
export interface HeaderPlace {
  readonly first: number;
  readonly rows: number;
}

/** The header as the layout says, else the first row that holds anything; null, and told, where there is none. */
export function headerPlace(filled: Filled, layout: Layout, issues: Issues): HeaderPlace | null {
  const rows = headerRowsOf(layout);
  const top = firstFilled(filled, 1);
  if (top === null) {
    issues.file({ rule: "empty", message: "the sheet holds nothing" });
    return null;
  }
  const first = layout.preamble === undefined ? top : layout.preamble + 1;
  if (filled[first] !== undefined && filled[first] > 0) return { first, rows };
  issues.file({
    rule: "header",
    message: `row ${first} of the sheet, where the layout has the header, holds nothing`,
    hint: `the first row that holds anything is row ${top}`,
  });
  return null;
}

type TextAt = (position: number, row: number) => string | null;

export interface Names {
  readonly names: readonly string[];
  readonly questions: ReadonlyMap<string, string>;
}

/** A name for each column, none twice, and what the further rows of the header say. */
export function headerNames(
  positions: readonly number[],
  place: HeaderPlace,
  layout: Layout,
  textAt: TextAt,
  issues: Issues,
): Names {
  const rows = Array.from({ length: place.rows }, (_, i) => {
    return positions.map((position) => textAt(position, place.first + i) ?? "");
  });
  const { names, questions } = namesOf(rows, layout);
  const seen = new Map<string, number>();
  for (const [i, name] of names.entries()) {
    const letters = columnLetters(positions[i]!);
    const other = seen.get(name);
    if (name.trim() === "") {
      issues.file({ rule: "header", message: `column ${letters} has no name in row ${place.first} of the sheet` });
    } else if (other !== undefined) {
      const hint = `columns ${columnLetters(other)} and ${letters} of the sheet`;
      issues.file({ rule: "header", message: `the header names '${name}' twice`, hint, column: name });
    }
    seen.set(name, positions[i]!);
  }
  const asked = names.map((name, i) => [name, questions[i] ?? ""] as const).filter(([, question]) => question !== "");
  return { names, questions: new Map(asked) };
}
