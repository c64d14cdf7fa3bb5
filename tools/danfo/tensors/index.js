"use strict";
/**
 * The part of TensorFlow.js that danfojs-node uses, in double precision: it stands where Danfo expects
 * @tensorflow/tfjs-node (an npm override), so that 0.1 stays 0.1 and nothing native is installed. No models, no GPU:
 * whatever else is asked for throws an error that says so.
 */
const { Tensor, notHere, toDouble } = require("./tensor.js");

/**
 * @param {number | boolean} value
 * @returns {Tensor} of rank 0
 */
const scalar = (value) => new Tensor(Float64Array.of(toDouble(value)), []);

/**
 * @param {ArrayLike<number | boolean | string | null>} values text is kept as text, with dtype "string"
 * @param {string} [dtype]
 */
function tensor1d(values, dtype) {
  const list = Array.from(values);
  const isText = dtype === "string" || list.some((value) => typeof value === "string");
  if (isText) return new Tensor(list, [list.length], "string");
  return new Tensor(Float64Array.from(list, toDouble), [list.length], dtype);
}

/**
 * @param {ArrayLike<unknown>} values rows, or all values row by row with a shape
 * @param {number[]} [shape]
 * @param {string} [dtype]
 */
function tensor2d(values, shape, dtype) {
  const list = Array.from(values);
  const rows = list.some(Array.isArray) ? list : null;
  const flat = rows === null ? list : rows.flat();
  const columns = rows === null ? 0 : rows[0].length;
  const odd = rows?.find((row) => row.length !== columns);
  if (odd !== undefined) throw new RangeError(`tensor2d requires rows of one length; got ${columns} and ${odd.length}`);
  if (rows === null && shape === undefined) throw new TypeError("tensor2d requires rows or a shape; got neither");
  return new Tensor(Float64Array.from(flat, toDouble), shape ?? [list.length, columns], dtype);
}

/** Mean and variance (divided by n) along an axis. */
function moments(tensor, axis) {
  const mean = tensor.mean(axis);
  const deviations = axis === 1 && tensor.rank > 1 ? tensor.transpose().sub(mean).transpose() : tensor.sub(mean);
  return { mean, variance: deviations.mul(deviations).mean(axis) };
}

/** A stream of 32-bit numbers from a seed: FNV-1a of its text, then xorshift. */
function numbersFrom(seed) {
  let state = 2166136261;
  for (const character of String(seed)) state = Math.imul(state ^ character.codePointAt(0), 16777619);
  state = state >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state = (state ^ (state << 5)) >>> 0;
    return state;
  };
}

/** A list that can be shuffled and cut: what Danfo's `sample` needs. The order depends on the seed alone. */
class List {
  constructor(items) {
    this.items = items;
  }

  shuffle(_size, seed = "") {
    const items = [...this.items];
    const next = numbersFrom(seed);
    for (let i = items.length - 1; i > 0; i--) {
      const j = next() % (i + 1);
      [items[i], items[j]] = [items[j], items[i]];
    }
    return new List(items);
  }

  take(count) {
    return new List(this.items.slice(0, count));
  }

  async toArray() {
    return [...this.items];
  }
}

const data = { array: (items) => new List([...items]) };

const parts = { Tensor, scalar, tensor1d, tensor2d, moments, data };

/** Names that module loaders and printers ask every object for. */
const QUIET = new Set(["__esModule", "default", "then", "toJSON", "module.exports", "nodeType", "asymmetricMatch"]);

module.exports = new Proxy(parts, {
  get(target, name) {
    if (name in target || typeof name === "symbol" || QUIET.has(name)) return target[name];
    throw notHere(`tensorflow.${name}`);
  },
});
