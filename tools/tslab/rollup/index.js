"use strict";
/** tslab lists rollup (6 MB) among its dependencies and never loads it: this stands in its place. */
module.exports = {};
