export type Group = "," | "." | " " | "'";

/** How numbers are written: what separates decimals, and what may stand between groups of three digits. */
export interface Notation {
  readonly decimal: "." | ",";
  readonly group: Group | null;
}

const EASTERN = /[\u0660-\u0669\u06f0-\u06f9]/;
const PERSIAN = /[\u06f0-\u06f9]/;
const ARABIC = /[\u0660-\u0669]/;

/** What may stand for a group sign, inside a class of a regular expression. */
const GROUPS: Readonly<Record<Group, string>> = {
  ",": ",",
  ".": ".",
  " ": " \\u00a0\\u2009\\u202f",
  "'": "'\\u2019",
};

/** Hyphen, minus, en dash, and their small and full-width forms. */
const MINUS = /^[-\u2212\u2013\ufe63\uff0d]/;
const MINUS_BEHIND = /[-\u2212\u2013]$/;

const forms = new Map<string, RegExp>();

/** ٫ and ٬ are understood beside the digits they belong to; ، there is a comma. */
function formOf({ decimal, group }: Notation, isEastern: boolean): RegExp {
  const key = `${decimal}${group}${isEastern}`;
  let form = forms.get(key);
  if (form === undefined) {
    const point = `[${decimal}${isEastern ? "٫" : ""}]`;
    const between = `${group === null ? "" : GROUPS[group]}${isEastern ? "٬" : ""}`;
    const grouped = between === "" ? "(?!)" : `[1-9]\\d{0,2}(?<sign>[${between}])\\d{3}(?:\\k<sign>\\d{3})*`;
    const exponent = isEastern ? "" : "(?:[eE][+-]?\\d+)?";
    form = new RegExp(`^(?<whole>${grouped}|0|[1-9]\\d*)(?:${point}(?<decimals>\\d+))?(?<exponent>${exponent})$`);
    forms.set(key, form);
  }
  return form;
}

/** Digits of one kind as 0–9, and whether they are Persian or Arabic; null where kinds are mixed. */
function oneKind(text: string): { digits: string; isEastern: boolean } | null {
  if (!EASTERN.test(text)) return { digits: text, isEastern: false };
  if (/[0-9]/.test(text) || (PERSIAN.test(text) && ARABIC.test(text))) return null;
  const digits = text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15));
  return { digits: digits.replaceAll("،", ","), isEastern: true };
}

/**
 * A number written by people as programs write it: '−۱۲٬۵۰۰٫۵' is '-12500.5'. Null where it is no number so written: groups
 * of other than three digits, leading zeros, a plus, digits of two kinds.
 *
 * @param text without spaces at its ends, invisible characters and a unit
 */
export function canonicalNumber(text: string, notation: Notation): string | null {
  const kind = oneKind(text);
  if (kind === null) return null;
  let { digits } = kind;
  let sign = "";
  if (MINUS.test(digits)) {
    sign = "-";
    digits = digits.slice(1).trimStart();
  } else if (kind.isEastern && MINUS_BEHIND.test(digits)) {
    sign = "-";
    digits = digits.slice(0, -1).trimEnd();
  }
  const { whole, decimals, exponent } = formOf(notation, kind.isEastern).exec(digits)?.groups ?? {};
  if (whole === undefined || (exponent !== "" && /\D/.test(whole))) return null;
  return `${sign}${whole.replace(/\D/g, "")}${decimals === undefined ? "" : `.${decimals}`}${exponent}`;
}
