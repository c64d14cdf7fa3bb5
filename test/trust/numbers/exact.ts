/** A number as a ratio of whole numbers: no sum or product of these rounds anything. */
export interface Exact {
  readonly top: bigint;
  readonly bottom: bigint;
}

/** What a double is, to the last digit. */
export function exact(x: number): Exact {
  let [whole, power] = [x, 0];
  while (!Number.isInteger(whole)) [whole, power] = [whole * 2, power + 1];
  return { top: BigInt(whole), bottom: 1n << BigInt(power) };
}

const plus = (a: Exact, b: Exact): Exact => {
  const bottom = a.bottom > b.bottom ? a.bottom : b.bottom;
  // Every bottom here is a power of 2 or the same odd number times one.
  if (bottom % a.bottom !== 0n || bottom % b.bottom !== 0n) {
    return { top: a.top * b.bottom + b.top * a.bottom, bottom: a.bottom * b.bottom };
  }
  return { top: a.top * (bottom / a.bottom) + b.top * (bottom / b.bottom), bottom };
};

const times = (a: Exact, b: Exact): Exact => ({ top: a.top * b.top, bottom: a.bottom * b.bottom });
const minus = (a: Exact, b: Exact): Exact => plus(a, { ...b, top: -b.top });
export const over = (a: Exact, b: Exact): Exact =>
  b.top < 0n
    ? { top: -a.top * b.bottom, bottom: -a.bottom * b.top }
    : { top: a.top * b.bottom, bottom: a.bottom * b.top };

export const total = (all: readonly Exact[]): Exact => all.reduce(plus, { top: 0n, bottom: 1n });

/** Σ(x − x̄)². */
export function deviations(all: readonly Exact[]): Exact {
  const sum = total(all);
  const squares = total(all.map((x) => times(x, x)));
  return minus(squares, over(times(sum, sum), exact(all.length)));
}

/** By what part of the exact number a double is off; of 0, by how much. */
export function errorOf(found: number, expected: Exact): number {
  if (!Number.isFinite(found)) return Number.POSITIVE_INFINITY;
  const difference = minus(exact(found), expected);
  const size = expected.top < 0n ? -expected.top : expected.top;
  const off = difference.top < 0n ? -difference.top : difference.top;
  if (off === 0n) return 0;
  if (size === 0n) return Math.abs(found);
  // 20 digits of the ratio are enough of a double.
  return Number((off * expected.bottom * 10n ** 25n) / (difference.bottom * size)) / 1e25;
}
