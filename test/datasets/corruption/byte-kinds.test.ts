import { test } from "vitest";
import { temporaryFolder } from "../temporary-folder.js";
import { byteKinds } from "./byte-kinds.js";
import { TIMES, tryKinds } from "./trial.js";

const { folder } = temporaryFolder();

test(`of ${Object.keys(byteKinds).length} kinds × ${TIMES} single corruptions of bytes and encodings none is silent, 99 % are told at their row`, (context) =>
  tryKinds(context, "bytes and encodings", byteKinds, folder));
