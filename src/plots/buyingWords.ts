import { count } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type { Estimate, Result } from "../metrics/result.js";
import { escapeLabel } from "./escape.js";
import { wholePercent } from "./evaluateSignalsWords.js";
import { inkLike } from "./ink.js";
import { type Annotation, COLOURS, type Wording } from "./theme.js";
import { plain, sourceNote } from "./wording.js";

/** What was seen, what a model says and what a rule without a model says: told apart by mark, by dash and by colour. */
export const BUYING_LOOKS = {
  seen: { colour: COLOURS.ink, symbol: "circle", dash: "solid" },
  model: { colour: COLOURS.blue, symbol: "diamond", dash: "solid" },
  naive: { colour: COLOURS.vermilion, symbol: "square", dash: "dash" },
} as const;

/** Above so many columns the numbers under them would run into each other. */
const MOST_COLUMNS = 14;
const FIRST_LINE = 24;
const LINE = 16;
const AXIS_TITLE = 26;

/** The parts that there are, as sentences or between dots. */
export const present = (parts: readonly (string | undefined)[], between: string): string =>
  parts.filter((part) => part !== undefined && part !== "").join(between);

/** '39 weeks', or the number alone where the unit is not told. */
export const timeWords = (time: number, unit: string | undefined): string =>
  present([plain(Number(time.toFixed(2))), word(unit ?? "")], " ");

interface OfHistories {
  readonly overall: Pick<Estimate, "n">;
  readonly excluded: Result<Estimate>["excluded"];
}

/** Population, period and the customers; what the caller gave stands as it is. */
export function historiesSubtitle({ overall }: OfHistories, { subtitle, population, period }: Wording): string {
  return subtitle ?? present([population, period, words`n = ${count(overall.n)} customers`], " · ");
}

/** How the intervals were made, what else is to be said, who is not in the numbers, and where these come from. */
export function historiesCaption(
  { excluded, level, method }: Pick<Result<Estimate>, "excluded" | "level" | "method">,
  { source }: Wording,
  ...said: readonly string[]
): string {
  const { missing, outOfRange } = excluded;
  const left = [
    missing > 0 ? words`${count(missing)} missing` : "",
    outOfRange > 0 ? words`${count(outOfRange)} watched for no time` : "",
  ];
  const notCounted = present(left, words`, `);
  return present(
    [
      words`Upright lines: ${wholePercent(level)} intervals, ${word(method)}.`,
      ...said,
      notCounted === "" ? "" : words`Not counted: ${notCounted}.`,
      sourceNote({ source }),
    ],
    " ",
  );
}

/** A line of numbers under the columns of a figure, with its name at the left. */
export interface LineUnder {
  readonly name: string;
  readonly values: readonly string[];
  readonly colour: string;
}

const fits = ([first]: readonly LineUnder[]) => (first?.values.length ?? 0) <= MOST_COLUMNS;

/** Room under the plotting area for ticks, lines of numbers and the title of the axis, px. */
export const heightUnder = (lines: readonly LineUnder[]): number =>
  AXIS_TITLE + FIRST_LINE + (fits(lines) ? LINE * lines.length : 0) + 8;

/** The title of the axis under the numbers, so that it stands between neither of them. */
function titleUnder(title: string, yshift: number): Partial<Annotation> {
  const place = { xref: "paper", yref: "paper", x: 0.5, y: 0, xanchor: "center", yanchor: "top", yshift } as const;
  return { ...place, text: escapeLabel(title), showarrow: false, font: { size: 12, color: COLOURS.faintInk } };
}

/** Numbers under each column, line by line, and the title of the axis; nothing but the title where they would not fit. */
export function linesUnder(lines: readonly LineUnder[], title: string): Partial<Annotation>[] {
  const shown = fits(lines) ? lines : [];
  const shared = { yref: "paper", y: 0, yanchor: "top", showarrow: false } as const;
  const written = shown.flatMap(({ name, values, colour }, i) => {
    const line = { ...shared, yshift: -(FIRST_LINE + LINE * i), font: { size: 11, color: inkLike(colour) } };
    const left = { ...line, xref: "paper", x: 0, xanchor: "right", xshift: -10, text: escapeLabel(name) } as const;
    return [left, ...values.map((text, x) => ({ ...line, xref: "x", x, xanchor: "center", text }) as const)];
  });
  return [...written, titleUnder(title, -(FIRST_LINE + LINE * shown.length + 4))];
}

/** Why a figure is empty, in its middle; nothing where it is not. */
export const whyNothingDrawn = ({ estimate, note }: Pick<Estimate, "estimate" | "note">): Partial<Annotation>[] => {
  if (estimate !== null || note === null) return [];
  const place = { xref: "paper", yref: "paper", x: 0.5, y: 0.5, showarrow: false } as const;
  return [{ ...place, text: `<i>${escapeLabel(word(note))}</i>`, font: { size: 12, color: COLOURS.faintInk } }];
};
