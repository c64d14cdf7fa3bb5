import type { Layout } from "plotly.js-dist-min";
import { currentLanguage } from "../language/language.js";
import { prose } from "../language/words.js";
import { escapeLabel, wrapLabel } from "./escape.js";

export type Annotation = NonNullable<Layout["annotations"]>[number];

/** Okabe and Ito's colours, told apart with every kind of colour vision, and greys. */
export const COLOURS = {
  blue: "#0072b2",
  orange: "#e69f00",
  green: "#009e73",
  vermilion: "#d55e00",
  sky: "#56b4e9",
  purple: "#aa4499",
  grey: "#9a9a9a",
  lightGrey: "#d4d4d4",
  ink: "#222222",
  faintInk: "#5c5c5c",
  grid: "#e6e6e6",
} as const;

/** Verdana has the widths of DejaVu Sans, in which still pictures are drawn: both break lines at the same place. */
const FONT = "Verdana, 'DejaVu Sans', Tahoma, sans-serif";
/** Reports bring it along. */
const PERSIAN_FONT = "Vazirmatn, Tahoma, 'DejaVu Sans', sans-serif";

/** What a reader must know to trust a figure. All of it is text of the caller's. */
export interface Wording {
  /** What is measured. Default: the label of the result. */
  readonly title?: string;
  /** Who was asked. */
  readonly population?: string;
  /** When: "July to September 2026". */
  readonly period?: string;
  /** In place of population, period and n. */
  readonly subtitle?: string;
  /** Where the numbers come from. */
  readonly source?: string;
}

export interface Frame {
  readonly title: string;
  readonly subtitle: string;
  /** Interval method and level, exclusions, source: under the figure. */
  readonly caption: string;
  /** What stands left of the plotting area, as it will be written: it decides the left margin. */
  readonly labels?: readonly string[];
  /** Height of the plotting area in px. */
  readonly plotHeight: number;
  /** Room between the plotting area and the caption: axis labels and titles. Default 50. */
  readonly axisHeight?: number;
  /** Room for a legend or panel titles above the plotting area. Default 0. */
  readonly aboveHeight?: number;
}

const TITLE = { letters: 66, size: 17, line: 22 };
const SUBTITLE = { letters: 106, size: 12, line: 17 };
const CAPTION = { letters: 116, size: 11, line: 15 };

const SIDE = 24;

/** Room for labels of 12 px, on the wide side: Latin letters of 7.2 px, square ones of 12.5 px. */
export function labelWidth(label: string): number {
  const text = label.replace(/<[^>]*>/g, "").replace(/&#?\w+;/g, "x");
  let width = 0;
  for (const letter of text) width += letter.codePointAt(0)! >= 0x2e80 ? 12.5 : 7.2;
  return width;
}

function leftMargin(labels: readonly string[]): number {
  return SIDE + Math.max(0, ...labels.flatMap((label) => label.split("<br>")).map(labelWidth)) + 8;
}

/** Where a line of text begins: at the left, or at the right where it is read from there. */
const side = () => (currentLanguage() === "fa" ? "right" : "left");

function captionNote(lines: readonly string[], left: number, axisHeight: number): Partial<Annotation> {
  const begin = side();
  return {
    text: lines.join("<br>"),
    xref: "paper",
    yref: "paper",
    x: begin === "left" ? 0 : 1,
    y: 0,
    xanchor: begin,
    yanchor: "top",
    xshift: begin === "left" ? SIDE - left : 0,
    yshift: -axisHeight,
    align: begin,
    showarrow: false,
    font: { size: CAPTION.size, color: COLOURS.faintInk },
  };
}

/** The layout every figure starts from: title and subtitle where reading begins, quiet axes, the caption below. */
export function framed(frame: Frame, layout: Partial<Layout>): Partial<Layout> {
  const { labels = [], axisHeight = 50, aboveHeight = 0 } = frame;
  const left = Math.round(leftMargin(labels));
  const begin = side();
  const title = wrapLabel(prose(frame.title), TITLE.letters);
  const subtitle = wrapLabel(prose(frame.subtitle), SUBTITLE.letters);
  const caption = wrapLabel(frame.caption, CAPTION.letters);
  // Letters of the Persian typeface reach further down, and its subtitle stands lower.
  const below = begin === "left" ? 10 : aboveHeight > 0 ? 16 : 24;
  const top = 18 + title.length * TITLE.line + subtitle.length * SUBTITLE.line + below + aboveHeight;
  const bottom = axisHeight + caption.length * CAPTION.line + 12;
  return {
    font: { family: begin === "left" ? FONT : PERSIAN_FONT, size: 12, color: COLOURS.ink },
    paper_bgcolor: "#ffffff",
    plot_bgcolor: "#ffffff",
    showlegend: false,
    bargap: 0.35,
    ...layout,
    height: top + frame.plotHeight + bottom,
    margin: { l: left, r: SIDE, t: top, b: bottom, pad: 4 },
    title: {
      text: title.join("<br>"),
      subtitle: { text: subtitle.join("<br>"), font: { size: SUBTITLE.size, color: COLOURS.faintInk } },
      font: { size: TITLE.size },
      x: begin === "left" ? 0 : 1,
      xref: "container",
      xanchor: begin,
      // Plotly draws a title of several lines higher than one of one line.
      pad: { l: SIDE, r: SIDE, t: 18 + (title.length - 1) * 11 },
      y: 1,
      yref: "container",
      yanchor: "top",
    },
    annotations: [...(layout.annotations ?? []), captionNote(caption, left, axisHeight)],
  } as Partial<Layout>;
}

/** The title of an axis, close to its ticks. */
export function axisTitle(text: string): { text: string; standoff: number; font: { size: number; color: string } } {
  return { text: escapeLabel(text), standoff: 6, font: { size: 12, color: COLOURS.faintInk } };
}

/** Segments drawn as lines are told apart by dash, by mark and by colour. */
export const SEGMENT_LOOKS = [
  { colour: COLOURS.blue, dash: "solid", symbol: "circle" },
  { colour: COLOURS.vermilion, dash: "dash", symbol: "square" },
  { colour: COLOURS.green, dash: "dot", symbol: "triangle-up" },
  { colour: COLOURS.purple, dash: "dashdot", symbol: "diamond" },
  { colour: COLOURS.orange, dash: "longdash", symbol: "triangle-down" },
  { colour: COLOURS.ink, dash: "longdashdot", symbol: "pentagon" },
] as const;
