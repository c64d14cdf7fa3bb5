import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { demoCsv } from "../src/datasets/demo/csv.js";
import { demoDictionary } from "../src/datasets/demo/dictionary.js";
import { generateDemo } from "../src/datasets/demo/generate.js";
import { demoSchemas } from "../src/datasets/demo/schemas.js";
import { packageText } from "../src/datasets/descriptor/schema-text.js";

const folder = resolve(import.meta.dirname, "..", "data");

/** Whole or not at all: written beside its place, then put there. */
function writeWhole(name: string, text: string): number {
  const path = join(folder, name);
  writeFileSync(`${path}.tmp`, text);
  renameSync(`${path}.tmp`, path);
  return Buffer.byteLength(text);
}

mkdirSync(folder, { recursive: true });
const demo = generateDemo();
let total = 0;
for (const [name, table] of Object.entries(demo.tables)) {
  const bytes = writeWhole(`${name}.csv`, demoCsv(table));
  total += bytes;
  process.stdout.write(`data/${name}.csv: ${table.rows} rows, ${(bytes / 1e6).toFixed(2)} MB\n`);
}
writeWhole("README.md", demoDictionary(demo));
const tables = Object.entries(demoSchemas).map(([name, schema]) => {
  return { name, path: `${name}.csv`, file: join(folder, `${name}.csv`), layout: {}, schema };
});
const heading = ["The demo company's tables and what their columns are, written by npm run data."];
writeWhole("demo.yaml", packageText({ name: "demo", title: "A made-up company", language: "en", tables }, heading));
process.stdout.write(`data/README.md: the dictionary; ${(total / 1e6).toFixed(2)} MB of tables in all\n`);
