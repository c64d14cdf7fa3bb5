"use strict";
/**
 * The five functions of math.js that danfojs-node uses, on simple-statistics: it stands where Danfo expects mathjs (an npm
 * override), so that 21 MB are not installed for them. Numbers only: text throws, where math.js would join it ("7", "8", "9"
 * have the mean 263 there). The spread of a single value is NaN, not 0.
 */
const statistics = require("simple-statistics");

/**
 * @param {string} name of the function, for the message
 * @param {ArrayLike<unknown>} values
 * @returns {number[]} booleans as 0 and 1
 */
function numbers(name, values) {
  const list = Array.from(values);
  const wrong = list.find((value) => typeof value !== "number" && typeof value !== "boolean");
  if (wrong !== undefined || list.length === 0) {
    const got = list.length === 0 ? "none" : JSON.stringify(wrong);
    throw new TypeError(`${name} requires numbers; got ${got}`);
  }
  return list.map(Number);
}

/** @param {ArrayLike<unknown>} values */
const mean = (values) => statistics.mean(numbers("mean", values));

/** @param {ArrayLike<unknown>} values of an even number of values the middle between two */
const median = (values) => statistics.median(numbers("median", values));

/** @param {ArrayLike<unknown>} values @returns {number} Σ(x − x̄)²/(n − 1) */
function variance(values) {
  const list = numbers("variance", values);
  return list.length < 2 ? Number.NaN : statistics.sampleVariance(list);
}

/** @param {ArrayLike<unknown>} values @returns {number} √variance */
const std = (values) => Math.sqrt(variance(values));

/**
 * @param {ArrayLike<unknown>} values of any kind
 * @returns {unknown[]} those that occur most often, in the order in which they first occur
 */
function mode(values) {
  const counts = new Map();
  for (const value of Array.from(values)) counts.set(value, (counts.get(value) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return [...counts].filter(([, count]) => count === most).map(([value]) => value);
}

module.exports = { mean, median, mode, std, variance };
