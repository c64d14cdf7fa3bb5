import { join } from "node:path";
import type { Role } from "../../src/datasets/schema.js";
import { CHANGES } from "../report/subject.js";
import { findNotebooks } from "../run/find-notebooks.js";
import { needsOf } from "../run/needs.js";
import { ROOT } from "../setup/places.js";

/** The notebooks that can be made of a table with these roles alone; what has changed needs two periods, and `--compare`. */
export function notebooksWith(roles: readonly Role[]): string[] {
  const places = findNotebooks(join(ROOT, "notebooks", "your-data"));
  const isMade = (needs: readonly Role[]) => needs.every((role) => roles.includes(role));
  const whole = places.filter(({ stem }) => stem !== CHANGES);
  return whole.filter((place) => needsOf(place).every(isMade)).map(({ stem }) => stem);
}
