import { count, percent } from "../format/numbers.js";
import { inDigits } from "../language/digits.js";
import { word, words } from "../language/words.js";
import type { Estimate, Keys, Result } from "../metrics/result.js";
import { wrapLabel } from "./escape.js";
import type { Wording } from "./theme.js";

/** A number as it stands, without grouping, in the digits of the language that was chosen. */
export const plain = (value: number | string): string => inDigits(String(value));

/** Where the numbers come from; empty where nobody said. */
export const sourceNote = ({ source }: Wording): string =>
  source === undefined || source === "" ? "" : words`Source: ${source}.`;

/** The note of a result as a sentence of its own. */
export function asSentence(note: string): string {
  const said = word(note);
  return words`${`${said[0]!.toUpperCase()}${said.slice(1)}`}.`;
}

const LABEL_LETTERS = 30;

type Reported = Pick<Result<Estimate>, "label" | "level" | "method" | "excluded" | "overall">;

function cellName(cell: Keys[string]): string {
  if (cell === null || cell === "") return words`(missing)`;
  return typeof cell === "number" ? plain(cell) : word(String(cell));
}

/** The segment of a row in words, not yet escaped: `basic · تهران`. */
export function segmentName(row: { readonly keys?: Keys }, everybody = words`All`): string {
  const cells = Object.values(row.keys ?? {});
  if (cells.length === 0) return everybody;
  return cells.map(cellName).join(" · ");
}

/** What was measured, and by which columns: 'NPS by segment and channel'. */
export function titleBy({ label, by }: Pick<Result<Estimate>, "label" | "by">): string {
  return by.length === 0 ? word(label) : words`${word(label)} by ${by.map(word).join(words` and `)}`;
}

/** A label beside its bar: escaped, in short lines, with what it stands on in the last. */
export function rowLabel(name: string, below: string, { bold = false } = {}): string {
  const name_ = wrapLabel(name, LABEL_LETTERS).join("<br>");
  return `${bold ? `<b>${name_}</b>` : name_}<br><span style="font-size:10px;color:#5c5c5c">${below}</span>`;
}

/** Height of a row whose labels are these. */
export function rowHeight(labels: readonly string[], least = 40): number {
  const lines = Math.max(1, ...labels.map((label) => label.split("<br>").length));
  return Math.max(least, 15 * lines + 12);
}

/** Population, period and n; what the caller gave stands as it is. */
export function subtitle(result: Reported, { subtitle: given, population, period }: Wording, unit: string): string {
  if (given !== undefined) return given;
  const n = words`n = ${count(result.overall.n)} ${word(unit)}`;
  return [population, period, n].filter((part) => part !== undefined && part !== "").join(" · ");
}

/** What was not counted, in words; empty when nothing was left out. */
export function exclusions({ missing, outOfRange }: Reported["excluded"]): string {
  const parts = [];
  if (missing > 0) parts.push(words`${count(missing)} missing`);
  if (outOfRange > 0) parts.push(words`${count(outOfRange)} out of range`);
  return parts.length === 0 ? "" : words`Not counted: ${parts.join(words`, `)}.`;
}

/** Interval method and level, further sentences, exclusions and source. */
export function caption(result: Reported, { source }: Wording, ...sentences: readonly string[]): string {
  const level = percent(result.level, { digits: result.level * 100 === Math.round(result.level * 100) ? 0 : 1 });
  const method = words`Lines: ${level} intervals, ${word(result.method)}.`;
  const from = sourceNote({ source });
  return [method, ...sentences, exclusions(result.excluded), from].filter((sentence) => sentence !== "").join(" ");
}
