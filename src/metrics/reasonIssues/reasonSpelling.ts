interface Step {
  /** In what two spellings differ that this step makes one. */
  readonly name: string;
  readonly fold: (text: string) => string;
}

const replacing =
  (pattern: RegExp, by: (letter: string) => string = () => "") =>
  (text: string) =>
    text.replace(pattern, by);

const ARABIC_DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/g;

const LETTERS: Readonly<Record<string, string>> = { "\u064a": "\u06cc", "\u0649": "\u06cc", "\u0643": "\u06a9" };

/** What makes two spellings of one reason: nothing a reader would hear. */
const STEPS: readonly Step[] = [
  { name: "Arabic and Persian letters", fold: replacing(/[\u064a\u0649\u0643]/g, (letter) => LETTERS[letter]!) },
  { name: "half-spaces or other invisible characters", fold: replacing(/\p{Cf}/gu) },
  { name: "spaces", fold: replacing(/\s+/g) },
  { name: "letter case", fold: (text) => text.toLowerCase() },
  { name: "digits", fold: replacing(ARABIC_DIGITS, (digit) => String(digit.charCodeAt(0) & 15)) },
  { name: "vowel marks or stretched letters", fold: replacing(/[\u0640\u064b-\u0652\u0670]/g) },
  { name: "forms of one character", fold: (text) => text.normalize("NFKC") },
];

const folded = (text: string, steps: readonly Step[]) => steps.reduceRight((rest, { fold }) => fold(rest), text);

/** Text that holds nothing to be seen. */
export const isInvisible = (text: string): boolean => /^[\s\p{Cf}]*$/u.test(text);

/** Spellings of what looks like one reason, and in what they differ. */
export interface Spellings {
  readonly spellings: readonly string[];
  readonly differ: readonly string[];
}

/** The reasons that stand in several spellings, in the order given. Nothing is merged: whoever reads the list decides. */
export function severalSpellings(reasons: readonly string[]): Spellings[] {
  const groups = new Map<string, string[]>();
  for (const reason of reasons) {
    const name = folded(reason, STEPS);
    groups.set(name, [...(groups.get(name) ?? []), reason]);
  }
  const several = [...groups.values()].filter(({ length }) => length > 1);
  return several.map((spellings) => {
    const isNeeded = (step: Step) => {
      const rest = STEPS.filter((other) => other !== step);
      return new Set(spellings.map((text) => folded(text, rest))).size > 1;
    };
    return { spellings, differ: STEPS.filter(isNeeded).map(({ name }) => name) };
  });
}
