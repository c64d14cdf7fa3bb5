import type { PlsBlock, PlsPathModelResult } from "../metrics/plsPathModel/plsPathModel.js";
import { labelOf } from "./pathArrows.js";
import { boxLines } from "./pathBoxes.js";
import { pathLayers } from "./pathLayers.js";
import { pathPlaces } from "./pathPlaces.js";
import { type Band, labelPoints, type Point, pathRoutes, STILL_WIDTH, type Stretch } from "./pathRoutes.js";

/** As many boxes fit beside each other at least: a chain is not drawn in boxes as wide as the page. */
const LEAST_WIDTH = 3;
const LINE = 16;

/** Rows of boxes from the top, with room between them for the arrows and their labels. */
function bandsOf(heights: readonly number[], passing: readonly number[]): Band[] {
  const bands: Band[] = [];
  let top = 6;
  heights.forEach((height, i) => {
    bands.push({ top, bottom: top + height });
    top += height + 70 + 10 * Math.min(6, Math.max(0, (passing[i] ?? 0) - 2));
  });
  return bands;
}

/** Where everything stands: across in boxes' widths, down in px. */
export interface PathPlan {
  readonly boxes: readonly {
    readonly block: PlsBlock;
    readonly lines: readonly string[];
    readonly at: Point;
    readonly height: number;
  }[];
  readonly routes: readonly (readonly Stretch[])[];
  readonly labels: readonly Point[];
  /** From the left edge of the leftmost to the right edge of the rightmost, and what is to be shown at least. */
  readonly width: number;
  readonly shown: number;
  readonly height: number;
}

/** Boxes, arrows and labels of a model in their places. */
export function pathPlan({ overall }: PlsPathModelResult, hasItems: boolean): PathPlan {
  const { blocks, paths, items } = overall;
  const layers = pathLayers(
    blocks.map(({ name }) => name),
    paths.map(({ from, to }) => [from, to] as const),
  );
  const { across, width } = pathPlaces(layers);
  const shown = Math.max(LEAST_WIDTH, width);
  const letters = Math.max(9, Math.min(24, Math.floor(STILL_WIDTH / shown / 8.5)));
  const texts = blocks.map((block) =>
    boxLines(block, hasItems ? items.filter((one) => one.block === block.name) : [], letters),
  );
  const heights = layers.layers.map((layer) =>
    Math.max(...layer.map((place) => (layers.places[place]!.box === null ? 0 : 14 + LINE * texts[place]!.length))),
  );
  const passing = layers.layers.map((layer) =>
    layer.reduce((sum, place) => sum + layers.places[place]!.after.length, 0),
  );
  const bands = bandsOf(heights, passing);
  const routes = pathRoutes(layers, across, bands);
  const boxes = blocks.map((block, i) => {
    const { top, bottom } = bands[layers.places[i]!.layer]!;
    return { block, lines: texts[i]!, at: { x: across[i]!, y: (top + bottom) / 2 }, height: bottom - top };
  });
  return {
    boxes,
    routes,
    labels: labelPoints(routes, paths.map(labelOf), shown),
    width,
    shown,
    height: bands.at(-1)!.bottom + 6,
  };
}
