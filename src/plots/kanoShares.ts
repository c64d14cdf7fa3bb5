import type { Data } from "plotly.js-dist-min";
import { count, percent } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type { KanoFeature, KanoResult } from "../metrics/kano/kano.js";
import { legendAbove, rowAxis } from "./axis.js";
import { escapeLabel } from "./escape.js";
import type { Figure } from "./figure.js";
import { inkOn } from "./ink.js";
import { KANO_LOOKS, KANO_ORDER } from "./kanoLooks.js";
import { axisTitle, COLOURS, framed, type Wording } from "./theme.js";
import { exclusions, rowHeight, rowLabel, sourceNote, subtitle } from "./wording.js";

/** From this share on there is room for a number in the bar. */
const ROOM = 0.055;

const whole = (feature: KanoFeature) => percent(feature, { digits: 0 });

const verdict = ({ category, mode, runnerUp, ...feature }: KanoFeature): string => {
  if (category === null) return word(feature.note ?? "");
  return category === "cannot tell"
    ? words`cannot tell: ${word(String(mode))} or ${word(String(runnerUp))}`
    : word(category);
};

/** By category, and within one from the clearest. */
function sorted(features: readonly KanoFeature[]): KanoFeature[] {
  const place = ({ mode }: KanoFeature) => (mode === null ? KANO_ORDER.length : KANO_ORDER.indexOf(mode));
  return [...features].sort((a, b) => place(a) - place(b) || (b.estimate ?? 0) - (a.estimate ?? 0));
}

function bars(features: readonly KanoFeature[]): Partial<Data>[] {
  return KANO_ORDER.map((category) => {
    const { colour } = KANO_LOOKS[category];
    const parts = features.map(({ shares }) => shares.find(({ answer }) => answer === category));
    return {
      type: "bar",
      orientation: "h",
      name: word(category),
      y: features.map((_, i) => i),
      x: parts.map((part) => part?.share ?? null),
      text: parts.map((part) => ((part?.share ?? 0) >= ROOM ? percent(part!.share, { digits: 0 }) : "")),
      textposition: "inside",
      insidetextanchor: "middle",
      textangle: 0,
      textfont: { size: 11, color: inkOn(colour) },
      marker: { color: colour, line: { color: "#ffffff", width: 1 } },
      customdata: parts.map((part, i) => {
        if (part === undefined) return "";
        const { feature, n } = features[i]!;
        const share = percent({ estimate: part.share, lower: part.lower, upper: part.upper, n, note: null });
        return escapeLabel(words`${word(feature)}: ${word(category)} ${share}, ${count(part.n)} of ${count(n)}`);
      }),
      hovertemplate: "%{customdata}<extra></extra>",
    } as Partial<Data>;
  });
}

function footnotes({ level, excluded }: KanoResult, { source }: Wording): string {
  const brackets = words`In brackets: ${percent(level, { digits: 0 })} interval of the most frequent category, Goodman (all shares of a feature together).`;
  const from = sourceNote({ source });
  return [brackets, exclusions(excluded), from].filter((text) => text !== "").join(" ");
}

/**
 * How the answers about each feature fall into Kano's six categories, always in the same order from the left; beside the name the
 * share of the most frequent one with its interval, and whether it can be told from the next.
 *
 * @example
 * kanoSharesPlot(await kano(answers, { feature: "feature", functional: "functional", dysfunctional: "dysfunctional" }));
 */
export function kanoSharesPlot(result: KanoResult, wording: Wording = {}): Figure {
  const features = sorted(result.overall.features);
  const labels = features.map((feature) =>
    rowLabel(
      word(feature.feature),
      `${verdict(feature)}${feature.estimate === null ? "" : words`<br>${whole(feature)}, n = ${count(feature.n)}`}`,
    ),
  );
  const layout = framed(
    {
      title: wording.title ?? words`How answers about each feature fall into Kano's categories`,
      subtitle: subtitle(result, wording, "pairs of answers"),
      caption: footnotes(result, wording),
      labels,
      plotHeight: Math.max(1, features.length) * rowHeight(labels),
      aboveHeight: 46,
    },
    {
      barmode: "stack",
      bargap: 0.3,
      showlegend: true,
      legend: legendAbove,
      yaxis: { ...rowAxis(labels), ticks: "" },
      xaxis: {
        range: [0, 1],
        tickformat: ".0%",
        title: axisTitle(words`share of respondents`),
        gridcolor: COLOURS.grid,
        zeroline: false,
      },
    },
  );
  const said = features.map(
    (feature) => words`${word(feature.feature)} ${verdict(feature)}, ${whole(feature)}, n = ${count(feature.n)}`,
  );
  return {
    data: bars(features),
    layout,
    text: words`${word(result.label)}, the most frequent of each feature with intervals: ${said.join(words`; `)}.`,
  };
}
