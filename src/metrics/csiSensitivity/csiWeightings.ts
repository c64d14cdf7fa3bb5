import { kendall } from "../../statistics/kendall.js";
import { nearestNames } from "../../tables/nearest.js";

/** Weights of the attributes by name, under the name of the weighting: `{ equal: { price: 0.5, range: 0.5 }, … }`. */
type WeightingsByName = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** What of a result of `driverWeights` gives weightings: the shares of each method, in the order of the drivers. */
interface WeightingsOfDrivers {
  readonly overall: {
    readonly drivers: readonly { readonly name: string }[];
    readonly methods: readonly {
      readonly method: string;
      /** The method in words: the name of the weighting; `method` unless given. */
      readonly label?: string;
      readonly shares: readonly number[] | null;
      readonly note?: string | null;
    }[];
  };
}

/** Named weights, or all methods of `driverWeights` that give shares. */
export type Weightings = WeightingsByName | WeightingsOfDrivers;

/** Weights in the order of the attributes; they add up to 1. */
export interface Weighting {
  readonly name: string;
  readonly weights: readonly number[];
}

/** A method that gives no weights, and why. */
interface LeftOut {
  readonly weighting: string;
  readonly why: string;
}

/** How two weightings agree about the order of the attributes. */
export interface WeightingAgreement {
  readonly first: string;
  readonly second: string;
  /** Kendall's τ-b, −1 to 1; null where one of the two weighs all alike. */
  readonly kendall: number | null;
}

const isOfDrivers = (weightings: Weightings): weightings is WeightingsOfDrivers => {
  const { overall } = weightings as Partial<WeightingsOfDrivers>;
  return Array.isArray(overall?.methods) && Array.isArray(overall?.drivers);
};

/** Weights by name, and which methods have none. */
function byName(weightings: Weightings): { named: [string, Readonly<Record<string, number>>][]; leftOut: LeftOut[] } {
  if (!isOfDrivers(weightings)) return { named: Object.entries(weightings), leftOut: [] };
  const { drivers, methods } = weightings.overall;
  return {
    named: methods.flatMap(({ method, label = method, shares }) =>
      shares === null ? [] : [[label, Object.fromEntries(drivers.map(({ name }, i) => [name, shares[i]!]))]],
    ),
    leftOut: methods.flatMap(({ method, label = method, shares, note }) =>
      shares === null ? [{ weighting: label, why: note ?? "no shares" }] : [],
    ),
  };
}

/** Throws unless a weighting weighs every attribute, none below 0, and nothing else. */
function requireWeighting(
  weighting: string,
  weights: Readonly<Record<string, number>>,
  names: readonly string[],
  caller: string,
): void {
  const without = names.find((name) => weights[name] === undefined);
  if (without !== undefined) {
    throw new TypeError(
      `${caller} requires a weight for every attribute; got none for '${without}' in '${weighting}': weigh it there, or leave the attribute out`,
    );
  }
  for (const [name, value] of Object.entries(weights)) {
    if (!names.includes(name)) {
      const [near] = nearestNames(name, names);
      const hint = near === undefined ? `attributes: '${names.join("', '")}'` : `nearest: '${near}'`;
      throw new TypeError(`${caller}: '${weighting}' weighs '${name}', which is no attribute; ${hint}`);
    }
    if (!(value >= 0 && Number.isFinite(value))) {
      throw new RangeError(
        `${caller} requires weights of at least 0; got ${value} for '${name}' in '${weighting}': leave this weighting out`,
      );
    }
  }
  if (names.every((name) => weights[name] === 0)) {
    throw new RangeError(`${caller} requires weights of which some are above 0; got only 0 in '${weighting}'`);
  }
}

/** The weightings checked, in the order given. */
export function namedWeightings(
  weightings: Weightings,
  names: readonly string[],
  caller: string,
): { weightings: Weighting[]; leftOut: LeftOut[] } {
  const { named, leftOut } = byName(weightings);
  if (named.length === 0) {
    const without = leftOut.map(({ weighting, why }) => `'${weighting}' (${why})`).join(", ");
    throw new TypeError(
      `${caller} requires at least one weighting; got none${without === "" ? "" : ` but without shares: ${without}`}`,
    );
  }
  for (const [name, weights] of named) requireWeighting(name, weights, names, caller);
  return {
    weightings: named.map(([name, weights]) => ({ name, weights: names.map((one) => weights[one]!) })),
    leftOut,
  };
}

/** Every pair of weightings. */
export function weightingAgreement(weightings: readonly Weighting[]): WeightingAgreement[] {
  return weightings.flatMap((first, i) =>
    weightings.slice(i + 1).map((second) => ({
      first: first.name,
      second: second.name,
      kendall: kendall(first.weights, second.weights).tau,
    })),
  );
}
