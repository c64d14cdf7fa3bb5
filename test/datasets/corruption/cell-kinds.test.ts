import { test } from "vitest";
import { temporaryFolder } from "../temporary-folder.js";
import { cellKinds } from "./cell-kinds.js";
import { TIMES, tryKinds } from "./trial.js";

const { folder } = temporaryFolder();

test(`of ${Object.keys(cellKinds).length} kinds × ${TIMES} single corruptions of cells none is silent, 99 % are told at their row`, (context) =>
  tryKinds(context, "cells", cellKinds, folder));
