import type { Issues } from "../issues.js";
import { BlockChecker } from "./check-block.js";
import type { CsvOptions } from "./read-csv.js";
import { type CheckedFile, scanBlocks } from "./scan-blocks.js";

/**
 * Holds a CSV file of any size against its schema without keeping its rows: the same issues as `load` tells, in flat memory.
 * Columns that the schema does not describe are not looked into. Null when the issues say why the file cannot be used.
 */
export async function checkCsv(path: string, options: CsvOptions, issues: Issues): Promise<CheckedFile | null> {
  let checker: BlockChecker | null = null;
  const found = await scanBlocks(path, options, issues, (block) => {
    checker ??= new BlockChecker(block.names, options.schema, issues);
    checker.check(block);
  });
  // A file without rows has columns all the same.
  if (found !== null && checker === null) new BlockChecker(found.names, options.schema, issues);
  return found === null ? null : { ...found, rejected: issues.rejected.size };
}
