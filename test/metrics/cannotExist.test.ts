import { describe, expect, test } from "vitest";
import {
  acsiScore,
  campaignRoi,
  cartAbandonment,
  ces,
  cesDifference,
  churn,
  churnReasons,
  cohortRetention,
  csat,
  csatDifference,
  csi,
  csiAgainstCompetitor,
  directTraffic,
  kaplanMeier,
  leadConversion,
  logRankTest,
  nps,
  npsDifference,
  pagesPerVisit,
  resolutionTime,
  retention,
  revenueRetention,
  secureCustomerIndex,
  shareOfWallet,
  winRate,
} from "../../src/index.js";
import { type Case, calling, expectNothing, unexplained } from "./existing.js";
import type { Columns } from "./sameInDuckdb.js";

const NONE: Columns[string] = [];
const MISSING = [null, null];

const npsOf = calling(nps, { score: "score" });
const csatOf = calling(csat, { score: "score", rule: "top-2" });
const cesOf = calling(ces, { score: "score", version: 2 });
const apart = { score: "score", by: "wave", between: ["Q2", "Q1"] as const };

const answered: readonly Case[] = (
  [
    ["nps", npsOf],
    ["csat", csatOf],
    ["ces", cesOf],
  ] as const
).flatMap(([name, of]): Case[] => [
  { why: `${name} of an empty table`, columns: { score: NONE }, call: of(), note: /no answers/ },
  { why: `${name} where all are missing`, columns: { score: MISSING }, call: of(), note: /no answers/ },
  {
    why: `${name} of a segment without answers`,
    columns: { score: [5, 4, null], by: ["a", "a", "b"] },
    call: of({ by: "by" }),
    at: "rows.1",
    note: /no answers/,
  },
  {
    why: `${name} of a segment whose weights are all 0`,
    columns: { score: [5, 4, 3], by: ["a", "a", "b"], w: [1, 1, 0] },
    call: of({ by: "by", weight: "w" }),
    at: "rows.1",
    note: /all weights are 0/,
  },
]);

const means: readonly Case[] = (
  [
    ["csat by its mean", csatOf({ rule: "mean" })],
    ["ces 2.0", cesOf()],
    ["ces 1.0", cesOf({ version: 1 })],
  ] as const
).flatMap(([name, call]): Case[] => [
  { why: `${name} of one answer`, columns: { score: [4] }, call, lacks: "bounds", note: /one answer/ },
  {
    why: `${name} where all answer alike`,
    columns: { score: [4, 4] },
    call,
    lacks: "bounds",
    note: /all answers alike/,
  },
]);

const differences: readonly Case[] = (
  [
    ["npsDifference", calling(npsDifference, apart)],
    ["csatDifference", calling(csatDifference, { ...apart, rule: "top-box" })],
    ["cesDifference", calling(cesDifference, { ...apart, version: 2 })],
  ] as const
).flatMap(([name, of]): Case[] => [
  {
    why: `${name} against a wave without answers`,
    columns: { score: [5, 4, null], wave: ["Q1", "Q1", "Q2"] },
    call: of(),
    note: /no answers/,
  },
  {
    why: `${name} of customers of whom none answered twice`,
    columns: { score: [5, 4, 3], wave: ["Q1", "Q1", "Q2"], who: ["x", "y", "z"] },
    call: of({ customer: "who" }),
    note: /nobody answered in both waves/,
  },
  {
    why: `${name} of one wave only, each pair asked for`,
    columns: { score: [5, 4], wave: ["Q1", "Q1"] },
    call: of({ between: undefined } as object),
    note: /fewer than two groups/,
  },
]);

const items = { satisfaction: "a", confirmation: "b", ideal: "c" };
const three = { satisfaction: "a", repurchase: "b", recommend: "c" };
const attributes = [
  { name: "Speed", perception: "a", expectation: "b" },
  { name: "Care", perception: "c", expectation: "d" },
];
const rated = { raters: "same", attributes: [{ name: "Speed", own: "a", competitor: "b" }], scale: 5 } as const;
const csiOf = calling(csi, { attributes, scale: 5 });
const acsiOf = calling(acsiScore, { ...items, scale: 10 });
const versus = calling(csiAgainstCompetitor, rated);
const ratings = (a: Columns[string]): Columns => ({ a, b: a, c: a, d: a });

