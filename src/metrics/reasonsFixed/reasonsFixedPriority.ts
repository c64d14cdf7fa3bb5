import type { SegmentFigures } from "./reasonsFixedResample.js";
import { costIn, type ReasonsFixedFinish, type ReasonsFixedRow } from "./reasonsFixedRow.js";

/** Which fix to do first, of some. */
export interface Priorities {
  readonly rows: readonly ReasonsFixedRow[];
  /** The share of resamples in which no fix is worth more than it costs; null where nothing is known. */
  readonly none: number | null;
}

/** How often each is the largest and above 0; ties share. */
function shareBest(replicates: readonly (readonly number[])[], fixes: number): number[] {
  const best = new Array<number>(fixes).fill(0);
  for (const nets of replicates) {
    const most = Math.max(...nets);
    if (!(most > 0)) continue;
    const ties = nets.filter((net) => net === most).length;
    nets.forEach((net, f) => {
      if (net === most) best[f]! += 1 / ties;
    });
  }
  return best.map((times) => times / replicates.length);
}

/** Ranks of the fixes by net value (or by customers kept, without values), and how often each is the best of them. */
export function priorities(
  rows: readonly ReasonsFixedRow[],
  { replicates, why, totals }: SegmentFigures,
  finish: ReasonsFixedFinish,
): Priorities {
  if (why !== null) return { rows, none: null };
  const { fixes, places, net } = finish;
  const costs = fixes.map((fix) => (net < 0 ? 0 : costIn(fix, totals[0]!, finish.size)));
  const worth = (figures: ArrayLike<number>, f: number) => figures[places.part(f, net + 1, "kept")]! - costs[f]!;
  const best = shareBest(
    replicates.map((each) => fixes.map((_, f) => worth(each, f))),
    fixes.length,
  );
  const points = rows.map((row) => (net < 0 ? row.estimate! : row.netValue!.estimate!));
  return {
    rows: rows.map((row, f) => ({
      ...row,
      probabilityBest: best[f]!,
      rank: 1 + points.filter((point) => point > points[f]!).length,
    })),
    none: Math.max(0, 1 - best.reduce((sum, share) => sum + share, 0)),
  };
}
