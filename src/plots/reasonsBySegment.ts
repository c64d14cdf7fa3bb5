import { count, fixed, NOTHING, percent } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type {
  ReasonBySegmentRow,
  ReasonFinding,
  ReasonsBySegmentResult,
} from "../metrics/reasonsBySegment/reasonsBySegment.js";
import type { Keys } from "../metrics/result.js";
import { columnAxis, rowAxis } from "./axis.js";
import { wrapLabel } from "./escape.js";
import type { Figure } from "./figure.js";
import { findingsHeat } from "./findings.js";
import { type Annotation, COLOURS, framed, type Wording } from "./theme.js";
import { exclusions, plain, rowHeight, rowLabel, segmentName, sourceNote, subtitle } from "./wording.js";

type Row = ReasonBySegmentRow & { readonly keys: Keys };

const COLUMN_LETTERS = 12;

/** Above so many columns the words do not fit into their cells: an arrow stands for them, and the caption says which. */
const MOST_WORDS = 6;

const FINDINGS: readonly ReasonFinding[] = ["less than elsewhere", "not told from chance", "more than elsewhere"];

const ARROWS: Readonly<Record<ReasonFinding, string>> = {
  "less than elsewhere": "▼",
  "not told from chance": "",
  "more than elsewhere": "▲",
};

const pInWords = ({ adjustedPValue }: Row) =>
  adjustedPValue === null
    ? ""
    : words`, adjusted p ${adjustedPValue < 0.001 ? words`below 0.001` : fixed(adjustedPValue, 3)}`;

function shareInWords(row: Row): string {
  const elsewhere = row.elsewhere === null ? "" : words`, elsewhere ${percent(row.elsewhere)}`;
  return words`${percent(row)}${elsewhere}, n = ${count(row.n)}`;
}

/** Rates are of any size: three digits that count. */
function rated(value: number | null): string {
  if (value === null || value === 0) return value === null ? NOTHING : plain(0);
  return fixed(value, Math.max(0, 2 - Math.floor(Math.log10(value))));
}

const times = (ratio: number) => `${fixed(ratio, ratio < 1 ? 2 : ratio < 10 ? 1 : 0)}×`;

function rateInWords({ rate, rateElsewhere, rateRatio, customers }: Row, per: number): string {
  if (rate?.estimate == null) return words`no rate (${word(rate?.note ?? "nobody at risk")})`;
  const unit = per === 1 ? "" : words` per ${count(per)}`;
  const bounds = ({ lower, upper }: { lower: number | null; upper: number | null }, write: (x: number) => string) =>
    upper === null ? words`at least ${write(lower!)}` : words`${write(lower!)} to ${write(upper)}`;
  const left = words`rate ${rated(rate.estimate)} (${bounds(rate, rated)})${unit}, ${count(customers)} left for it`;
  if (rateElsewhere === null || rateRatio === null || rateRatio.lower === null) return left;
  const ratio =
    rateRatio.estimate === null ? words`nobody elsewhere` : words`${times(rateRatio.estimate)} the rate elsewhere`;
  return words`${ratio} (${bounds(rateRatio, times)}): ${left}, elsewhere ${rated(rateElsewhere)}`;
}

function inWords(row: Row, segment: string, { population }: ReasonsBySegmentResult): string {
  const what = population === null ? shareInWords(row) : rateInWords(row, population.per);
  return words`${segment}, ${word(String(row.reason))}: ${what}, ${word(row.finding)}${pInWords(row)}`;
}

/** What a cell shows: a share, or a rate as a multiple of that elsewhere. */
function numberOf({ estimate, rateRatio }: Row, isRate: boolean): string {
  if (!isRate) return percent(estimate, { digits: 0 });
  if (rateRatio === null || rateRatio.lower === null) return NOTHING;
  return rateRatio.estimate === null ? words`only here` : times(rateRatio.estimate);
}

/** The number, and under it in words what was found. */
function textOf(row: Row, x: number, y: number, hasWords: boolean, isRate: boolean): Partial<Annotation> {
  const place = { x, y, showarrow: false } as const;
  const number = numberOf(row, isRate);
  if (row.finding === "not told from chance") {
    return { ...place, text: number, font: { size: 11, color: COLOURS.faintInk } };
  }
  const [found] = row.finding.split(" ");
  const text = `<b>${number}</b>${hasWords ? `<br>${ARROWS[row.finding]} ${word(found!)}` : ` ${ARROWS[row.finding]}`}`;
  return { ...place, text, font: { size: 12, color: COLOURS.ink } };
}

