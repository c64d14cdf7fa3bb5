import type { Data } from "plotly.js-dist-min";
import { count, number, percent } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type { PlsItem, PlsPathModelResult } from "../metrics/plsPathModel/plsPathModel.js";
import { errorBars, rowAxis } from "./axis.js";
import { escapeLabel } from "./escape.js";
import type { Figure } from "./figure.js";
import { type Annotation, axisTitle, COLOURS, framed, type Wording } from "./theme.js";
import { exclusions, sourceNote } from "./wording.js";

/** From here on an item shares half of its variance with its block. */
const ENOUGH = 0.7;
const ROW = 26;
const LETTERS = 32;

type Level = "enough" | "cannot tell" | "too little";

const LOOKS: Readonly<Record<Level, { readonly symbol: string; readonly color: string }>> = {
  enough: { symbol: "circle", color: COLOURS.blue },
  "cannot tell": { symbol: "circle-open", color: COLOURS.faintInk },
  "too little": { symbol: "x", color: COLOURS.vermilion },
};

/** On which side of .7 a loading lies; by its estimate where there is no interval. */
function levelOf({ loading }: PlsItem): Level {
  const [low, high] = [loading.lower ?? loading.estimate ?? 0, loading.upper ?? loading.estimate ?? 0];
  return low >= ENOUGH ? "enough" : high < ENOUGH ? "too little" : "cannot tell";
}

interface Line {
  readonly item: PlsItem;
  readonly y: number;
}

/** Items one a row, with half a row between blocks. */
function linesOf({ overall }: PlsPathModelResult): Line[] {
  const blocks = overall.blocks.map(({ name }) => name);
  const inOrder = blocks.flatMap((block) => overall.items.filter((item) => item.block === block));
  return inOrder.map((item, i) => ({ item, y: i + 0.7 * blocks.indexOf(item.block) }));
}

function dots(lines: readonly Line[]): Partial<Data> {
  const shown = lines.filter(({ item }) => item.loading.estimate !== null);
  const looks = shown.map(({ item }) => LOOKS[levelOf(item)]);
  return {
    type: "scatter",
    mode: "markers+text",
    y: shown.map(({ y }) => y),
    x: shown.map(({ item }) => item.loading.estimate),
    text: shown.map(({ item }) => number(item.loading.estimate)),
    textposition: "top center",
    textfont: { size: 10 },
    cliponaxis: false,
    marker: { symbol: looks.map(({ symbol }) => symbol), color: looks.map(({ color }) => color), size: 9 },
    error_x: errorBars(shown.map(({ item }) => item.loading)),
    customdata: shown.map(({ item }) =>
      escapeLabel(words`${word(item.block)}, ${word(item.item)}: ${number(item.loading)}`),
    ),
    hovertemplate: "%{customdata}<extra></extra>",
  } as Partial<Data>;
}

/** The name of each block over its items. */
const headings = (lines: readonly Line[]): Partial<Annotation>[] =>
  lines.flatMap(({ item, y }, i) => {
    if (lines[i - 1]?.item.block === item.block) return [];
    const place = { x: 0, y: y - 0.62, xref: "paper", yref: "y", xanchor: "right", showarrow: false } as const;
    return [
      { ...place, xshift: -6, text: `<b>${escapeLabel(word(item.block))}</b>`, font: { size: 12, color: COLOURS.ink } },
    ];
  });

/** Why an item has no loading, where its mark would be. */
const whyNone = (lines: readonly Line[]): Partial<Annotation>[] =>
  lines.flatMap(({ item: { loading }, y }) => {
    if (loading.estimate !== null || loading.note === null) return [];
    const place = { x: 0, y, xref: "paper", yref: "y", xanchor: "left", showarrow: false } as const;
    return [{ ...place, text: `<i>${escapeLabel(word(loading.note))}</i>`, font: { color: COLOURS.faintInk } }];
  });

function rangeOf(lines: readonly Line[]): [number, number] {
  const lowest = Math.min(0, ...lines.map(({ item: { loading } }) => loading.lower ?? loading.estimate ?? 0));
  return [lowest < 0 ? Math.max(-1.05, lowest - 0.08) : 0, 1.05];
}

function captionOf(result: PlsPathModelResult, { source }: Wording): string {
  const hasBounds = result.overall.items.some(({ loading }) => loading.lower !== null);
  return [
    hasBounds
      ? words`Lines: ${percent(result.level, { digits: 0 })} intervals, ${word(result.method)}.`
      : words`Without intervals.`,
    words`Dotted: .7, from where on an item shares half of its variance with its block. Filled: above it; crossed: below it; hollow: cannot tell.`,
    exclusions(result.excluded),
    sourceNote({ source }),
  ]
    .filter((part) => part !== "")
    .join(" ");
}

/**
 * The loading of each item on its block, with the line of .7: which questions measure what their block is called.
 *
 * @example
 * plsLoadingsPlot(await plsPathModel(answers, model));
 */
export function plsLoadingsPlot(result: PlsPathModelResult, wording: Wording = {}): Figure {
  const lines = linesOf(result);
  const labels = lines.map(({ item }) => {
    const name = word(item.item);
    return escapeLabel(name.length > LETTERS ? `${name.slice(0, LETTERS - 1)}…` : name);
  });
  const last = lines.at(-1)?.y ?? 0;
  const { population, period } = wording;
  const said = [population, period, words`n = ${count(result.n)} respondents`].filter(
    (part) => part !== undefined && part !== "",
  );
  const layout = framed(
    {
      title: wording.title ?? words`Loadings of the items on their blocks`,
      subtitle: wording.subtitle ?? said.join(" · "),
      caption: captionOf(result, wording),
      labels: [...labels, ...result.overall.blocks.map(({ name }) => escapeLabel(word(name)))],
      plotHeight: ROW * (last + 2),
    },
    {
      yaxis: { ...rowAxis(labels), tickvals: lines.map(({ y }) => y), range: [last + 0.8, -1.2] },
      xaxis: {
        range: rangeOf(lines),
        title: axisTitle(words`loading`),
        gridcolor: COLOURS.grid,
        zerolinecolor: COLOURS.ink,
      },
      shapes: [
        {
          type: "line",
          layer: "below",
          ...{ xref: "x", yref: "paper", x0: ENOUGH, x1: ENOUGH, y0: 0, y1: 1 },
          line: { color: COLOURS.grey, width: 1.5, dash: "dot" },
        },
      ],
      annotations: [...headings(lines), ...whyNone(lines)],
    },
  );
  const read = lines.map(({ item }) => words`${word(item.block)} ${word(item.item)} ${number(item.loading)}`);
  return { data: [dots(lines)], layout, text: words`Loadings: ${read.join(words`; `)}.` };
}
