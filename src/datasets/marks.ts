import type { TypedColumn } from "../tables/table.js";

/**
 * Texts that a spreadsheet runs as a formula when it opens a CSV file (= + - @, also in their full width, and after blanks),
 * those that begin with a tab or a line end, and those of nothing but blanks, which no reader tells from a missing value.
 * They may already stand behind any number of '.
 */
const RUN = /^'*(?:[\t\r\n]|[\s\p{Cf}]*(?:[=+\-@＝＋－＠]|$))/u;
const MARKED = /^'+(?:[\t\r\n]|[\s\p{Cf}]*(?:[=+\-@＝＋－＠]|$))/u;

/** A text as `writeCsv` writes it: with one ' in front where it would be run, or be taken for missing. */
export const marked = (text: string) => (RUN.test(text) ? `'${text}` : text);

/** The text that was written so. `unmarked(marked(text))` is the text, whatever it is. */
export const unmarked = (text: string) => (MARKED.test(text) ? text.slice(1) : text);

/** A column of a file that `writeCsv` wrote, with its texts as they were. */
export function unmarkedColumn(column: TypedColumn): TypedColumn {
  return column.type === "text" ? { ...column, dictionary: column.dictionary.map(unmarked) } : column;
}