const indices: readonly Case[] = [
  { why: "csi of an empty table", columns: ratings([]), call: csiOf(), note: /no answers/ },
  { why: "csi where all are missing", columns: ratings(MISSING), call: csiOf(), note: /no answers/ },
  {
    why: "csi of one respondent has no interval",
    columns: ratings([4]),
    call: csiOf(),
    lacks: "bounds",
    note: /one respondent/,
  },
  {
    why: "an attribute of csi that nobody rated",
    columns: { a: [4, 5], b: [4, 4], c: MISSING, d: MISSING },
    call: csiOf({ coverage: 0.5 }),
    at: "overall.attributes.1",
    note: /no answers/,
  },
  {
    why: "csi of respondents who rated too little",
    columns: { a: [4, 5], b: [4, 4], c: MISSING, d: MISSING },
    call: csiOf({ coverage: 1 }),
    note: /nobody answered enough/,
  },
  {
    why: "csi of a segment whose weights are all 0",
    columns: { ...ratings([4, 5, 3]), by: ["a", "a", "b"], w: [1, 1, 0] },
    call: csiOf({ by: "by", weight: "w" }),
    at: "rows.1",
    note: /all weights are 0/,
  },
  { why: "acsiScore of an empty table", columns: ratings([]), call: acsiOf(), note: /no answers/ },
  { why: "acsiScore where all are missing", columns: ratings(MISSING), call: acsiOf(), note: /no answers/ },
  {
    why: "acsiScore of one respondent has no interval",
    columns: ratings([4]),
    call: acsiOf(),
    lacks: "bounds",
    note: /one respondent/,
  },
  { why: "csiAgainstCompetitor of an empty table", columns: ratings([]), call: versus(), note: /no answers/ },
  {
    why: "csiAgainstCompetitor where nobody rated both",
    columns: { a: [4, null], b: [null, 3] },
    call: versus(),
    note: /no answers/,
  },
  {
    why: "csiAgainstCompetitor where nobody rated the competitor",
    columns: { a: [4, 5], b: MISSING },
    call: versus({ raters: "different" }),
    note: /no answers/,
  },
  {
    why: "csiAgainstCompetitor of one respondent has no interval",
    columns: { a: [4], b: [3] },
    call: versus(),
    lacks: "bounds",
    note: /one respondent/,
  },
  ...(["burke", "score", "customers"] as const).flatMap((form): Case[] => {
    const of = calling(secureCustomerIndex, { ...three, form });
    return [
      { why: `secureCustomerIndex (${form}) of an empty table`, columns: ratings([]), call: of(), note: /no answers/ },
      {
        why: `secureCustomerIndex (${form}) where nobody answered all three`,
        columns: { a: [4, null], b: [4, 5], c: [null, 4] },
        call: of(),
        note: /nobody answered all three/,
      },
    ];
  }),
  {
    why: "secureCustomerIndex (score) of one customer has no interval",
    columns: ratings([4]),
    call: calling(secureCustomerIndex, { ...three, form: "score" })(),
    lacks: "bounds",
    note: /one answer/,
  },
];

const year = { from: "2025-01-01", to: "2025-12-31" };
const gone = calling(churn, { churned: "left", joined: "joined", period: year, denominator: "start" });
const kept = calling(retention, { kind: "raw", retained: "kept" });
const weighed = { kind: "sales", retained: "kept", start: "start", end: "end", reading: "base" } as const;
const sales = calling(retention, weighed);
const revenue = calling(revenueRetention, { retained: "kept", start: "start", end: "end" });
const cohorts = calling(cohortRetention, { customer: "who", date: "day", unit: "month", kind: "n-day", periods: 2 });
const wallet = calling(shareOfWallet, { own: "own", category: "all" });

