import { type MonteCarloPValue, monteCarloPValue } from "../../statistics/monteCarlo.js";
import type { Random } from "../../statistics/random.js";
import { shuffle } from "../../statistics/shuffle.js";
import { placeOf, VectorSums } from "../../statistics/vectorSums.js";
import { DrawnMoments } from "./plsBootstrap.js";
import { PlsFitter } from "./plsFit.js";
import type { PlsNumbers } from "./plsNumbers.js";
import type { SampleRows } from "./plsRows.js";
import type { PlsSample } from "./plsSample.js";
import { type SampleUnits, unitsOfBoth } from "./plsUnits.js";

/** Numbers of a model in either half of the units, as they are dealt. */
class Halves {
  readonly first: Float64Array;
  readonly second: Float64Array;
  private readonly fitter: PlsFitter;
  private readonly moments: DrawnMoments;

  constructor(
    sample: PlsSample,
    private readonly numbers: PlsNumbers,
    private readonly like: Float64Array,
  ) {
    this.fitter = new PlsFitter(sample.structure);
    this.moments = new DrawnMoments(sample);
    this.first = new Float64Array(numbers.at.count);
    this.second = new Float64Array(numbers.at.count);
  }

  /** @returns false where one of them has no solution */
  take(first: Float64Array, second: Float64Array): boolean {
    return this.write(first, this.first) && this.write(second, this.second);
  }

  private write(sums: Float64Array, out: Float64Array): boolean {
    if (!this.moments.take(sums)) return false;
    const fit = this.fitter.fit(this.moments.covariance, this.like);
    if (fit === null || !fit.converged) return false;
    this.numbers.write(fit, this.moments, out);
    return true;
  }
}

/** Adds up the first so many units of an order, each time in the same memory. */
function addition({ width, sums }: SampleUnits): (order: Int32Array, many: number) => Float64Array {
  const vectors = new VectorSums(sums, width);
  const list = vectors.lists[0]!;
  list.times.fill(1);
  return (order, many) => {
    for (let i = 0; i < many; i++) list.places[i] = placeOf(order[i]!);
    for (let block = 0; block < vectors.blocks; block++) vectors.addSingly(block, list, many);
    return list.total;
  };
}

/** Permutations without a solution are drawn again, so many times as often at most. */
const MOST_REDRAWN = 5;

/**
 * How often two groups of the same sizes, dealt at random from both together, differ by at least as much as the groups do.
 *
 * @param seen differences of the numbers at these places
 * @returns null where too few permutations had a solution
 */
export function permutationTests(
  rows: readonly [SampleRows, SampleRows],
  sample: PlsSample,
  numbers: PlsNumbers,
  {
    places,
    seen,
    like,
  }: { readonly places: readonly number[]; readonly seen: readonly number[]; readonly like: Float64Array },
  { permutations, stream }: { readonly permutations: number; readonly stream: Random },
): readonly MonteCarloPValue[] | null {
  const { units, first: many } = unitsOfBoth(rows, stream);
  const halves = new Halves(sample, numbers, like);
  const order = Int32Array.from({ length: units.count }, (_, unit) => unit);
  const { width } = units;
  const added = addition(units);
  const [all, second] = [added(order, units.count).slice(), new Float64Array(width)];
  const hits = places.map(() => 0);
  let [done, redrawn] = [0, 0];
  while (done < permutations && redrawn <= MOST_REDRAWN * permutations) {
    shuffle(order, stream);
    const first = added(order, many);
    for (let i = 0; i < width; i++) second[i] = all[i]! - first[i]!;
    if (!halves.take(first, second)) {
      redrawn++;
      continue;
    }
    done++;
    places.forEach((place, i) => {
      const difference = Math.abs(halves.first[place]! - halves.second[place]!);
      if (difference >= Math.abs(seen[i]!) * (1 - 1e-9)) hits[i]!++;
    });
  }
  return done < permutations ? null : hits.map((count) => monteCarloPValue(count, permutations));
}
