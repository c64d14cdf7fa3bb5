import { random } from "../../../src/statistics/random.js";
import { PAYLOADS } from "./payloads.js";

const BEGINNINGS = ["x", "", "تهران", "1", "a.b"] as const;

/** What ends a name or a text of SQL, or begins a comment, a parameter, an escape. */
const ENDINGS = [
  "'",
  '"',
  "`",
  "''",
  '""',
  "'''",
  "\\'",
  '\\"',
  "\\",
  "\\\\'",
  "')",
  "'))",
  '");',
  "' OR '1'='1",
  '" OR "1"="1',
  "'; DROP TABLE t; --",
  '"; DROP TABLE t; --',
  "' UNION SELECT NULL --",
  '" FROM t; --',
  "--",
  "/*",
  "*/",
  "/**/",
  ";",
  "$1",
  "$$x$$",
  "$tag$x$tag$",
  "?",
  ":x",
  "@x",
  "%s",
  "{0}",
  "E'\\x27'",
  "U&'\\0027'",
  "\\u0027",
  "chr(39)",
  "\uff07",
  "ʼ",
  "’",
  "\n--\n",
  "\r\n",
  "\t",
  "[0]",
  "::INT",
  "->>'a'",
  "%27",
  "&#39;",
] as const;

const WORDS = ["SELECT", "from", "NULL", "order", "group", "user", "c0", "c1", "typed", "as_text", "rowid", "kept"];
const PIECES = [
  "'",
  '"',
  "`",
  "\\",
  ";",
  "-",
  "/",
  "*",
  " ",
  "\n",
  "(",
  ")",
  "%",
  "_",
  "$",
  "a",
  "ی",
  "😀",
  "\u200c",
  "0",
];

/** Texts of a fixed seed, put together of what SQL gives a meaning. */
function mixtures(count: number): string[] {
  const stream = random(17);
  const piece = () => PIECES[stream.integer(PIECES.length)]!;
  return Array.from({ length: count }, () => Array.from({ length: 2 + stream.integer(9) }, piece).join(""));
}

/** More than five hundred names and values, no two alike. */
export const SQL_TEXTS: readonly string[] = [
  ...new Set([
    ...PAYLOADS,
    ...BEGINNINGS.flatMap((beginning) => ENDINGS.map((ending) => `${beginning}${ending}`)),
    ...WORDS,
    ...mixtures(200),
  ]),
];
