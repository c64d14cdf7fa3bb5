import { resolve } from "node:path";
import { describe } from "vitest";
import { findNotebooks } from "../../tools/run/find-notebooks.js";
import { readNotebook } from "../../tools/run/notebook.js";
import { testExecuted, testStudy, testWritten } from "./notebookRules.js";

/** All of them, those in folders of their own too: `studies/…`. */
const places = findNotebooks(resolve(import.meta.dirname, "../../notebooks"));

describe.each(places)("$stem", ({ stem, file, name }) => {
  const notebook = readNotebook(file, name);
  testWritten(() => notebook);
  if (stem.startsWith("studies/")) testStudy(() => notebook);
  testExecuted(() => notebook, stem.startsWith("your-data/") ? "of any data" : "of these data");
});
