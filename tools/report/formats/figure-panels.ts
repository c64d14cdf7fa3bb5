import type { Axis } from "./figure-axes.js";
import { labelParts } from "./plain-label.js";
import { traceValues } from "./trace-values.js";

interface Note {
  readonly text?: unknown;
  readonly x?: unknown;
  readonly y?: unknown;
  readonly xref?: unknown;
  readonly yref?: unknown;
}

const BESIDE = 0.02;
const ABOVE = 0.15;

/** Headings of parts of a figure: bold, on the paper itself. */
const isHeading = ({ text, xref, yref }: Note) =>
  xref === "paper" && yref === "paper" && /^[\u2066-\u2069]*<b>/.test(String(text ?? ""));

/** The heading over the part that two axes span; "" where it has none. */
export function headingOver(layout: Readonly<Record<string, unknown>>): (x: Axis, y: Axis) => string {
  const headings = (traceValues(layout.annotations) as readonly Note[]).filter(isHeading);
  return (x, y) => {
    const above = headings
      .map((note) => ({ note, beside: Math.abs(Number(note.x) - x.domain[0]), above: Number(note.y) - y.domain[1] }))
      .filter(({ beside, above }) => beside < BESIDE && above > -BESIDE && above < ABOVE)
      .sort((a, b) => a.above - b.above);
    return above.length === 0 ? "" : labelParts(above[0]!.note.text).label;
  };
}
