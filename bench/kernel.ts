import { buildKernel, makeSnapshot } from "../tools/build-kernel.js";
import { kernelArguments } from "../tools/kernelspec.js";
import { type Cost, cost } from "./kernel-cost.js";
import { median } from "./median.js";
import { type NotebookCells, oursCells, PANDAS_CELLS } from "./notebook-cells.js";
import { peerPython } from "./peer-python.js";
import type { BenchRow } from "./row.js";

const ROUNDS = 3;
const PEER = "ipykernel, pandas, plotly";

const sumOf = ({ start, cells }: Cost) => cells.reduce((sum, { cpu }) => sum + cpu, start);

const inOrder = ({ imports, data, score, plot, again }: NotebookCells) => [imports, data, score, plot, again];

interface Round {
  readonly peer: Cost;
  /** Cells and figures that were run before, as in a notebook that is run again. */
  readonly known: Cost;
  /** Cells and figures nobody has run before. */
  readonly fresh: Cost;
  /** With TypeScript made ready for typing, as in JupyterLab. */
  readonly typing: Cost;
}

function measure(nonce: number): Round {
  const ours = kernelArguments();
  const theirs = [peerPython(), "-m", "ipykernel_launcher", "-f", "{connection_file}"];
  return {
    peer: cost({ argv: theirs, cells: inOrder(PANDAS_CELLS) }, true),
    known: cost({ argv: ours, cells: inOrder(oursCells()) }, true),
    fresh: cost({ argv: ours, cells: inOrder(oursCells(nonce)) }, true),
    typing: cost({ argv: ours, cells: [], idle: 3 }, false),
  };
}

type Reading = (round: Round) => readonly [ours: number, theirs: number];

const of = (side: "known" | "fresh", cell: number): Reading => {
  return (round) => [round[side].cells[cell]!.cpu, round.peer.cells[cell]!.cpu];
};

const WORKS: readonly (readonly [work: string, reading: Reading, goal: string])[] = [
  ["kernel start", ({ known, peer }) => [known.start, peer.start], "≤ 2.5×"],
  ["first cell: imports", of("known", 0), "≤ 2.5×"],
  ["first plot with its picture", of("known", 3), "≤ 2.5×"],
  ["whole notebook, run again", ({ known, peer }) => [sumOf(known), sumOf(peer)], "≤ 2.5×"],
  ["kernel start, ready for typing", ({ typing, peer }) => [typing.start, peer.start], "≤ 2.5×"],
  ["first cell: imports, never compiled before", of("fresh", 0), "–"],
  ["first plot, never drawn before", of("fresh", 3), "–"],
  ["whole notebook, never run before", ({ fresh, peer }) => [sumOf(fresh), sumOf(peer)], "≤ 2.5×"],
];

/**
 * What the kernel costs beside Python's, in CPU seconds: medians of interleaved rounds, after the set-up. The goals are
 * for whole notebooks, run before or not, and for a kernel's start; the rows without a goal say which cells of a first
 * run cost more.
 */
export async function benchKernel(): Promise<BenchRow[]> {
  await buildKernel();
  await makeSnapshot();
  measure(Date.now());
  const rounds = Array.from({ length: ROUNDS }, (_, i) => measure(Date.now() + i));
  return WORKS.map(([work, reading, goal]) => {
    const pairs = rounds.map(reading);
    const ours = median(pairs.map(([mine]) => mine));
    const theirs = median(pairs.map(([, other]) => other));
    return { work, ours, theirs, peer: PEER, unit: "CPU s", goal };
  });
}
