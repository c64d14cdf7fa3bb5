/** The longest text on which a pattern is tried: what a pattern may do grows faster than the text. */
export const LONGEST_MATCHED = 1000;

interface Group {
  /** Whether something inside may be repeated without end, or there are alternatives. */
  open: boolean;
}

/** Character classes and escapes say nothing of repetition. */
const ATOMS = /\\.|\[(?:\\.|[^\]\\])*\]/gsu;
const ENDLESS = /^(?:[*+]|\{\d+,\})/;

/** Whether a group that is repeated without end holds such a repetition or alternatives: such patterns may never end. */
function mayNotEnd(pattern: string): boolean {
  const bare = pattern.replace(ATOMS, "x");
  const groups: Group[] = [{ open: false }];
  for (let i = 0; i < bare.length; i++) {
    const sign = bare[i]!;
    if (sign === "(") groups.push({ open: false });
    else if (sign === "|") groups.at(-1)!.open = true;
    else if (sign === ")") {
      const closed = groups.length > 1 ? groups.pop()! : groups[0]!;
      const repeated = ENDLESS.test(bare.slice(i + 1));
      if (repeated && closed.open) return true;
      if (closed.open) groups.at(-1)!.open = true;
    } else if (ENDLESS.test(bare.slice(i))) groups.at(-1)!.open = true;
  }
  return false;
}

/**
 * A pattern of a schema as what tests a whole text.
 *
 * @throws what is no regular expression, or repeats what is itself repeated: `(a+)+` may need longer than anybody waits
 */
export function wholePattern(pattern: string): RegExp {
  if (mayNotEnd(pattern) || /\\[1-9k]/.test(pattern)) {
    throw new TypeError(
      `a pattern requires no repetition or choice inside a repetition, and no reference back; got '${pattern}'`,
    );
  }
  try {
    return new RegExp(`^(?:${pattern})$`, "u");
  } catch (error) {
    throw new TypeError(`a pattern requires a regular expression; got '${pattern}' (${(error as Error).message})`);
  }
}