const customers: readonly Case[] = [
  {
    why: "churn where nobody was there at the start",
    columns: { joined: ["2025-03-01"], left: [null] },
    call: gone(),
    note: /nobody was there at the start/,
  },
  {
    why: "churn of an empty table",
    columns: { joined: NONE, left: NONE },
    call: gone(),
    note: /nobody was there at the start/,
  },
  {
    why: "churn per customer-day where there were none",
    columns: { joined: ["2026-03-01"], left: ["2026-04-01"] },
    call: gone({ denominator: "exposure" }),
    note: /no customer-days/,
  },
  {
    why: "churn of renewals where none was due",
    columns: { due: ["2027-01-01"], left: ["2025-02-01"] },
    call: (table) => churn(table, { churned: "left", due: "due", period: year, denominator: "renewals-due" }),
    note: /no renewals due/,
  },
  {
    why: "churn of a quarter in which nobody was there",
    columns: { joined: ["2024-03-01"], left: ["2025-02-01"] },
    call: gone({ period: { ...year, each: "quarter" } }),
    at: "rows.3",
    note: /nobody was there at the start/,
  },
  {
    why: "churn of a segment whose weights are all 0",
    columns: { joined: ["2024-03-01", "2024-03-01"], left: ["2025-02-01", null], by: ["a", "b"], w: [1, 0] },
    call: gone({ by: "by", weight: "w" }),
    at: "rows.1",
    note: /all weights are 0/,
  },
  { why: "retention of an empty table", columns: { kept: NONE }, call: kept(), note: /nobody was there at the start/ },
  {
    why: "retention where nothing is known",
    columns: { kept: MISSING },
    call: kept(),
    note: /nobody with known values/,
  },
  {
    why: "retention of a segment nobody is known of",
    columns: { kept: [true, null], by: ["a", "b"] },
    call: kept({ by: "by" }),
    at: "rows.1",
    note: /nobody with known values/,
  },
  {
    why: "sales-adjusted retention of customers who bought nothing at the start",
    columns: { kept: [true, false], start: [0, 0], end: [5, 0] },
    call: sales(),
    note: /sales at the start are not above 0/,
  },
  {
    why: "retention of what the kept ones buy in the end, where they buy nothing",
    columns: { kept: [true, false], start: [3, 2], end: [0, 0] },
    call: sales({ reading: "same" }),
    note: /sales at the end are not above 0/,
  },
  {
    why: "sales-adjusted retention of one customer has no interval",
    columns: { kept: [true], start: [3], end: [2] },
    call: sales({ method: "linearized" }),
    lacks: "bounds",
    note: /one customer/,
  },
  {
    why: "profit-adjusted retention of losses alone",
    columns: { kept: [true, false], start: [-3, -2], end: [-3, 0] },
    call: sales({ kind: "profit" } as object),
    note: /profit at the start is not above 0/,
  },
  {
    why: "revenueRetention of an empty table",
    columns: { kept: NONE, start: NONE, end: NONE },
    call: revenue(),
    note: /nobody was there at the start/,
  },
  {
    why: "revenueRetention where nothing was earned at the start",
    columns: { kept: [true, false], start: [0, 0], end: [5, 0] },
    call: revenue(),
    note: /sales at the start are not above 0/,
  },
  {
    why: "revenueRetention of one customer has no interval",
    columns: { kept: [true], start: [3], end: [2] },
    call: revenue(),
    lacks: "bounds",
    note: /one customer/,
  },
  {
    why: "gross revenue retention where nothing was earned",
    columns: { kept: [true], start: [0], end: [2] },
    call: revenue(),
    at: "overall.gross",
    note: /sales at the start are not above 0/,
  },
  { why: "cohortRetention of an empty table", columns: { who: NONE, day: NONE }, call: cohorts(), note: /no cohorts/ },
  {
    why: "cohortRetention of an immature cohort",
    columns: { who: ["x", "y"], day: ["2025-01-03", "2025-02-10"] },
    call: cohorts({ asOf: "2025-02-15" }),
    at: "rows.1",
    note: /not yet mature/,
  },
  {
    why: "cohortRetention where no cohort is mature",
    columns: { who: ["x", "x"], day: ["2025-01-03", "2025-01-10"] },
    call: cohorts({ asOf: "2025-01-15" }),
    note: /no cohort is mature/,
  },
  { why: "shareOfWallet of an empty table", columns: { own: NONE, all: NONE }, call: wallet(), note: /no customers/ },
  {
    why: "shareOfWallet of customers who spend nothing",
    columns: { own: [0, 0], all: [0, 0] },
    call: wallet(),
    note: /nothing of the category was bought anywhere/,
  },
  {
    why: "shareOfWallet of one customer has no interval",
    columns: { own: [3], all: [4] },
    call: wallet(),
    lacks: "bounds",
    note: /one customer: no interval/,
  },
];

const survival = calling(kaplanMeier, { duration: "days", observed: "left" });
const curves = calling(logRankTest, { duration: "days", observed: "left", group: "by" });
const tickets = calling(resolutionTime, { opened: "from", resolved: "to", asOf: "2025-03-01T00:00:00" });

