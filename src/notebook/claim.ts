import { plainMarkdown, say } from "./say.js";

/** A sentence that was true of other data. */
export class ClaimError extends Error {
  override readonly name = "ClaimError";
}

/**
 * Says a sentence that is true of these data, or fails the cell: new data break a false sentence instead of misleading
 * its readers. What was claimed must follow from the interval, not from the estimate alone.
 *
 * @param sentence one statement, in markdown
 * @param condition whether it holds; computed, true or false
 * @throws ClaimError 'the claim no longer holds: …', at once, awaited or not
 * @example
 * claim("Business customers recommend us more than others", difference.overall.lower > 0);
 */
export function claim(sentence: string, condition: boolean): Promise<void> {
  if (typeof condition !== "boolean") {
    throw new TypeError(`claim requires true or false; got ${String(condition)} for: ${plainMarkdown(sentence)}`);
  }
  if (!condition) throw new ClaimError(`the claim no longer holds: ${plainMarkdown(sentence)}`);
  return say(`✓ ${sentence}`);
}
