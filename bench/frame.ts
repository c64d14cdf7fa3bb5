import { DataFrame } from "danfojs-node";
import { nps } from "../src/metrics/nps/nps.js";
import { random } from "../src/statistics/random.js";
import { median } from "./median.js";
import type { BenchRow } from "./row.js";

const ROWS = 500_000;
const ROUNDS = 5;
const SEGMENTS = ["Everyday", "Enthusiast", "Business", "Reseller"];

/** Answers as an analyst has them: plain arrays, one in fifty missing. */
function answers(): { score: (number | null)[]; segment: string[] } {
  const { integer } = random(7);
  return {
    score: Array.from({ length: ROWS }, () => (integer(50) === 0 ? null : integer(11))),
    segment: Array.from({ length: ROWS }, () => SEGMENTS[integer(SEGMENTS.length)]!),
  };
}

/** What NPS needs from Danfo: answers by segment and score. */
function danfoCounts(frame: DataFrame): unknown[][] {
  return frame.groupby(["segment", "score"]).col(["score"]).count().values as unknown[][];
}

async function timed(work: () => unknown): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** How far Danfo's counts are from right: it counts missing answers as if they were a score. */
function miscounted(counts: readonly unknown[][], score: readonly (number | null)[]): number {
  const counted = counts.reduce((sum, row) => sum + (row[2] as number), 0);
  return counted - score.filter((answer) => answer !== null).length;
}

/** DataFrame → NPS by segment with intervals, each time on a frame not seen before, against Danfo's groupby on the same. */
export async function benchFrame(): Promise<BenchRow[]> {
  const columns = answers();
  const [ours, again, theirs]: [number[], number[], number[]] = [[], [], []];
  let wrong = 0;
  // Made beforehand: tidying up after Danfo's constructor is nobody's work here.
  const frames = Array.from(
    { length: ROUNDS + 1 },
    () => new DataFrame({ score: [...columns.score], segment: [...columns.segment] }),
  );
  for (const [round, frame] of frames.entries()) {
    const first = await timed(() => nps(frame, { score: "score", by: "segment" }));
    const second = await timed(() => nps(frame, { score: "score", by: "segment" }));
    const peer = await timed(() => {
      wrong = miscounted(danfoCounts(frame), columns.score);
    });
    // The first round warms both up.
    if (round === 0) continue;
    ours.push(first);
    again.push(second);
    theirs.push(peer);
  }
  process.stderr.write(`Danfo's groupby counted ${wrong} missing answers as answers\n`);
  const peer = "danfo groupby";
  const goal = "≥ 20× faster";
  return [
    {
      work: "DataFrame → NPS by segment, 500,000 rows",
      ours: median(ours),
      theirs: median(theirs),
      peer,
      unit: "ms",
      goal,
    },
    { work: "the same frame asked again", ours: median(again), theirs: median(theirs), peer, unit: "ms", goal },
  ];
}
