import { type PlsDraw, plsBootstrap } from "./plsBootstrap.js";
import { emptyRow, whyFailed, whyNot } from "./plsEmptyRow.js";
import { PlsFitter } from "./plsFit.js";
import type { PlsFound, PlsIntervals } from "./plsFound.js";
import type { CheckedModel } from "./plsModel.js";
import { PlsNumbers } from "./plsNumbers.js";
import type { PlsModelRow } from "./plsResult.js";
import { plsRow } from "./plsRow.js";
import type { SampleRows } from "./plsRows.js";
import type { PlsSample } from "./plsSample.js";
import type { ItemScales } from "./plsScale.js";

export interface PlsTask {
  readonly model: CheckedModel;
  /** Of all items of the model; null without a scale. */
  readonly scales: ItemScales | null;
  readonly draw: PlsDraw;
  /** The rows to draw from; null for no intervals. */
  readonly rows: (() => SampleRows) | null;
  /** Who refuses a sample that cannot be estimated; null where it becomes an empty row. */
  readonly refuses: string | null;
}

const without = (note: string): PlsIntervals => ({
  of: () => null,
  replicates: () => new Float64Array(),
  ...{ note, resamples: 0, redrawn: 0 },
});

/** The model of one sample: estimates, and intervals from its rows. */
export function estimatedRow(sample: PlsSample, task: PlsTask): PlsModelRow {
  const found = estimated(sample, task);
  return "fit" in found ? plsRow(found) : emptyRow(task.model, sample, found.numbers, found.note);
}

/** What the row of a sample is made of, or why it is empty. */
export function estimated(
  sample: PlsSample,
  { model, scales, draw, rows, refuses }: PlsTask,
): PlsFound | { readonly numbers: PlsNumbers; readonly note: string } {
  const { structure } = sample;
  const numbers = new PlsNumbers(structure, model.paths, scales === null ? null : sample.kept.map((k) => scales[k]!));
  const why = whyNot(sample, model);
  if (why !== null && refuses !== null) throw new RangeError(`${refuses} requires ${why}`);
  if (why !== null) return { numbers, note: `requires ${why}` };

  const fitter = new PlsFitter(structure);
  const fit = fitter.fit(sample.covariance);
  if (fit === null) {
    const failure = fitter.failure!;
    const failed = whyFailed(failure, sample, model);
    // What no other answers could mend is a wrong call; the rest is what these answers are like.
    if (refuses !== null && (failure.kind === "items" || failure.kind === "blocks"))
      throw new RangeError(`${refuses} requires ${failed}`);
    return { numbers, note: `requires ${failed}` };
  }
  const values = new Float64Array(numbers.at.count);
  numbers.write(fit, sample, values);
  const intervals =
    rows === null
      ? without("not resampled: no interval")
      : plsBootstrap(rows(), sample, numbers, { fit, values }, draw);
  return { model, sample, fit, numbers, values, intervals };
}
