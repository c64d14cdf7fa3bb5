import type { Data, Shape } from "plotly.js-dist-min";
import { count, number, percent } from "../format/numbers.js";
import { currentLanguage } from "../language/language.js";
import { word, words } from "../language/words.js";
import type { PlsPath, PlsPathModelResult } from "../metrics/plsPathModel/plsPathModel.js";
import { escapeLabel } from "./escape.js";
import type { Figure } from "./figure.js";
import { heads, labelOf, lineOf, lookOf } from "./pathArrows.js";
import { CORNER, roundedBox } from "./pathBoxes.js";
import { type PathPlan, pathPlan } from "./pathPlan.js";
import { type Point, STILL_WIDTH } from "./pathRoutes.js";
import { type Annotation, COLOURS, framed, type Wording } from "./theme.js";
import { exclusions, sourceNote } from "./wording.js";

export interface PathDiagramWording extends Wording {
  /** "hidden" (default), or "shown": the items of each block with their loadings. */
  readonly items?: "shown" | "hidden";
}

const BOX = "#eef4f9";
const TARGET = "#fdf3e3";

function sentence({ overall, level }: PlsPathModelResult): string {
  const paths = overall.paths.map((path) => words`${word(path.from)} → ${word(path.to)} ${number(path)}`);
  const blocks = overall.blocks.flatMap(({ name, rSquared, score }) => {
    const said = [
      ...(rSquared === null ? [] : [words`R² ${number(rSquared)}`]),
      ...(score === null ? [] : [words`score ${number(score, { digits: 1 })}`]),
    ];
    return said.length === 0 ? [] : [words`${word(name)} ${said.join(words`, `)}`];
  });
  return words`Path model, coefficients with ${percent(level, { digits: 0 })} intervals: ${paths.join(words`; `)}. ${blocks.join(words`; `)}.`;
}

/** What was done, in words under the figure. */
function captionOf(result: PlsPathModelResult, { source }: Wording, hasItems: boolean): string {
  const { overall, level, method, scheme, consistent, excluded } = result;
  const hasBounds = overall.paths.some(({ lower }) => lower !== null);
  return [
    words`On arrows: standardised coefficients${hasBounds ? words` with ${percent(level, { digits: 0 })} intervals, ${word(method)}` : words`, without intervals`}.`,
    hasBounds ? words`Dashed: the interval holds 0.` : "",
    words`Width by size; vermilion: below 0.`,
    overall.blocks.some(({ score }) => score !== null)
      ? words`In boxes: R², and the mean score on 0 to 100.`
      : words`In boxes: R².`,
    hasItems ? words`Items with their loadings.` : "",
    words`PLS, ${word(scheme)} scheme${consistent === "PLSc" ? words`, consistent (PLSc)` : ""}.`,
    overall.converged ? "" : words`The weights did not converge.`,
    overall.note === null ? "" : words`${word(overall.note)}.`,
    exclusions(excluded),
    sourceNote({ source }),
  ]
    .filter((part) => part !== "")
    .join(" ");
}

/** Nothing to see, but what a box says when it is pointed at. */
const boxHints = (boxes: PathPlan["boxes"]): Partial<Data> =>
  ({
    type: "scatter",
    mode: "markers",
    x: boxes.map(({ at }) => at.x),
    y: boxes.map(({ at }) => at.y),
    marker: { size: 40, opacity: 0 },
    customdata: boxes.map(({ block: { name, rSquared, score, items } }) => {
      const explained = rSquared === null ? "" : words`; R² ${number(rSquared)}`;
      const scored = score === null ? "" : words`; score ${number(score, { digits: 1 })}`;
      return escapeLabel(words`${word(name)}: ${items.map(word).join(words`, `)}${explained}${scored}`);
    }),
    hovertemplate: "%{customdata}<extra></extra>",
  }) as unknown as Partial<Data>;

function shapesOf(paths: readonly PlsPath[], { boxes, routes, shown }: PathPlan): Partial<Shape>[] {
  const corner = (CORNER * shown) / STILL_WIDTH;
  const arrows = paths.map((path, i): Partial<Shape> => {
    const { colour, width: thick, dash } = lookOf(path);
    return { type: "path", layer: "below", path: lineOf(routes[i]!), line: { color: colour, width: thick, dash } };
  });
  const around = boxes.map(
    ({ block, at, height }): Partial<Shape> => ({
      type: "path",
      layer: "below",
      path: roundedBox(at, height, corner),
      fillcolor: block.role === "exogenous" ? BOX : TARGET,
      line: { color: COLOURS.ink, width: 1 },
    }),
  );
  return [...arrows, ...around];
}

function annotationsOf(paths: readonly PlsPath[], { boxes, labels }: PathPlan): Partial<Annotation>[] {
  const text = (at: Point, lines: readonly string[], more: object): Partial<Annotation> => ({
    ...{ x: at.x, y: at.y, xref: "x", yref: "y", showarrow: false, text: lines.join("<br>") },
    ...more,
  });
  return [
    ...paths.map((path, i) =>
      text(labels[i]!, labelOf(path).lines, {
        bgcolor: "#ffffff",
        bordercolor: lookOf(path).colour,
        borderwidth: 1,
        // Plotly measures Persian numbers narrower than they are drawn.
        borderpad: currentLanguage() === "fa" ? 4 : 1,
        font: { size: 11, color: COLOURS.ink },
      }),
    ),
    ...boxes.map(({ at, lines }) => text(at, lines, { font: { size: 12, color: COLOURS.ink } })),
  ];
}

/**
 * A path model as boxes and arrows, from what nothing explains at the top to what everything leads to at the bottom. On each arrow its
 * coefficient with interval, dashed where the interval holds 0; in each box R² and the mean score on 0–100.
 *
 * @example
 * pathDiagramPlot(await plsPathModel(answers, model), { items: "shown", population: "customers" });
 */
export function pathDiagramPlot(result: PlsPathModelResult, wording: PathDiagramWording = {}): Figure {
  const hasItems = wording.items === "shown";
  const { paths } = result.overall;
  const places = pathPlan(result, hasItems);
  const room = (places.shown - places.width) / 2;
  const { population, period } = wording;
  const said = [population, period, words`n = ${count(result.n)} respondents`].filter(
    (part) => part !== undefined && part !== "",
  );
  const axis = { visible: false, fixedrange: true, showgrid: false, zeroline: false } as const;
  const layout = framed(
    {
      title: wording.title ?? word(result.label),
      subtitle: wording.subtitle ?? said.join(" · "),
      caption: captionOf(result, wording, hasItems),
      plotHeight: places.height,
      axisHeight: 16,
    },
    {
      xaxis: { ...axis, range: [-room - 0.02, places.width + room + 0.02] },
      yaxis: { ...axis, range: [places.height, 0] },
      shapes: shapesOf(paths, places),
      annotations: annotationsOf(paths, places),
    },
  );
  return { data: [heads(paths, places.routes), boxHints(places.boxes)], layout, text: sentence(result) };
}