const times: readonly Case[] = [
  { why: "kaplanMeier of an empty table", columns: { days: NONE, left: NONE }, call: survival(), note: /no cases/ },
  {
    why: "kaplanMeier where no time is known",
    columns: { days: MISSING, left: [true, false] },
    call: survival(),
    note: /no cases with known times/,
  },
  {
    why: "kaplanMeier beyond what anybody was followed for",
    columns: { days: [3, 5], left: [true, false] },
    call: survival({ horizon: 9 }),
    note: /followed only to 5/,
  },
  {
    why: "kaplanMeier without events has no interval",
    columns: { days: [3, 5], left: [false, false] },
    call: survival(),
    lacks: "bounds",
    note: /no events/,
  },
  {
    why: "a median that more than half outlive",
    columns: { days: [3, 5, 5], left: [true, false, false] },
    call: survival(),
    at: "overall.median",
    note: /more than half/,
  },
  {
    why: "kaplanMeier of those who were never at risk",
    columns: { days: [3], left: [true], from: [3] },
    call: survival({ entry: "from" }),
    note: /nobody was ever at risk/,
  },
  {
    why: "kaplanMeier once nobody is left has no interval",
    columns: { days: [3], left: [true] },
    call: survival(),
    lacks: "bounds",
    note: /nobody left/,
  },
  {
    why: "logRankTest of one group",
    columns: { days: [3, 4], left: [true, true], by: ["a", "a"] },
    call: curves(),
    lacks: "test",
    note: /only one group/,
  },
  {
    why: "logRankTest without events",
    columns: { days: [3, 4], left: [false, false], by: ["a", "b"] },
    call: curves(),
    lacks: "test",
    note: /no events/,
  },
  {
    why: "logRankTest of groups that were never at risk together",
    columns: { days: [3, 9], left: [true, true], by: ["a", "b"], from: [0, 5] },
    call: curves({ entry: "from" }),
    lacks: "test",
    note: /no event while two groups/,
  },
  {
    why: "logRankTest of an empty table",
    columns: { days: NONE, left: NONE, by: NONE },
    call: curves(),
    lacks: "test",
    note: /no cases/,
  },
  { why: "resolutionTime of an empty table", columns: { from: NONE, to: NONE }, call: tickets(), note: /no tickets/ },
  {
    why: "resolutionTime of tickets all of which are open",
    columns: { from: ["2025-02-01T08:00:00", "2025-02-02T08:00:00"], to: MISSING },
    call: tickets(),
    note: /no ticket resolved yet/,
  },
  {
    why: "the median time of tickets all of which are open",
    columns: { from: ["2025-02-01T08:00:00"], to: [null] },
    call: tickets(),
    at: "overall.median",
    note: /not so many resolved/,
  },
  {
    why: "resolutionTime of one ticket has no interval",
    columns: { from: ["2025-02-01T08:00:00"], to: ["2025-02-01T09:00:00"] },
    call: tickets(),
    lacks: "bounds",
    note: /no interval/,
  },
];

const carts = calling(cartAbandonment, { kind: "cart", ordered: "ordered", benchmark: null });
const checkouts = calling(cartAbandonment, {
  kind: "checkout",
  ordered: "ordered",
  checkout: "began",
  benchmark: null,
});
const visits = calling(directTraffic, { source: "source" });
const deals = calling(winRate, { outcome: "outcome", won: "won", lost: "lost", open: ["open"] });
const leads = calling(leadConversion, { created: "from", converted: "to", within: 30, asOf: "2025-03-31" });
const pages = calling(pagesPerVisit, { pages: "pages", visitor: "who" });
const roi = calling(campaignRoi, { value: "value", basis: "margin", cost: 100 });
const trial = calling(campaignRoi, { value: "value", basis: "margin", cost: 100, treated: "sent" });
const reasons = calling(churnReasons, { reason: "reason" });

