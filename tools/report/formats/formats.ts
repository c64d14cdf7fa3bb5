import { WrongUsage } from "../../terminal/failure.js";

/** What a report can be written as. */
export const FORMATS = ["html", "ipynb", "xlsx", "pdf", "pptx"] as const;
export type Format = (typeof FORMATS)[number];

export const USUAL: ReadonlySet<Format> = new Set(["html", "ipynb", "xlsx"]);

/**
 * The formats of --format, a list with commas; the usual ones where none is given.
 *
 * @throws WrongUsage with those that there are
 */
export function readFormats(given: string | undefined): ReadonlySet<Format> {
  if (given === undefined) return USUAL;
  const asked = given
    .split(",")
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== "");
  const known: readonly string[] = FORMATS;
  const unknown = asked.find((name) => !known.includes(name));
  if (unknown !== undefined || asked.length === 0)
    throw new WrongUsage(`--format requires ${FORMATS.join(", ")} or several of them; got '${unknown ?? given}'`);
  return new Set(asked as Format[]);
}
