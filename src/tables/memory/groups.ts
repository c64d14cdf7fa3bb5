import type { Cell } from "../table.js";
import type { KeyCodes } from "./key-codes.js";
import { inKeyOrder } from "./key-order.js";
import { type Pairs, pairsInOrder, pairsOf } from "./pairs.js";

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

/** Combinations up to this many are counted in a flat array, more are numbered as they occur. */
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

/** The codes of a key from 0 on. */
function shifted({ codes, offset }: KeyCodes): Int32Array {
  if (offset === 0) return codes;
  const ids = new Int32Array(codes.length);
  for (let row = 0; row < codes.length; row++) ids[row] = codes[row]! + offset;
  return ids;
}

/** The code of the first key with every further key joined to it: the slot in a flat array. */
function flatIds(keys: readonly KeyCodes[], rows: number): Int32Array {
  const [first, ...rest] = keys as [KeyCodes, ...KeyCodes[]];
  if (rest.length === 0) return shifted(first);
  const ids = new Int32Array(rows);
  let left = first.codes;
  let shift = first.offset;
  for (const { codes, offset, cells } of rest) {
    const size = cells.length;
    const base = shift * size + offset;
    // The slots fit 32 bits: a flat array has room for them.
    for (let row = 0; row < rows; row++) ids[row] = Math.imul(left[row]!, size) + codes[row]! + base;
    left = ids;
    shift = 0;
  }
  return ids;
}

/** The slots that occur, in the order of their keys, and the code of each key in them. */
interface Ordered {
  readonly slots: Int32Array;
  readonly codes: readonly Int32Array[];
}

interface Coded {
  readonly ids: Int32Array;
  readonly slots: number;
  /** The code of each key in a slot. */
  codesOf(slot: number, into: Int32Array): void;
  ordered(counts: Float64Array): Ordered;
}

function taken(values: Int32Array, places: Int32Array): Int32Array {
  const found = new Int32Array(places.length);
  for (let i = 0; i < places.length; i++) found[i] = values[places[i]!]!;
  return found;
}

/** The slots of which there are rows. */
function occurring(counts: Float64Array): Int32Array {
  const slots = new Int32Array(counts.length);
  let size = 0;
  for (let slot = 0; slot < counts.length; slot++) if (counts[slot]! > 0) slots[size++] = slot;
  return slots.subarray(0, size);
}

/** A slot for each combination that could be. */
function flat(keys: readonly KeyCodes[], rows: number, slots: number): Coded {
  const codesOf = (slot: number, into: Int32Array) => {
    let rest = slot;
    for (let k = keys.length - 1; k >= 0; k--) {
      const size = keys[k]!.cells.length;
      into[k] = rest % size;
      rest = Math.floor(rest / size);
    }
  };
  const ordered = (counts: Float64Array): Ordered => {
    const found = occurring(counts);
    // Of one key the slots are its codes.
    if (keys.length === 1) {
      const slots = taken(found, inKeyOrder(keys, [found]));
      return { slots, codes: [slots] };
    }
    const codes = keys.map(() => new Int32Array(found.length));
    const into = new Int32Array(keys.length);
    for (let i = 0; i < found.length; i++) {
      codesOf(found[i]!, into);
      for (let k = 0; k < keys.length; k++) codes[k]![i] = into[k]!;
    }
    const order = inKeyOrder(keys, codes);
    return { slots: taken(found, order), codes: codes.map((ofKey) => taken(ofKey, order)) };
  };
  return { ids: flatIds(keys, rows), slots, codesOf, ordered };
}

/** A slot for each combination that occurs: pairs of the first two keys, pairs of these and of the third, and so on. */
function paired([first, ...rest]: readonly [KeyCodes, ...KeyCodes[]]): Coded {
  const steps: Pairs[] = [];
  let [ids, slots] = [shifted(first), first.cells.length];
  for (const key of rest) {
    const step = pairsOf(ids, slots, key);
    [ids, slots] = [step.ids, step.lefts.length];
    steps.push(step);
  }
  const codesOf = (slot: number, into: Int32Array) => {
    let id = slot;
    for (let k = rest.length; k > 0; k--) {
      into[k] = steps[k - 1]!.rights[id]!;
      id = steps[k - 1]!.lefts[id]!;
    }
    into[0] = id;
  };
  const ordered = (counts: Float64Array): Ordered => {
    const all = Int32Array.from(first.cells.keys());
    let order = inKeyOrder([first], [all]);
    steps.forEach((step, k) => {
      order = pairsInOrder(order, step, rest[k]!.ranks);
    });
    const found = steps.length > 0 ? order : order.filter((slot) => counts[slot]! > 0);
    const codes = new Array<Int32Array>(rest.length + 1);
    let left = found;
    for (let k = rest.length; k > 0; k--) {
      codes[k] = taken(steps[k - 1]!.rights, left);
      left = taken(steps[k - 1]!.lefts, left);
    }
    codes[0] = left;
    return { slots: found, codes };
  };
  return { ids, slots, codesOf, ordered };
}

/** Sorts the rows into groups by their key values, missing being a value like any other. */
export function groupRows(keys: readonly KeyCodes[], rows: number): Groups {
  if (keys.length === 0) return single(rows);
  const product = keys.reduce((size, key) => size * key.cells.length, 1);
  const coded = product <= flatLimit(rows) ? flat(keys, rows, product) : paired(keys as [KeyCodes, ...KeyCodes[]]);
  const counts = new Float64Array(coded.slots);
  const { ids } = coded;
  for (let row = 0; row < rows; row++) counts[ids[row]!]!++;
  const into = new Int32Array(keys.length);
  const cells = (slot: number) => {
    coded.codesOf(slot, into);
    return keys.map((key, k) => key.cells[into[k]!]!);
  };
  let order: Ordered | undefined;
  // When somebody asks: who only matches rows needs no order.
  const ordered = () => {
    order ??= coded.ordered(counts);
    return order;
  };
  return {
    ...{ ids, slots: coded.slots, counts, cells },
    codes: (key) => ordered().codes[key]!,
    get order() {
      return ordered().slots;
    },
  };
}
