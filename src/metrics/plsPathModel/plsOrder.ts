/** Places in an order in which every way leads forward, or a way that leads back to where it began. */
export interface Ways {
  readonly order: number[];
  /** From a place back to itself, which stands at both ends; null where there is none. */
  readonly circle: number[] | null;
}

/** Orders places so that each comes after all that lead to it; of those that could come next, the first. */
export function waysForward(size: number, paths: readonly (readonly [from: number, to: number])[]): Ways {
  const order: number[] = [];
  const left = new Set(Array.from({ length: size }, (_, place) => place));
  for (;;) {
    const next = [...left].find((place) => !paths.some(([from, to]) => to === place && left.has(from)));
    if (next === undefined) break;
    order.push(next);
    left.delete(next);
  }
  return { order, circle: left.size === 0 ? null : circleIn(left, paths) };
}

/** Everything that is left has something before it: going back from any of them must meet a place again. */
function circleIn(left: ReadonlySet<number>, paths: readonly (readonly [number, number])[]): number[] {
  const way = [Math.min(...left)];
  for (;;) {
    const before = paths.find(([from, to]) => to === way.at(-1) && left.has(from))![0];
    const met = way.indexOf(before);
    way.push(before);
    if (met >= 0) return firstFirst(way.slice(met).reverse());
  }
}

/** The same circle, told from its smallest place. */
function firstFirst(circle: readonly number[]): number[] {
  const round = circle.slice(0, -1);
  const start = round.indexOf(Math.min(...round));
  const turned = [...round.slice(start), ...round.slice(0, start)];
  return [...turned, turned[0]!];
}
