"use strict";
/**
 * SheetJS where danfojs-node expects it (an npm override), loaded when it is first used: half of the time that importing
 * Danfo took went into a library that only `readExcel` and `toExcel` need.
 */
const NAMES = ["read", "readFile", "utils", "writeFile"];

for (const name of NAMES) {
  Object.defineProperty(exports, name, { enumerable: true, get: () => require("@e965/xlsx")[name] });
}
