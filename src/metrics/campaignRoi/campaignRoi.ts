import { requireLevel } from "../../statistics/interval.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import type { Answer } from "../answers/answer.js";
import { requireOneOf } from "../requireOneOf.js";
import type { Result } from "../result.js";
import { type By, byColumns, keysOf, segmentName } from "../segments.js";
import { type Cost, costsOf } from "./campaignCost.js";
import { type CampaignRow, campaignRow, overallCampaign } from "./campaignRow.js";
import { campaignTally } from "./campaignTally.js";

export type { Cost } from "./campaignCost.js";
export type { CampaignRow } from "./campaignRow.js";

/**
 * What comes back: `margin` is what is left of the sales, `revenue` the sales themselves. By revenue a campaign that sells at a
 * loss looks well: (revenue − cost)/cost is no profit.
 */
export type CampaignBasis = "margin" | "revenue";

export interface CampaignRoiOptions {
  /** Column with what came back: of a customer, or of a campaign. Below 0 where more was returned than bought. */
  readonly value: string;
  readonly basis: CampaignBasis;
  /** What the campaign cost: one number, one by the name of each segment, or a column that is added up. */
  readonly cost: Cost;
  /**
   * Column of true and false: got the campaign, or was held out at random; or a column and the value in it that means got.
   * Without it the ROI is of what is attributed to the campaign.
   */
  readonly treated?: Answer;
  readonly by?: By;
  readonly level?: number;
}

export interface CampaignRoiResult extends Result<CampaignRow> {
  readonly basis: CampaignBasis;
  readonly kind: "incremental" | "attributed";
}

const caller = "campaignRoi";

/**
 * The return on investment of campaigns: (what came back − cost)/cost.
 *
 * With customers held out at random (`treated`) what came back is incremental: how much more a customer brought who got the
 * campaign than one who was held out, times all who got it. Without, it is what is attributed to the campaign, most of which would
 * often have come anyway: beside the incremental ROI stands `attributedRoi` of the same customers, to show by how much. Margin
 * and revenue are different questions and must be chosen.
 *
 * −1 is all lost, 0 breaks even, 1 returns the cost and as much again; below −1 the campaign drove sales away. The interval is
 * Welch's of the difference of the two means; overall it adds the campaigns' (each against its own held-out group) with
 * Satterthwaite's degrees of freedom. Costs count as known, campaigns to the same customers as independent. What is attributed has
 * no interval. Null where nothing was spent, or nobody was held out.
 *
 * @param table one row a customer with `treated`; without, one row a campaign, or an order
 * @throws costs below 0, a segment without its cost, an answer that is neither true nor false
 * @example (await campaignRoi(offers, { value: "margin_14d", basis: "margin", treated: { column: "group", value: "sent" }, cost: { K01: 5506, … }, by: "campaign" })).overall.estimate // 2.614
 * @see Welch (1947), Biometrika 34; Satterthwaite (1946), Biometrics Bulletin 2
 */
export async function campaignRoi(table: TableLike, options: CampaignRoiOptions): Promise<CampaignRoiResult> {
  const { value, basis, cost, treated, level = 0.95 } = options;
  requireLevel(level, caller);
  requireOneOf(caller, "basis", ["margin", "revenue"], basis);
  const by = byColumns(options.by);
  const source = asTable(table);

  const costColumn = typeof cost === "string" ? cost : null;
  const segments = await campaignTally(source, { value, treated: treated ?? null, cost: costColumn, by }, caller);

  const names = segments.map(({ cells }) => segmentName(by, cells));
  const costs = costsOf(cost, segments, names, by, caller);
  const rows = segments.map((segment, i) => campaignRow(segment, costs[i]!, level));
  const kind = treated === undefined ? "attributed" : "incremental";
  return {
    metric: caller,
    label: `Campaign ROI (${kind} ${basis})`,
    basis,
    kind,
    overall: overallCampaign(segments, costs, kind, level),
    rows: by.length === 0 ? [] : rows.map((row, i) => ({ keys: keysOf(by, segments[i]!.cells), ...row })),
    by,
    level,
    method:
      kind === "incremental"
        ? "Welch's t on the difference of means, costs known"
        : "none: what is attributed is not tested",
    unit: "share",
    excluded: { missing: segments.reduce((sum, { missing }) => sum + missing, 0), outOfRange: 0 },
  };
}
