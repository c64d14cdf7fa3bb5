import type { Layers, Place } from "./pathLayers.js";

/** Widths in a grid whose boxes are 1 wide. */
const BETWEEN_BOXES = 0.16;
const ARROW = 0.3;
const ROUNDS = 60;

/** From the middle of one place to that of the next beside it, at least. */
function apart(a: Place, b: Place): number {
  const half = (place: Place) => (place.box === null ? ARROW / 2 : 0.5);
  const between = a.box !== null && b.box !== null ? BETWEEN_BOXES : 0;
  return half(a) + half(b) + between;
}

/**
 * Numbers nearest to those wanted that stay in order and so far apart: pools neighbours that would come too close (isotonic
 * regression of what is wanted less the distances).
 */
function spaced(wanted: readonly number[], weights: readonly number[], distances: readonly number[]): number[] {
  const offsets = wanted.map((_, i) => distances.slice(0, i).reduce((sum, distance) => sum + distance, 0));
  const pools: { value: number; weight: number; size: number }[] = [];
  wanted.forEach((value, i) => {
    pools.push({ value: value - offsets[i]!, weight: weights[i]!, size: 1 });
    while (pools.length > 1 && pools.at(-2)!.value > pools.at(-1)!.value) {
      const [last, first] = [pools.pop()!, pools.pop()!];
      const weight = first.weight + last.weight;
      const mean = (first.value * first.weight + last.value * last.weight) / weight;
      pools.push({ value: mean, weight, size: first.size + last.size });
    }
  });
  return pools.flatMap(({ value, size }) => new Array<number>(size).fill(value)).map((value, i) => value + offsets[i]!);
}

/** What a place would like: the mean of its neighbours; arrows passing by pull harder, so that they are straight. */
function wish(place: Place, at: readonly number[], places: readonly Place[]): { value: number; weight: number } | null {
  let [sum, weight] = [0, 0];
  for (const one of [...place.before, ...place.after]) {
    const pull = places[one]!.box === null ? 3 : 1;
    sum += pull * at[one]!;
    weight += pull;
  }
  return weight === 0 ? null : { value: sum / weight, weight };
}

/** Where the middle of each place stands across, from 0.5 on, and how wide all of it is; boxes are 1 wide. */
export function pathPlaces({ places, layers }: Layers): { readonly across: readonly number[]; readonly width: number } {
  const across = places.map(() => 0);
  for (const layer of layers) {
    const distances = layer.slice(1).map((number, i) => apart(places[layer[i]!]!, places[number]!));
    const width = distances.reduce((sum, distance) => sum + distance, 0);
    spaced(
      layer.map(() => -width / 2),
      layer.map(() => 1),
      distances,
    ).forEach((value, i) => {
      across[layer[i]!] = value;
    });
  }
  for (let round = 0; round < ROUNDS; round++) {
    const inTurn = round % 2 === 0 ? layers : [...layers].reverse();
    for (const layer of inTurn) {
      const wishes = layer.map(
        (number) => wish(places[number]!, across, places) ?? { value: across[number]!, weight: 0.1 },
      );
      const distances = layer.slice(1).map((number, i) => apart(places[layer[i]!]!, places[number]!));
      spaced(
        wishes.map(({ value }) => value),
        wishes.map(({ weight }) => weight),
        distances,
      ).forEach((value, i) => {
        across[layer[i]!] = value;
      });
    }
  }
  const edge = (number: number, side: -1 | 1) =>
    across[number]! + side * (places[number]!.box === null ? ARROW / 2 : 0.5);
  const left = Math.min(...places.map((_, number) => edge(number, -1)));
  const right = Math.max(...places.map((_, number) => edge(number, 1)));
  return { across: across.map((value) => value - left), width: right - left };
}
