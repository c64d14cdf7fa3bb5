import type { Figure } from "../../src/plots/figure.js";
import { COLOURS, framed } from "../../src/plots/theme.js";
import type { Grown } from "./figures.js";
import { milliseconds } from "./words-of-figures.js";

const INKS = [COLOURS.blue, COLOURS.vermilion, COLOURS.green, COLOURS.purple] as const;

/** Time by rows on logarithmic scales: where twice the rows take twice the time, lines rise at 45 degrees. */
export function growthFigure(growth: readonly Grown[]): Figure {
  const works = [...new Set(growth.map(({ work }) => work))];
  const lines = works.flatMap((work, w) => {
    const own = growth.filter((one) => one.work === work);
    const line = (
      name: string,
      values: readonly number[],
      dash: "solid" | "dot",
      symbol: "circle" | "diamond-open",
    ) => ({
      type: "scatter" as const,
      mode: "lines+markers" as const,
      name,
      x: own.map(({ rows }) => rows),
      y: [...values],
      line: { color: INKS[w % INKS.length]!, dash },
      marker: { symbol, size: 9 },
    });
    const ours = own.map((one) => one.ours.milliseconds);
    const theirs = own.map(({ byHand }) => byHand.milliseconds);
    return [line(`${work}: Vafa`, ours, "solid", "circle"), line("by hand", theirs, "dot", "diamond-open")];
  });
  const text = growth.map((one) => {
    return `${one.work}, ${one.rows.toLocaleString("en")} rows: ${milliseconds(one.ours.milliseconds)} ms, by hand ${milliseconds(one.byHand.milliseconds)} ms`;
  });
  const frame = {
    title: "Time by rows, DuckDB over Parquet",
    subtitle: "Solid: Vafa; dotted: SQL by hand",
    caption: "Both axes are logarithmic.",
    plotHeight: 340,
  };
  const layout = framed(frame, {
    showlegend: true,
    xaxis: { type: "log", title: { text: "rows" }, dtick: 1 },
    yaxis: { type: "log", title: { text: "milliseconds" }, dtick: 1 },
  });
  return { data: lines, layout, text: `${text.join("; ")}.` };
}
