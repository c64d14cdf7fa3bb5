/**
 * log k! of every k from 0 to n, added up with what each sum was rounded by: for chances of counts, whose factorials a double does
 * not hold.
 *
 * @param n a whole number from 0
 * @example logFactorials(3)[3] // 1.7918
 */
export function logFactorials(n: number): Float64Array {
  const logs = new Float64Array(n + 1);
  let rounded = 0;
  for (let k = 2; k <= n; k++) {
    const [before, term] = [logs[k - 1]!, Math.log(k) + rounded];
    logs[k] = before + term;
    rounded = term - (logs[k]! - before);
  }
  return logs;
}
