"use strict";
/** Node's own fetch where danfojs-node expects node-fetch (an npm override), which is older than it. */
module.exports = { default: fetch };
Object.defineProperty(module.exports, "__esModule", { value: true });
