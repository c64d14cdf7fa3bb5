/** How many leading digits are right: −log₁₀ of the relative error (of the absolute one where the right value is 0), at most 15. */
export function digits(value: number | null, certified: number): number {
  const error = Math.abs((value ?? Number.NaN) - certified);
  if (error === 0) return 15;
  return Math.min(15, -Math.log10(certified === 0 ? error : error / Math.abs(certified)));
}
