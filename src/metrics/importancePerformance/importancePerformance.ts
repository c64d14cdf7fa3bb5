import { asTable, type TableLike } from "../../tables/table-like.js";
import { DRIVER_METHODS } from "../driverWeights/driverMethod.js";
import type { Result } from "../result.js";
import { requireWithin, type Scale } from "../scale.js";
import { byColumns, keysOf } from "../segments.js";
import { jointTally, underOwnName } from "./importancePerformanceJoint.js";
import {
  CALLER,
  type ImportancePerformanceOptions,
  type ImportanceSource,
  type MapQuestion,
  requireMapQuestion,
  statedField,
} from "./importancePerformanceQuestion.js";
import { type ImportancePerformanceMap, importancePerformanceMap } from "./importancePerformanceRow.js";

export type {
  Crosshair,
  ImportancePerformanceOptions,
  ImportanceSource,
  MappedAttribute,
} from "./importancePerformanceQuestion.js";
export type { ImportancePerformanceAttribute, ImportancePerformanceMap, Quadrant } from "./importancePerformanceRow.js";

export interface ImportancePerformanceResult extends Result<ImportancePerformanceMap> {
  readonly outcome: string | null;
  readonly importance: ImportanceSource;
  readonly crosshair: MapQuestion["crosshair"];
  readonly certainty: number;
  /** The answers the scale of the ratings allows. */
  readonly scale: Scale;
  readonly resamples: number;
}

/**
 * Importance against performance: which attributes matter and are not done well, and how sure that is.
 *
 * For choosing where to work first. Quadrants are relative: the crosshair at the means puts some attributes low however well all
 * are done; give one of your own where there is a target. Derived importance (the default, LMG) says what goes with the outcome, which is no
 * lever by itself; stated importance says what people think matters, and is nearly the same for everything. An attribute near the
 * crosshair lies in any quadrant by chance: read `probability` before the name; `verdict` is "cannot tell" below `certainty`.
 *
 * Importance is a share, 0 to 1, of what the attributes explain (or of all stated importance); performance is the mean rating, and on
 * 0–100; the overall estimate is performance weighted by importance. All from the same respondents drawn again, crosshair included:
 * percentiles for each, an ellipse for both. Derived importance and its performance use rows with every answer, stated ones
 * each who answered. Null with a note where nothing varies or nobody answered.
 *
 * Fetches single rows to draw them anew where importance is derived, as `driverWeights` does.
 *
 * @param table one row a respondent
 * @throws ratings off the scale; attributes that cannot be told apart
 * @example (await importancePerformance(answers, { outcome: "satisfaction", attributes: [{ name: "delivery", column: "d" }, { name: "price", column: "p" }], scale: 7 })).overall.attributes[0].quadrant // "concentrate here"
 * @see Martilla and James (1977), Journal of Marketing 41; Grömping (2007), The American Statistician 61
 */
export async function importancePerformance(
  table: TableLike,
  options: ImportancePerformanceOptions,
): Promise<ImportancePerformanceResult> {
  const question = requireMapQuestion(options);
  const { outcome, attributes, importance, scale, crosshair, certainty, level, resamples } = question;
  const by = byColumns(options.by);
  const source = asTable(table);

  const { overall: all, segments } = await underOwnName(() => jointTally(source, question, by));
  const ratings = attributes.map(({ column }) => column);
  await requireWithin(source, ratings, scale, `${CALLER} requires ratings`);
  const field = statedField(importance);
  if (field !== null) {
    const stated = attributes.map((attribute) => attribute[field]!);
    await requireWithin(
      source,
      stated,
      { min: 0, max: Number.POSITIVE_INFINITY },
      `${CALLER} requires stated importance`,
    );
  }

  const overall = importancePerformanceMap(all, question);
  return {
    metric: CALLER,
    label: `Importance (${DRIVER_METHODS[importance]}) and performance`,
    overall,
    rows:
      by.length === 0
        ? []
        : segments.map((one) => ({ keys: keysOf(by, one.cells), ...importancePerformanceMap(one, question) })),
    by,
    level,
    method: `percentiles and ellipses of ${resamples.toLocaleString("en-US")} resamples`,
    unit: "index",
    excluded: { missing: overall.missing, outOfRange: 0 },
    ...{ outcome, importance, crosshair, certainty, scale, resamples },
  };
}
