/**
 * log k! of every k from 0 to n, added up: for chances of counts, whose factorials a double does not hold.
 *
 * @param n a whole number from 0
 * @example logFactorials(3)[3] // 1.7918
 */
export function logFactorials(n: number): Float64Array {
  const logs = new Float64Array(n + 1);
  for (let k = 2; k <= n; k++) logs[k] = logs[k - 1]! + Math.log(k);
  return logs;
}
