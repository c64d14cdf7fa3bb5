import { test } from "vitest";
import { temporaryFolder } from "../temporary-folder.js";
import { lineKinds } from "./line-kinds.js";
import { TIMES, tryKinds } from "./trial.js";

const { folder } = temporaryFolder();

test(`of ${Object.keys(lineKinds).length} kinds × ${TIMES} single corruptions of line ends or the header none is silent, 99 % are told at their row`, (context) =>
  tryKinds(context, "line ends or the header", lineKinds, folder));