const experience: readonly Case[] = [
  { why: "cartAbandonment without carts", columns: { ordered: NONE }, call: carts(), note: /no carts/ },
  { why: "cartAbandonment where nothing is known", columns: { ordered: MISSING }, call: carts(), note: /no carts/ },
  {
    why: "checkout abandonment where nobody began to check out",
    columns: { ordered: [false, false], began: [false, false] },
    call: checkouts(),
    note: /no checkouts/,
  },
  {
    why: "cartAbandonment of a visitor whose carts have no answer",
    columns: { ordered: [true, null], who: ["x", "y"], by: ["a", "b"] },
    call: carts({ visitor: "who", by: "by" }),
    at: "rows.1",
    note: /no carts/,
  },
  {
    why: "cartAbandonment of a segment whose weights are all 0",
    columns: { ordered: [true, false, true], by: ["a", "a", "b"], w: [1, 1, 0] },
    call: carts({ by: "by", weight: "w" }),
    at: "rows.1",
    note: /all weights are 0/,
  },
  { why: "directTraffic without visits", columns: { source: NONE }, call: visits(), note: /no visits/ },
  { why: "directTraffic where no source is known", columns: { source: MISSING }, call: visits(), note: /no visits/ },
  { why: "winRate without deals", columns: { outcome: NONE }, call: deals(), note: /no closed deals/ },
  {
    why: "winRate where all deals are open",
    columns: { outcome: ["open", "open"] },
    call: deals({ won: "won", lost: undefined } as object),
    note: /^no closed deals$/,
  },
  {
    why: "winRate of a segment that closed nothing",
    columns: { outcome: ["won", "lost", "open"], by: ["a", "a", "b"] },
    call: deals({ by: "by" }),
    at: "rows.1",
    note: /^no closed deals$/,
  },
  { why: "leadConversion without leads", columns: { from: NONE, to: NONE }, call: leads(), note: /no leads/ },
  {
    why: "leadConversion of leads that are all too young",
    columns: { from: ["2025-03-20", "2025-03-25"], to: [null, "2025-03-26"] },
    call: leads(),
    note: /not yet mature/,
  },
  {
    why: "leadConversion of an immature cohort",
    columns: { from: ["2025-01-20", "2025-03-25"], to: [null, "2025-03-26"] },
    call: leads({ cohort: "month" }),
    at: "rows.1",
    note: /not yet mature/,
  },
  { why: "pagesPerVisit without visits", columns: { pages: NONE, who: NONE }, call: pages(), note: /no visits/ },
  {
    why: "pagesPerVisit where nothing is known",
    columns: { pages: MISSING, who: ["x", "y"] },
    call: pages(),
    note: /no visits/,
  },
  {
    why: "pagesPerVisit of one visitor has no interval",
    columns: { pages: [3, 4], who: ["x", "x"] },
    call: pages(),
    lacks: "bounds",
    note: /one visitor/,
  },
  {
    why: "pagesPerVisit where all visitors are alike has no interval",
    columns: { pages: [3, 3], who: ["x", "y"] },
    call: pages(),
    lacks: "bounds",
    note: /all visitors alike/,
  },
  { why: "campaignRoi of nobody", columns: { value: NONE }, call: roi(), note: /no values/ },
  {
    why: "campaignRoi of a campaign that cost nothing",
    columns: { value: [3, 4] },
    call: roi({ cost: 0 }),
    note: /nothing was spent/,
  },
  {
    why: "an attributed campaignRoi has no interval",
    columns: { value: [3, 4] },
    call: roi(),
    lacks: "bounds",
    note: /attributed, not incremental/,
  },
  {
    why: "campaignRoi where nobody was held out",
    columns: { value: [3, 4], sent: [true, true] },
    call: trial(),
    note: /nobody in one of the groups/,
  },
  {
    why: "campaignRoi of one customer held out has no interval",
    columns: { value: [3, 4, 1], sent: [true, true, false] },
    call: trial(),
    lacks: "bounds",
    note: /one customer in a group/,
  },
  {
    why: "campaignRoi where all customers are alike has no interval",
    columns: { value: [3, 3, 1, 1], sent: [true, true, false, false] },
    call: trial(),
    lacks: "bounds",
    note: /all customers alike/,
  },
  { why: "churnReasons of nobody", columns: { reason: NONE }, call: reasons(), note: /no reasons/ },
  { why: "churnReasons where nobody gave one", columns: { reason: MISSING }, call: reasons(), note: /no reasons/ },
  {
    why: "churnReasons where nothing was lost",
    columns: { reason: ["Price", "Care"], value: [0, 0] },
    call: reasons({ value: "value" }),
    note: /nothing was lost/,
  },
  {
    why: "churnReasons of customers who could not help leaving",
    columns: { reason: ["Moved away", "Moved away"] },
    call: reasons({ involuntary: ["Moved away"] }),
    note: /no actionable reasons/,
  },
];

const all = [...answered, ...means, ...differences, ...indices, ...customers, ...times, ...experience];

describe("what cannot exist is null, with a note", () => {
  test.each(all)("$why", expectNothing);

  test("an estimate without a number and a note, or a number that is none, would be found", () => {
    const row = { estimate: null, lower: null, upper: null, note: null };
    expect(unexplained({ rows: [row] })).toHaveLength(3);
    expect(unexplained({ rows: [{ ...row, note: "no answers" }] })).toEqual([]);
    expect(unexplained({ part: { inner: 0 / 0 }, note: "" })).toEqual([
      "result.note is empty",
      "result.part.inner is NaN",
    ]);
    expect(unexplained([1 / 0])).toEqual(["result.0 is Infinity"]);
  });

  test("they are many, and of every metric", () => {
    expect(all.length).toBeGreaterThanOrEqual(60);
    expect(new Set(all.map(({ why }) => why)).size).toBe(all.length);
  });
});
