import type { Curved } from "./maximize.js";

/**
 * The logarithm of a sum of positive terms with its first and second derivatives, from the logarithms of the terms and theirs:
 * means of the derivatives, weighted with the terms, and their covariances. Nothing overflows, since only ratios of terms are formed.
 *
 * @see Louis (1982), Journal of the Royal Statistical Society B 44, 226–233: the same identity for mixtures
 */
export class LogSum {
  private largest = Number.NEGATIVE_INFINITY;
  private total = 0;
  private readonly first: Float64Array;
  private readonly second: Float64Array;

  constructor(private readonly size: number) {
    this.first = new Float64Array(size);
    this.second = new Float64Array(size * size);
  }

  /** Begins a new sum in the same memory. */
  clear(): void {
    this.largest = Number.NEGATIVE_INFINITY;
    this.total = 0;
    this.first.fill(0);
    this.second.fill(0);
  }

  /**
   * Adds a term.
   *
   * @param log its logarithm
   * @param gradient of the logarithm
   * @param hessian of the logarithm, row by row; only the upper half is read
   */
  add(log: number, gradient: Float64Array, hessian: Float64Array): void {
    if (log === Number.NEGATIVE_INFINITY) return;
    if (log > this.largest) {
      const shrink = Math.exp(this.largest - log);
      this.largest = log;
      this.total *= shrink;
      for (let i = 0; i < this.first.length; i++) this.first[i]! *= shrink;
      for (let i = 0; i < this.second.length; i++) this.second[i]! *= shrink;
    }
    const part = Math.exp(log - this.largest);
    this.total += part;
    const { first, second } = this;
    const size = this.size;
    for (let i = 0; i < size; i++) {
      first[i]! += part * gradient[i]!;
      for (let j = i; j < size; j++)
        second[i * size + j]! += part * (gradient[i]! * gradient[j]! + hessian[i * size + j]!);
    }
  }

  /** The logarithm of the sum. */
  get log(): number {
    return this.largest + Math.log(this.total);
  }

  /** Adds the logarithm of the sum and its derivatives, so many times, to others. */
  addTo(sums: { value: number } & Pick<Curved, "gradient" | "hessian">, times: number): void {
    const { first, second, total } = this;
    const size = this.size;
    sums.value += times * this.log;
    for (let i = 0; i < size; i++) {
      const slope = first[i]! / total;
      sums.gradient[i]! += times * slope;
      for (let j = i; j < size; j++) {
        const bend = times * (second[i * size + j]! / total - (slope * first[j]!) / total);
        sums.hessian[i * size + j]! += bend;
        if (j > i) sums.hessian[j * size + i]! += bend;
      }
    }
  }
}
