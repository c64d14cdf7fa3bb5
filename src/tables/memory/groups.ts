import type { Cell } from "../table.js";
import type { KeyCodes } from "./key-codes.js";
import { inKeyOrder } from "./key-order.js";

/** Rows sorted into the combinations of key values that occur. */
export interface Groups {
  /** The group of each row, 0 … slots − 1; a slot may stay empty. */
  readonly ids: Int32Array;
  readonly slots: number;
  /** Rows in each slot. */
  readonly counts: Float64Array;
  /** The slots that occur, in the order of `compareCells` by key. */
  readonly order: Int32Array;
  /** Key values of a slot. */
  cells(slot: number): Cell[];
  /** The code of one key in each slot that occurs, in order. */
  codes(key: number): Int32Array;
}

/** Combinations up to this many are counted in a flat array, more in a hash table of those that occur. */
const flatLimit = (rows: number) => Math.max(65_536, Math.min(rows, 4_194_304));

/** The only group there is when no keys are asked for; it exists even without rows. */
function single(rows: number): Groups {
  return {
    ids: new Int32Array(rows),
    slots: 1,
    counts: new Float64Array([rows]),
    order: new Int32Array([0]),
    cells: () => [],
    codes: () => new Int32Array(1),
  };
}

/** The code of the first key with every further key joined to it: the slot in a flat array. */
function flatIds(keys: readonly KeyCodes[], rows: number): Int32Array {
  const [first, ...rest] = keys as [KeyCodes, ...KeyCodes[]];
  let left = first.codes;
  let shift = first.offset;
  if (rest.length === 0) return shift === 0 ? left : left.map((code) => code + shift);
  for (const { codes, offset, cells } of rest) {
    const size = cells.length;
    const ids = new Int32Array(rows);
    const base = shift * size + offset;
    // The slots fit 32 bits: a flat array has room for them.
    for (let row = 0; row < rows; row++) ids[row] = Math.imul(left[row]!, size) + codes[row]! + base;
    left = ids;
    shift = 0;
  }
  return left;
}

/** Gives pairs (group so far, code of the next key) new numbers 0, 1, 2 … in order of appearance: open addressing. */
function pairIds(
  left: Int32Array,
  right: KeyCodes,
  rows: number,
): { ids: Int32Array; lefts: Int32Array; rights: Int32Array } {
  const { codes, offset } = right;
  let capacity = 1024;
  let table = new Int32Array(capacity).fill(-1);
  let lefts = new Int32Array(capacity);
  let rights = new Int32Array(capacity);
  const ids = new Int32Array(rows);
  const slotOf = (a: number, b: number) => {
    const mixed = Math.imul(a ^ Math.imul(b, 0x9e3779b1), 0x85ebca6b);
    return (mixed ^ (mixed >>> 15)) & (capacity - 1);
  };
  let size = 0;
  const grow = () => {
    capacity *= 2;
    table = new Int32Array(capacity).fill(-1);
    const wider = [new Int32Array(capacity), new Int32Array(capacity)] as const;
    wider[0].set(lefts);
    wider[1].set(rights);
    [lefts, rights] = wider;
    for (let id = 0; id < size; id++) {
      let slot = slotOf(lefts[id]!, rights[id]!);
      while (table[slot]! >= 0) slot = (slot + 1) & (capacity - 1);
      table[slot] = id;
    }
  };
  for (let row = 0; row < rows; row++) {
    const a = left[row]!;
    const b = codes[row]! + offset;
    let slot = slotOf(a, b);
    let id = table[slot]!;
    while (id >= 0 && (lefts[id] !== a || rights[id] !== b)) {
      slot = (slot + 1) & (capacity - 1);
      id = table[slot]!;
    }
    if (id < 0) {
      id = size++;
      table[slot] = id;
      lefts[id] = a;
      rights[id] = b;
      if (size * 2 > capacity) grow();
    }
    ids[row] = id;
  }
  return { ids, lefts: lefts.slice(0, size), rights: rights.slice(0, size) };
}

/** Codes of each key by slot: position k of slot s stands at s · keys + k. */
interface Coded {
  readonly ids: Int32Array;
  readonly slots: number;
  codesOf(slot: number, into: Int32Array): void;
}

function flat(keys: readonly KeyCodes[], rows: number, slots: number): Coded {
  const codesOf = (slot: number, into: Int32Array) => {
    let rest = slot;
    for (let k = keys.length - 1; k >= 0; k--) {
      const size = keys[k]!.cells.length;
      into[k] = rest % size;
      rest = Math.floor(rest / size);
    }
  };
  return { ids: flatIds(keys, rows), slots, codesOf };
}

function hashed(keys: readonly KeyCodes[], rows: number): Coded {
  const first = keys[0]!;
  let ids: Int32Array = flatIds([first], rows);
  const steps: { lefts: Int32Array; rights: Int32Array }[] = [];
  for (const key of keys.slice(1)) {
    const step = pairIds(ids, key, rows);
    ids = step.ids;
    steps.push(step);
  }
  const slots = steps.length > 0 ? steps[steps.length - 1]!.lefts.length : first.cells.length;
  const codesOf = (slot: number, into: Int32Array) => {
    let id = slot;
    for (let k = steps.length - 1; k >= 0; k--) {
      into[k + 1] = steps[k]!.rights[id]!;
      id = steps[k]!.lefts[id]!;
    }
    into[0] = id;
  };
  return { ids, slots, codesOf };
}

/** The slots that occur, in the order of their keys. */
function inOrderOf(keys: readonly KeyCodes[], counts: Float64Array, codesOf: Coded["codesOf"]): Int32Array {
  const present: number[] = [];
  for (let slot = 0; slot < counts.length; slot++) if (counts[slot]! > 0) present.push(slot);
  const slots = Int32Array.from(present);
  const codes = keys.map(() => new Int32Array(slots.length));
  const into = new Int32Array(keys.length);
  for (let i = 0; i < slots.length; i++) {
    codesOf(slots[i]!, into);
    for (let k = 0; k < keys.length; k++) codes[k]![i] = into[k]!;
  }
  return inKeyOrder(keys, codes).map((i) => slots[i]!);
}

/** Sorts the rows into groups by their key values, missing being a value like any other. */
export function groupRows(keys: readonly KeyCodes[], rows: number): Groups {
  if (keys.length === 0) return single(rows);
  const product = keys.reduce((size, key) => size * key.cells.length, 1);
  const coded = product <= flatLimit(rows) ? flat(keys, rows, product) : hashed(keys, rows);
  const counts = new Float64Array(coded.slots);
  const { ids } = coded;
  for (let row = 0; row < rows; row++) counts[ids[row]!]!++;
  const into = new Int32Array(keys.length);
  const cells = (slot: number) => {
    coded.codesOf(slot, into);
    return keys.map((key, k) => key.cells[into[k]!]!);
  };
  let order: Int32Array | undefined;
  // When somebody asks: who only matches rows needs no order.
  const ordered = () => {
    order ??= inOrderOf(keys, counts, coded.codesOf);
    return order;
  };
  const codes = (key: number) =>
    ordered().map((slot) => {
      coded.codesOf(slot, into);
      return into[key]!;
    });
  return {
    ...{ ids, slots: coded.slots, counts, cells, codes },
    get order() {
      return ordered();
    },
  };
}
