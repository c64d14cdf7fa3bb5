import { fold } from "../../text/spelling.js";

/** The parts of a date and a time as they stand in a text. */
export interface DateParts {
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly hour?: string;
  readonly minute?: string;
  readonly second?: string;
  /** Digits of a second behind its point. */
  readonly fraction?: string;
  /** am or pm. */
  readonly half?: string;
  /** 'z', '+03:30', 'gmt+3'. */
  readonly offset?: string;
}

/** English names of months are written in full or short; in Persian there is one of each. */
const SHORT_MONTH = "(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)(?![\\p{L}\\p{M}])";

/** A letter of a format: the part it stands for, and what it looks like in a folded text. */
const LETTERS: Readonly<Record<string, readonly [part: keyof DateParts, looks: string]>> = {
  Y: ["year", "\\d{4}"],
  y: ["year", "\\d{2}"],
  m: ["month", "\\d{1,2}"],
  B: ["month", `(?!${SHORT_MONTH})[\\p{L}\\p{M}]+`],
  b: ["month", `${SHORT_MONTH}|may|(?:(?![a-z])[\\p{L}\\p{M}])+`],
  d: ["day", "\\d{1,2}"],
  H: ["hour", "\\d{1,2}"],
  I: ["hour", "\\d{1,2}"],
  M: ["minute", "\\d{2}"],
  S: ["second", "\\d{2}"],
  f: ["fraction", "\\d{1,6}"],
  p: ["half", "[ap]\\.?m\\.?|ق\\.?ظ|ب\\.?ظ"],
  z: ["offset", "z|(?:gmt|utc)|(?:gmt|utc)?[-+\u2212]\\d{1,2}(?::?\\d{2})?"],
};

const KNOWN = Object.keys(LETTERS).map((letter) => `%${letter}`);

/** A literal of a format as folding leaves it in a text; spaces in it stand for any. */
function literalPattern(literal: string): string {
  const pieces = literal.split(/\s+/).map((piece) => fold(piece).replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
  return pieces.join(" ");
}

/** How a text of this format is taken apart. */
export interface DateFormat {
  /** Whether its years have two digits. */
  readonly shortYear: boolean;
  /** The parts of a folded text, or null where it is not so written. */
  parts(folded: string): DateParts | null;
}

const formats = new Map<string, DateFormat>();

function compiled(format: string): DateFormat {
  const seen = new Set<string>();
  const pattern = format.split(/(%.)/su).map((token) => {
    if (token === "%%") return "%";
    if (!/^%.$/su.test(token)) return literalPattern(token);
    const letter = Object.hasOwn(LETTERS, token[1]!) ? LETTERS[token[1]!]! : undefined;
    if (letter === undefined)
      throw new TypeError(`a date format requires ${KNOWN.join(" ")}; got ${token} in '${format}'`);
    const [part, looks] = letter;
    if (seen.has(part)) throw new TypeError(`a date format requires each part once; got ${part} twice in '${format}'`);
    seen.add(part);
    return `(?<${part}>${looks})`;
  });
  const lacking = ["year", "month", "day"].filter((part) => !seen.has(part));
  if (lacking.length > 0) throw new TypeError(`a date format requires a ${lacking.join(" and a ")}; got '${format}'`);
  const whole = new RegExp(`^${pattern.join("").trim()}$`, "u");
  return {
    shortYear: format.includes("%y"),
    parts: (folded) => (whole.exec(folded)?.groups as unknown as DateParts | undefined) ?? null,
  };
}

/**
 * A format in the letters of strptime: %Y %y %m %B %b %d, %H %I %p %M %S %f, %z; everything else stands for itself.
 * %B takes names of months in full, %b short English ones; both take Persian ones.
 *
 * @throws a letter that is none of these, a part twice, a format without year, month or day
 */
export function dateFormat(format: string): DateFormat {
  const known = formats.get(format) ?? compiled(format);
  formats.set(format, known);
  return known;
}
