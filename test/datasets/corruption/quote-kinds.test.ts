import { test } from "vitest";
import { temporaryFolder } from "../temporary-folder.js";
import { quoteKinds } from "./quote-kinds.js";
import { TIMES, tryKinds } from "./trial.js";

const { folder } = temporaryFolder();

test(`of ${Object.keys(quoteKinds).length} kinds × ${TIMES} single corruptions of quotes or delimiters none is silent, 99 % are told at their row`, (context) =>
  tryKinds(context, "quotes or delimiters", quoteKinds, folder));
