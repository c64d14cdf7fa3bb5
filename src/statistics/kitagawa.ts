/** One segment on one side: its share of the whole, its rate, and the variance of the rate. */
export interface SegmentSide {
  readonly share: number;
  /** Null where there is nobody. */
  readonly rate: number | null;
  readonly variance: number;
}

/** A part of a change, with its standard error. */
export interface ChangePart {
  readonly estimate: number;
  readonly standardError: number;
}

export interface ChangeParts {
  readonly within: ChangePart;
  readonly mix: ChangePart;
  readonly total: ChangePart;
}

/** What a part changes by with each rate and each share of the two sides. */
interface Gradient {
  readonly rates: readonly [number, number];
  readonly shares: readonly [number, number];
}

interface Term {
  readonly value: number;
  readonly gradient: Gradient;
}

type Sides = readonly [SegmentSide, SegmentSide];

/** The rates of both sides; who is absent on one is taken to have had the rate of the other there. */
const ratesOf = ([first, second]: Sides): readonly [number, number] => [
  first.rate ?? second.rate ?? 0,
  second.rate ?? first.rate ?? 0,
];

/** s̄·Δr; nothing where one side is absent, as its rate is that of the other. */
function withinOf(sides: Sides): Term {
  const [from, to] = ratesOf(sides);
  const share = (sides[0].share + sides[1].share) / 2;
  const isBoth = sides.every(({ rate }) => rate !== null);
  const change = to - from;
  return {
    value: share * change,
    gradient: { rates: isBoth ? [-share, share] : [0, 0], shares: [change / 2, change / 2] },
  };
}

/** (r̄ − centre)·Δs; where one side is absent both halves of r̄ are the rate of the other. */
function mixOf(sides: Sides, centre: number): Term {
  const [from, to] = ratesOf(sides);
  const rate = (from + to) / 2 - centre;
  const change = sides[1].share - sides[0].share;
  const half = (side: 0 | 1) => (sides[side].rate === null ? 0 : sides[1 - side]!.rate === null ? change : change / 2);
  return { value: rate * change, gradient: { rates: [half(0), half(1)], shares: [-rate, rate] } };
}

const both = (a: Term, b: Term): Term => ({
  value: a.value + b.value,
  gradient: {
    rates: [a.gradient.rates[0] + b.gradient.rates[0], a.gradient.rates[1] + b.gradient.rates[1]],
    shares: [a.gradient.shares[0] + b.gradient.shares[0], a.gradient.shares[1] + b.gradient.shares[1]],
  },
});

/** Delta method: rates are independent of each other and of the shares, and the shares of a side are those of a multinomial. */
function partOf(terms: readonly Term[], sides: readonly Sides[], sizes: readonly [number, number]): ChangePart {
  let [estimate, variance] = [0, 0];
  for (const term of terms) estimate += term.value;
  for (const side of [0, 1] as const) {
    let [mean, square] = [0, 0];
    for (const [i, { gradient }] of terms.entries()) {
      const { share, variance: ofRate } = sides[i]![side];
      variance += gradient.rates[side] ** 2 * ofRate;
      mean += gradient.shares[side] * share;
      square += gradient.shares[side] ** 2 * share;
    }
    variance += Math.max(0, square - mean * mean) / sizes[side];
  }
  return { estimate, standardError: Math.sqrt(variance) };
}

/**
 * The change of a mean of segments from the first side to the second, split into what changed within segments (Σ s̄·Δr) and what the
 * mix of segments changed (Σ r̄·Δs): exactly, without a rest. In each segment the mix is measured from the mean rate of the whole
 * (r̄ − R̄), so that a segment that grows raises the whole only if it is better than the whole; the sum is the same.
 *
 * A segment absent on one side is taken to have had the rate of the other there: all it changes is mix.
 *
 * @param sizes of how many the shares of each side are; Infinity where they are known
 * @example kitagawa([[{ share: 0.5, rate: 0.2, variance: 0 }, { share: 0.25, rate: 0.3, variance: 0 }], [{ share: 0.5, rate: 0.6, variance: 0 }, { share: 0.75, rate: 0.6, variance: 0 }]], [100, 100]).overall.mix.estimate // 0.0875
 * @see Kitagawa (1955), Journal of the American Statistical Association 50
 */
export function kitagawa(
  sides: readonly Sides[],
  sizes: readonly [number, number],
): { readonly overall: ChangeParts; readonly segments: readonly ChangeParts[] } {
  const whole = (side: 0 | 1) => sides.reduce((sum, one) => sum + one[side].share * ratesOf(one)[side], 0);
  const centre = (whole(0) + whole(1)) / 2;
  const terms = sides.map((one) => ({ within: withinOf(one), mix: mixOf(one, centre) }));
  const parts = (some: typeof terms, of: readonly Sides[]): ChangeParts => ({
    within: partOf(
      some.map(({ within }) => within),
      of,
      sizes,
    ),
    mix: partOf(
      some.map(({ mix }) => mix),
      of,
      sizes,
    ),
    total: partOf(
      some.map(({ within, mix }) => both(within, mix)),
      of,
      sizes,
    ),
  });
  return { overall: parts(terms, sides), segments: terms.map((term, i) => parts([term], [sides[i]!])) };
}
