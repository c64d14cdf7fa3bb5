import { join } from "node:path";
import { load } from "../../src/index.js";
import { OURS, type Tables } from "./ours-works.js";
import { runProgram } from "./program.js";
import { schemaOf } from "./tables.js";
import { WORK_TABLES, type WorkName } from "./work-names.js";

const [way, work, folder] = process.argv.slice(2) as [string, WorkName, string];

await runProgram<Tables>(way, {
  async load() {
    const frames: [string, Tables[keyof Tables]][] = [];
    for (const name of WORK_TABLES[work]) frames.push([name, await load(join(folder, `${name}.csv`), schemaOf(name))]);
    return Object.fromEntries(frames);
  },
  answer: (tables) => OURS[work](tables),
});
