import type { Figure } from "../plots/figure.js";
import { type Bundle, display } from "./display.js";
import { figureInLanguage } from "./figure-in-language.js";
import { plainFigure } from "./plain-figure.js";

const PLOTLY = "application/vnd.plotly.v1+json";
const CONFIG = { responsive: true, displaylogo: false };

async function figureBundle(figure: Figure): Promise<Bundle> {
  const { data, layout, text } = plainFigure(figureInLanguage(figure));
  const interactive = { [PLOTLY]: { data, layout, config: CONFIG } };
  try {
    const { pictureOf } = await import("./picture/picture.js");
    const { png, width, height } = await pictureOf({ data, layout, text });
    return {
      data: { ...interactive, "image/png": png.toString("base64"), "text/plain": text },
      metadata: { "image/png": { width, height } },
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { data: { ...interactive, "text/plain": `${text}\n(no still picture: ${reason})` } };
  }
}

/**
 * Shows a figure as one output: interactive where plotly can run, a still picture where it cannot (a code forge, a
 * printed page), and its sentence for those who hear or grep it. A picture that cannot be drawn is said in the text; the
 * figure is shown all the same.
 *
 * @example
 * await show(npsPlot(await nps(answers, { score: "recommend", by: "segment" })));
 */
export function show(figure: Figure): Promise<void> {
  return display(figureBundle(figure));
}
