"use strict";

/** @typedef {number[]} Shape */

/** What Danfo might be asked for and only TensorFlow has. */
const NOT_HERE = [
  "matMul",
  "dot",
  "norm",
  "reshape",
  "cast",
  "slice",
  "gather",
  "concat",
  "softmax",
  "relu",
  "sigmoid",
];

/** The error for anything that is not here. */
function notHere(name) {
  return new Error(
    `${name} needs TensorFlow, which this project does not ship: Danfo's arithmetic runs here in double precision`,
  );
}

/** @param {Shape} shape */
const sizeOf = (shape) => shape.reduce((size, length) => size * length, 1);

/**
 * A number of Danfo's as a double: booleans are 0 and 1, missing values NaN (TensorFlow makes 0 of them).
 * @param {unknown} value
 */
function toDouble(value) {
  if (value === null || value === undefined) return Number.NaN;
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  throw new TypeError(`a tensor requires numbers or booleans; got ${typeof value} ${JSON.stringify(value)}`);
}

/** Rows of a matrix, or one list, or one number. */
function nested(values, shape) {
  if (shape.length === 0) return values[0];
  if (shape.length === 1) return Array.from(values);
  const [rows, columns] = shape;
  return Array.from({ length: rows }, (_, row) => Array.from(values.slice(row * columns, (row + 1) * columns)));
}

/**
 * The shape two operands share: lengths are equal, or one of them is 1 and is repeated.
 * @param {Shape} a
 * @param {Shape} b
 * @returns {Shape}
 */
function broadcast(a, b) {
  const rank = Math.max(a.length, b.length);
  const at = (shape, i) => shape[i - (rank - shape.length)] ?? 1;
  return Array.from({ length: rank }, (_, i) => {
    const [x, y] = [at(a, i), at(b, i)];
    if (x !== y && x !== 1 && y !== 1) throw new RangeError(`shapes [${a}] and [${b}] do not fit each other`);
    return x === 1 ? y : x;
  });
}

/** Where the element at (row, column) of the result stands in an operand. */
function strides(shape) {
  const columns = shape.length > 0 ? shape[shape.length - 1] : 1;
  const rows = shape.length > 1 ? shape[0] : 1;
  return { row: rows === 1 ? 0 : columns, column: columns === 1 ? 0 : 1 };
}

/**
 * An array of doubles of rank 0, 1 or 2 (or of text, rank 1), as far as Danfo uses tensors.
 */
class Tensor {
  /**
   * @param {Float64Array | unknown[]} values row by row
   * @param {Shape} shape
   * @param {string} dtype what TensorFlow would call it; numbers are kept as doubles whatever it says
   */
  constructor(values, shape, dtype = "float32") {
    if (values.length !== sizeOf(shape)) {
      throw new RangeError(`a tensor of shape [${shape}] requires ${sizeOf(shape)} values; got ${values.length}`);
    }
    this.values = values;
    this.shape = shape;
    this.dtype = dtype;
  }

  get rank() {
    return this.shape.length;
  }

  get size() {
    return this.values.length;
  }

  arraySync() {
    return nested(this.values, this.shape);
  }

  async array() {
    return this.arraySync();
  }

  dataSync() {
    return this.values.slice();
  }

  async data() {
    return this.dataSync();
  }

  clone() {
    return new Tensor(this.values.slice(), [...this.shape], this.dtype);
  }

  /** Nothing is held outside JavaScript's own memory. */
  dispose() {}

  transpose() {
    if (this.rank < 2) return this.clone();
    const [rows, columns] = this.shape;
    const turned = this.values.slice();
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++)
        turned[column * rows + row] = this.values[row * columns + column];
    }
    return new Tensor(turned, [columns, rows], this.dtype);
  }

  toString() {
    return `Tensor\n    ${JSON.stringify(this.arraySync())}`;
  }

  print() {
    console.log(this.toString());
  }

  /**
   * An operation element by element, the smaller operand repeated.
   * @param {Tensor | number} other
   * @param {(a: number, b: number) => number} operation
   */
  combine(other, operation) {
    const right = other instanceof Tensor ? other : new Tensor(Float64Array.of(toDouble(other)), []);
    const shape = broadcast(this.shape, right.shape);
    const columns = shape.length > 0 ? shape[shape.length - 1] : 1;
    const [a, b] = [strides(this.shape), strides(right.shape)];
    const values = new Float64Array(sizeOf(shape));
    for (let i = 0; i < values.length; i++) {
      const row = Math.floor(i / columns);
      const column = i - row * columns;
      const x = this.values[row * a.row + column * a.column];
      const y = right.values[row * b.row + column * b.column];
      values[i] = operation(x, y);
    }
    return new Tensor(values, shape);
  }

  /**
   * Folds the rows into one (axis 0), the columns into one (axis 1), or everything (no axis).
   * @param {number | undefined} axis
   * @param {(values: number[]) => number} fold
   */
  reduce(axis, fold) {
    if (axis === undefined || this.rank < 2) return new Tensor(Float64Array.of(fold(Array.from(this.values))), []);
    const lines = axis === 0 ? this.transpose() : this;
    const folded = lines.arraySync().map(fold);
    return new Tensor(Float64Array.from(folded), [folded.length]);
  }

  sqrt() {
    return new Tensor(this.values.map(Math.sqrt), [...this.shape]);
  }

  abs() {
    return new Tensor(this.values.map(Math.abs), [...this.shape]);
  }
}

/** Remainder with the sign of the divisor, as TensorFlow has it. */
const remainder = (a, b) => {
  const rest = a % b;
  return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest;
};

const BY_ELEMENT = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  divNoNan: (a, b) => (b === 0 ? 0 : a / b),
  pow: (a, b) => a ** b,
  mod: remainder,
  minimum: Math.min,
  maximum: Math.max,
  greater: (a, b) => Number(a > b),
  less: (a, b) => Number(a < b),
  greaterEqual: (a, b) => Number(a >= b),
  lessEqual: (a, b) => Number(a <= b),
  equal: (a, b) => Number(a === b),
  notEqual: (a, b) => Number(a !== b),
};

const sum = (values) => values.reduce((total, value) => total + value, 0);

/** Position of the largest value, the first of equals; missing values do not count. */
const positionOf = (better) => (values) => {
  let best = -1;
  values.forEach((value, position) => {
    if (!Number.isNaN(value) && (best < 0 || better(value, values[best]))) best = position;
  });
  return Math.max(best, 0);
};

const FOLDED = {
  sum,
  mean: (values) => sum(values) / values.length,
  max: (values) => values.reduce((a, b) => Math.max(a, b), -Infinity),
  min: (values) => values.reduce((a, b) => Math.min(a, b), Infinity),
  argMax: positionOf((a, b) => a > b),
  argMin: positionOf((a, b) => a < b),
};

for (const [name, operation] of Object.entries(BY_ELEMENT)) {
  Tensor.prototype[name] = function (other) {
    return this.combine(other, operation);
  };
}
for (const [name, fold] of Object.entries(FOLDED)) {
  Tensor.prototype[name] = function (axis) {
    return this.reduce(axis, fold);
  };
}
for (const name of NOT_HERE) {
  Tensor.prototype[name] = () => {
    throw notHere(`tensor.${name}`);
  };
}

module.exports = { Tensor, notHere, toDouble };