function testInWords({ compared, atLeast }: ReasonsBySegmentResult): string {
  if (compared === "shares") return words`Fisher's exact test`;
  return words`exact test of rates${atLeast > 1 ? words` that differ by more than a factor of ${plain(atLeast)}` : ""}`;
}

/** How many leavers' reasons are known, from the least to the most of the segments. */
function knownInWords({ segments }: ReasonsBySegmentResult): string {
  const known = segments.flatMap((segment) => segment.known ?? []);
  if (known.every((share) => share === 1)) return "";
  const [least, most] = [Math.min(...known), Math.max(...known)].map((share) => percent(share, { digits: 0 }));
  const range = least === most ? least : words`${least} to ${most}`;
  return words`Reasons of ${range} of leavers are known, by segment; the others are taken to have left for the same.`;
}

function footnotes(result: ReasonsBySegmentResult, { source }: Wording): string {
  const { falseShare, excluded, rows, compared } = result;
  const tested = rows.filter(({ pValue }) => pValue !== null).length;
  const isRate = compared === "rates";
  const cells = isRate
    ? words`In each cell the rate of leaving for the reason, as a multiple of that of all other segments.`
    : "";
  const screen = words`Coloured, ▲ more and ▼ less than in all others together: what survives the screen of ${count(tested)} cells (${testInWords(result)}, Benjamini–Hochberg; about ${percent(falseShare, { digits: 0 })} of such findings are false). Pale: not told from chance.`;
  const from = sourceNote({ source });
  const known = isRate ? knownInWords(result) : "";
  return [cells, screen, known, exclusions(excluded), from].filter((sentence) => sentence !== "").join(" ");
}

function sentence({ label, test, found }: ReasonsBySegmentResult, told: readonly string[]): string {
  const differ =
    test === null
      ? ""
      : words`, all cells together p ${test.pValue < 0.001 ? words`below 0.001` : fixed(test.pValue, 3)}`;
  const which = found === 0 ? words`nothing is told from chance` : told.join(words`; `);
  return words`${word(label)}${differ}: ${which}.`;
}

/**
 * Reasons down, segments across, in each cell the share of the segment's customers who named the reason; where rates were compared,
 * the rate of leaving for it as a multiple of that elsewhere. Only what survives the
 * screen is coloured and says more or less; all the rest is pale.
 *
 * @example
 * reasonsBySegmentPlot(await reasonsBySegment(leavers, { reason: "reason", segment: "segment" }));
 */
export function reasonsBySegmentPlot(result: ReasonsBySegmentResult, wording: Wording = {}): Figure {
  const { reasons, segments, rows } = result;
  const names = segments.map((segment) => segmentName(segment));
  const lines = reasons.map((_, r) => segments.map((__, s) => rows[s * reasons.length + r]!));
  const isRate = result.compared === "rates";
  const spoken = (row: Row, s: number) => inWords(row, names[s]!, result);
  const labels = reasons.map(({ reason, share }, r) =>
    rowLabel(
      word(reason),
      isRate ? words`${count(lines[r]![0]?.rateRatio?.n ?? null)} left` : words`everybody ${percent(share)}`,
    ),
  );
  const columns = segments.map(
    ({ n, atRisk }, s) =>
      `${wrapLabel(names[s]!, COLUMN_LETTERS).join("<br>")}<br>${isRate ? words`of ${count(atRisk)}` : words`n = ${count(n)}`}`,
  );
  const hasWords = segments.length <= MOST_WORDS;
  const lineOf = (column: string) => column.split("<br>").length;
  const layout = framed(
    {
      title: wording.title ?? word(result.label),
      subtitle: subtitle(result, wording, "customers"),
      caption: footnotes(result, wording),
      labels,
      plotHeight: Math.max(1, reasons.length) * rowHeight(labels, 44),
      axisHeight: 12,
      aboveHeight: 20 + 16 * Math.max(1, ...columns.map(lineOf)),
    },
    {
      yaxis: { ...rowAxis(labels), ticks: "" },
      xaxis: { ...columnAxis(columns), side: "top", ticks: "" },
      annotations: lines.flatMap((cells, y) => cells.map((cell, x) => textOf(cell, x, y, hasWords, isRate))),
    },
  );
  const told = lines.flatMap((cells) =>
    cells.flatMap((cell, s) => (cell.finding === "not told from chance" ? [] : [spoken(cell, s)])),
  );
  const cells = lines.map((line) =>
    line.map((row, s) => ({ told: FINDINGS.indexOf(row.finding) - 1, words: spoken(row, s) })),
  );
  return { data: lines.length === 0 ? [] : [findingsHeat(cells)], layout, text: sentence(result, told) };
}
