import type { Data } from "plotly.js-dist-min";
import { escapeLabel } from "./escape.js";

/** A cell of a grid of findings: −1 less, 0 not told from chance, 1 more; and what is read when it is pointed at. */
export interface FindingCell {
  readonly told: number;
  readonly words: string;
}

/** Less, no difference, more. */
const SCALE = [
  [0, "#c7e1f2"],
  [0.25, "#c7e1f2"],
  [0.25, "#f6f6f6"],
  [0.75, "#f6f6f6"],
  [0.75, "#fbd3bb"],
  [1, "#fbd3bb"],
];

/** Colours of a grid of findings, lines from above: only what is told from chance has one. */
export function findingsHeat(lines: readonly (readonly FindingCell[])[]): Partial<Data> {
  return {
    type: "heatmap",
    z: lines.map((cells) => cells.map(({ told }) => told)),
    x: lines[0]!.map((_, i) => i),
    y: lines.map((_, i) => i),
    zmin: -1,
    zmax: 1,
    colorscale: SCALE,
    showscale: false,
    xgap: 2,
    ygap: 2,
    customdata: lines.map((cells) => cells.map(({ words }) => escapeLabel(words))),
    hovertemplate: "%{customdata}<extra></extra>",
  } as unknown as Partial<Data>;
}
