import { compareText } from "../table.js";

const UNITS = 65_536;

/** What place a unit of text has among those that occur, from 1 on; surrogates last, since their characters come after all others. */
function lettersOf(texts: readonly string[], from: number): { readonly places: Int32Array; readonly size: number } {
  const places = new Int32Array(UNITS);
  for (const text of texts) for (let i = from; i < text.length; i++) places[text.charCodeAt(i)] = 1;
  let size = 0;
  const number = (first: number, end: number) => {
    for (let unit = first; unit < end; unit++) if (places[unit] === 1) places[unit] = ++size;
  };
  number(0, 0xd800);
  number(0xe000, UNITS);
  number(0xd800, 0xe000);
  return { places, size };
}

/** How many units all texts begin with alike. */
function sharedStart(texts: readonly string[]): number {
  const first = texts[0]!;
  let shared = first.length;
  for (const text of texts) {
    let i = 0;
    while (i < shared && text.charCodeAt(i) === first.charCodeAt(i)) i++;
    shared = i;
  }
  return shared;
}

/** Puts in order, by all of their units, texts that are next to each other because their first ones are alike. */
function settle(order: Int32Array, texts: readonly string[], heads: Float64Array): void {
  for (let begin = 0, end = 1; begin < order.length; begin = end++) {
    while (end < order.length && heads[end] === heads[begin]) end++;
    if (end - begin > 1) order.subarray(begin, end).sort((a, b) => compareText(texts[a]!, texts[b]!));
  }
}

/**
 * The texts, each another one, by code point (see `compareText`). Their first units, as many as fit, are written as one whole
 * number with the text's position behind it: such numbers sort without a comparison in JavaScript.
 *
 * @returns positions in `texts`, the first in order first
 */
export function inTextOrder(texts: readonly string[]): Int32Array {
  const count = texts.length;
  if (count === 0) return new Int32Array();
  const from = sharedStart(texts);
  const { places, size } = lettersOf(texts, from);
  const base = size + 1;
  const longest = texts.reduce((most, { length }) => Math.max(most, length), from) - from;
  let [units, room] = [0, Number.MAX_SAFE_INTEGER / count / base];
  for (; units < longest && room >= 1; room /= base) units++;
  const heads = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const text = texts[i]!;
    let head = 0;
    for (let u = from; u < from + units; u++) head = head * base + (u < text.length ? places[text.charCodeAt(u)]! : 0);
    heads[i] = head * count + i;
  }
  heads.sort();
  const order = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    order[i] = heads[i]! % count;
    heads[i] = (heads[i]! - order[i]!) / count;
  }
  if (units < longest) settle(order, texts, heads);
  return order;
}
