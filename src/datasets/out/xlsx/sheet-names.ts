const LONGEST = 31;

/** At most so many units of UTF-16, no character cut in two. */
const cut = (text: string, length: number) => text.slice(0, length).replace(/[\uD800-\uDBFF]$/, "");

function valid(name: string): string {
  const allowed = name
    .replace(/[[\]:*?/\\\p{Cc}\p{Cs}]/gu, " ")
    .replace(/\s+/g, " ")
    .replace(/^[' ]+|[' ]+$/g, "");
  const short = cut(allowed, LONGEST).replace(/[' ]+$/, "");
  if (short === "") return "Sheet";
  // Excel keeps this name for itself.
  return /^history$/i.test(short) ? `${short}_` : short;
}

/**
 * Names that a workbook allows: at most 31 characters, without [ ] : * ? / \, none twice, in whatever case. A name that
 * another has taken gets a number: 'NPS (2)'.
 */
export function sheetNames(wanted: readonly string[]): string[] {
  const taken = new Set<string>();
  return wanted.map((name) => {
    const first = valid(name);
    let made = first;
    for (let number = 2; taken.has(made.toLowerCase()); number++) {
      const suffix = ` (${number})`;
      made = `${cut(first, LONGEST - suffix.length).trimEnd()}${suffix}`;
    }
    taken.add(made.toLowerCase());
    return made;
  });
}
