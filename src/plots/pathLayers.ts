/** A place in a layer: a box, or where an arrow that goes further passes by. */
export interface Place {
  /** The box that stands here; null for an arrow passing by. */
  readonly box: string | null;
  readonly layer: number;
  /** Places one layer before and one after that arrows join to this one. */
  readonly before: number[];
  readonly after: number[];
}

/** Boxes and bends in layers, each layer in the order to draw. */
export interface Layers {
  readonly places: readonly Place[];
  /** Numbers of places, by layer. */
  readonly layers: number[][];
  /** Of each arrow, the places it goes through, from its box to its box. */
  readonly routes: readonly (readonly number[])[];
}

type Arrow = readonly [from: string, to: string];

/** Boxes beside each other; more are put a layer further down. */
const MOST_BESIDE = 3;
const SWEEPS = 12;

/** Each box one layer after the last of those that lead to it, at most three to a layer. */
function layerOfEach(boxes: readonly string[], arrows: readonly Arrow[]): Map<string, number> {
  const layerOf = new Map<string, number>();
  const taken: number[] = [];
  const waiting = new Set(boxes);
  while (waiting.size > 0) {
    const ready = [...waiting].filter((box) => arrows.every(([from, to]) => to !== box || layerOf.has(from)));
    if (ready.length === 0) throw new RangeError("pathDiagramPlot requires paths that lead nowhere back; got a cycle");
    for (const box of ready) {
      let layer = Math.max(0, ...arrows.flatMap(([from, to]) => (to === box ? [layerOf.get(from)! + 1] : [])));
      while ((taken[layer] ?? 0) >= MOST_BESIDE) layer++;
      taken[layer] = (taken[layer] ?? 0) + 1;
      layerOf.set(box, layer);
      waiting.delete(box);
    }
  }
  return layerOf;
}

/** All places, with one for each arrow in each layer it passes. */
function placesOf(boxes: readonly string[], arrows: readonly Arrow[]): Layers {
  const layerOf = layerOfEach(boxes, arrows);
  const places: Place[] = [];
  const add = (box: string | null, layer: number) => places.push({ box, layer, before: [], after: [] }) - 1;
  const numbers = new Map(boxes.map((box) => [box, add(box, layerOf.get(box)!)]));
  const routes = arrows.map(([from, to]) => {
    const [first, last] = [layerOf.get(from)!, layerOf.get(to)!];
    const bends = Array.from({ length: last - first - 1 }, (_, i) => add(null, first + 1 + i));
    const route = [numbers.get(from)!, ...bends, numbers.get(to)!];
    for (let i = 1; i < route.length; i++) {
      places[route[i - 1]!]!.after.push(route[i]!);
      places[route[i]!]!.before.push(route[i - 1]!);
    }
    return route;
  });
  const count = 1 + Math.max(0, ...places.map(({ layer }) => layer));
  const layers = Array.from({ length: count }, (_, layer) =>
    places.flatMap((place, number) => (place.layer === layer ? [number] : [])),
  );
  return { places, layers, routes };
}

/** How often arrows cross between two layers. */
function crossingsBetween(above: readonly number[], below: readonly number[], places: readonly Place[]): number {
  const placeOf = new Map(below.map((number, at) => [number, at]));
  const ends = above.flatMap((number, at) => places[number]!.after.map((next) => [at, placeOf.get(next)!] as const));
  let crossings = 0;
  ends.forEach(([a, b], i) => {
    for (const [c, d] of ends.slice(i + 1)) if ((a - c) * (b - d) < 0) crossings++;
  });
  return crossings;
}

/** How often arrows cross in all. */
export function crossings({ places, layers }: Layers): number {
  return layers.slice(1).reduce((sum, below, i) => sum + crossingsBetween(layers[i]!, below, places), 0);
}

/** A layer by the mean place of its neighbours in the layer already in order; what has none stays about where it was. */
function reordered(
  layer: readonly number[],
  order: readonly number[],
  neighbours: (number: number) => number[],
): number[] {
  const placeOf = new Map(order.map((number, at) => [number, (at + 0.5) / order.length]));
  const wanted = new Map(
    layer.map((number, at) => {
      const known = neighbours(number).map((one) => placeOf.get(one)!);
      const mean = known.reduce((sum, place) => sum + place, 0) / known.length;
      return [number, known.length === 0 ? (at + 0.5) / layer.length : mean];
    }),
  );
  return [...layer].sort((a, b) => wanted.get(a)! - wanted.get(b)! || layer.indexOf(a) - layer.indexOf(b));
}

/** Swaps neighbours in a layer for as long as that leaves fewer crossings. */
function swapped(found: Layers): void {
  for (const layer of found.layers) {
    for (let i = 1; i < layer.length; i++) {
      const before = crossings(found);
      [layer[i - 1], layer[i]] = [layer[i]!, layer[i - 1]!];
      if (crossings(found) < before) i = 0;
      else [layer[i - 1], layer[i]] = [layer[i]!, layer[i - 1]!];
    }
  }
}

/**
 * Boxes in layers, so that every arrow leads to a later one, in an order that few arrows cross: sweeps down and up by the
 * mean place of neighbours, then swaps.
 *
 * @see Sugiyama, Tagawa and Toda (1981), IEEE Transactions on Systems, Man, and Cybernetics 11
 */
export function pathLayers(boxes: readonly string[], arrows: readonly Arrow[]): Layers {
  const found = placesOf(boxes, arrows);
  const { layers, places } = found;
  let best = { crossings: Number.POSITIVE_INFINITY, order: layers.map((layer) => [...layer]) };
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    if (sweep % 2 === 0) {
      for (let i = 1; i < layers.length; i++) {
        layers[i] = reordered(layers[i]!, layers[i - 1]!, (number) => places[number]!.before);
      }
    } else {
      for (let i = layers.length - 2; i >= 0; i--) {
        layers[i] = reordered(layers[i]!, layers[i + 1]!, (number) => places[number]!.after);
      }
    }
    swapped(found);
    const now = crossings(found);
    if (now < best.crossings) best = { crossings: now, order: layers.map((layer) => [...layer]) };
  }
  best.order.forEach((layer, i) => {
    layers[i] = layer;
  });
  return found;
}
