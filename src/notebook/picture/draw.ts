import type { Data, Layout } from "plotly.js-dist-min";
import type { Figure } from "../../plots/figure.js";
import { loadPlotly } from "./plotly.js";
import { familyOf } from "./typeface.js";

/**
 * A trace as it can be drawn here, twice alike: WebGL has no place to draw, its scatter is the same trace without it;
 * and a trace without a name of its own would get a random one.
 */
function drawable(trace: Partial<Data>, i: number): Partial<Data> {
  const type = trace.type === "scattergl" ? "scatter" : trace.type;
  return { ...trace, type, uid: `trace${i}` } as Partial<Data>;
}

/** Persian and Arabic runs keep their direction: the rasteriser ignores `direction`, so each text that has one is isolated. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

function isolated(svg: string): string {
  return svg.replace(/>([^<>]+)</g, (whole, text: string) => {
    if (!RIGHT_TO_LEFT.test(text)) return whole;
    const firstStrong = /[A-Za-z\u00c0-\u024f\u0370-\u052f]|[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/.exec(text)![0];
    return RIGHT_TO_LEFT.test(firstStrong) ? `>\u2067${text}\u2069<` : whole;
  });
}

/** The figure as SVG, in the typeface of pictures. */
export async function drawSvg(figure: Figure, width: number, height: number): Promise<string> {
  const { plotly, page, keep } = loadPlotly();
  const div = page.createElement("div");
  div.style.setProperty("width", `${width}px`);
  div.style.setProperty("height", `${height}px`);
  page.body.appendChild(div);
  try {
    const layout: Partial<Layout> = { ...figure.layout, width, height, autosize: false };
    await plotly.newPlot(div, structuredClone(figure.data.map(drawable)), structuredClone(layout), {
      staticPlot: true,
    });
    const svg = plotly.Snapshot.toSVG(div, "svg", 1);
    keep();
    const { _uid } = (div as unknown as { _fullLayout: { _uid: string } })._fullLayout;
    const families = svg.replaceAll(_uid, "plot").replace(/font-family: [^;]*;/g, `font-family: '${familyOf()}';`);
    return isolated(families.replace(/image-rendering: pixelated/g, "image-rendering: optimizeSpeed"));
  } finally {
    plotly.purge(div);
    div.remove();
  }
}
