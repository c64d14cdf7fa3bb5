import { NPS_METHODS, type NpsMethod } from "../../src/metrics/nps/npsInterval.js";
import {
  adjustedWaldInterval,
  clopperPearsonInterval,
  jeffreysInterval,
  wilsonInterval,
} from "../../src/statistics/proportion.js";
import { type CoverageTable, rounded } from "./coverageTable.js";
import { DRIVER_METHODS, DRIVER_NAMES, DRIVER_RUNS, DRIVER_SEED, driverCoverage } from "./driverCoverage.js";
import { NPS_SHARES, NPS_SIZES, type NpsShares, npsCoverage, npsDifferenceCoverage } from "./npsCoverage.js";
import { RETENTION_RUNS, RETENTION_WORLDS, retentionCoverage, retentionSeed } from "./retentionCoverage.js";
import { newcombeCoverage, SHARE_SIZES, shareCoverage } from "./shareCoverage.js";
import { SURVIVAL_RUNS, SURVIVAL_SHARES, SURVIVAL_WORLDS, survivalCoverage } from "./survivalCoverage.js";

const EXACT = "All outcomes that can happen, each with its chance: nothing is drawn.";

const drawn = (runs: number, seeds: readonly number[]) =>
  `${runs.toLocaleString("en")} samples a row, from seed${seeds.length > 1 ? "s" : ""} ${seeds.join(", ")}; such a share is known to about ± 0.4 points.`;

const inPercent = (share: number) => `${Math.round(100 * share)}%`;
/** Detractors, passives and promoters of 100. */
const npsName = (company: NpsShares) => company.map((share) => Math.round(100 * share)).join("/");

export function npsTable(methods: readonly NpsMethod[]): CoverageTable {
  const ofSize = (n: number) => methods.map((method) => npsCoverage(n, method));
  return {
    title: "NPS",
    says: "Fifteen situations: 10, 20 and 50 answers from five companies, whose detractors, passives and promoters of 100 are named. adjusted-wald is what nps takes unless told otherwise.",
    how: `${EXACT} Bootstraps take 10,000 resamples of each outcome, from seed 1.`,
    situation: "Answers, company",
    columns: methods,
    rows: NPS_SIZES.flatMap((n) => {
      const shares = ofSize(n);
      return NPS_SHARES.map((company, i) => ({
        name: `${n}: ${npsName(company)}`,
        shares: shares.map((byCompany) => rounded(byCompany[i]!)),
      }));
    }),
    bars: [
      {
        name: "adjusted Wald and score",
        columns: ["adjusted-wald", "score"],
        least: 0.93,
        most: null,
      },
    ],
  };
}

function npsDifferenceTable(): CoverageTable {
  const pairs = [
    [0, 2],
    [1, 3],
    [4, 0],
    [2, 2],
  ] as const;
  const methods = ["adjusted-wald", "score"] as const;
  return {
    title: "Difference of two NPS",
    says: "From the intervals of the two alone (MOVER), with as many answers in each.",
    how: EXACT,
    situation: "Answers in each, companies",
    columns: methods,
    rows: NPS_SIZES.flatMap((n) =>
      pairs.map(([a, b]) => {
        const [first, second] = [NPS_SHARES[a]!, NPS_SHARES[b]!];
        return {
          name: `${n}: ${npsName(first)}, ${npsName(second)}`,
          shares: methods.map((method) => rounded(npsDifferenceCoverage(n, method, first, second))),
        };
      }),
    ),
    bars: [{ name: "both", columns: methods, least: 0.93, most: null }],
  };
}

const SHARE_METHODS = {
  Wilson: wilsonInterval,
  "adjusted Wald": adjustedWaldInterval,
  Jeffreys: jeffreysInterval,
  "Clopper–Pearson": clopperPearsonInterval,
} as const;

/** Over true shares from .5 to 99.5 %: in the mean, or at the worst of them. */
export function shareTable(of: "mean" | "least"): CoverageTable {
  const isMean = of === "mean";
  return {
    title: isMean ? "Shares, in the mean" : "Shares, at worst",
    says: isMean
      ? "CSAT, win rate, churn and every other share of a count: the mean over true shares from 0.5% to 99.5%."
      : "The same at that true share at which each interval does worst.",
    how: EXACT,
    situation: "Number of cases",
    columns: Object.keys(SHARE_METHODS),
    rows: SHARE_SIZES.map((n) => ({
      name: String(n),
      shares: Object.values(SHARE_METHODS).map((interval) => rounded(shareCoverage(n, interval)[of])),
    })),
    bars: isMean ? [{ name: "Wilson", columns: ["Wilson"], least: 0.94, most: 0.96 }] : [],
  };
}

export function shareDifferenceTable(): CoverageTable {
  return {
    title: "Difference of two shares",
    says: "Newcombe's interval, over pairs of true shares from 2.5% to 97.5%, with as many cases in each.",
    how: EXACT,
    situation: "Cases in each",
    columns: ["Newcombe, mean", "Newcombe, worst"],
    rows: [10, 20, 50].map((n) => {
      const { mean, least } = newcombeCoverage(n);
      return { name: String(n), shares: [rounded(mean), rounded(least)] };
    }),
    bars: [{ name: "Newcombe, mean", columns: ["Newcombe, mean"], least: 0.94, most: 0.97 }],
  };
}

function survivalTable(): CoverageTable {
  const scales = ["log-log", "plain"] as const;
  const column = (scale: string, share: number) => `${scale} ${inPercent(share)}`;
  return {
    title: "Kaplan–Meier curves",
    says: "The share still there, at the times when 90, 75, 50 and 30% are left. Log-log is what kaplanMeier takes unless told otherwise; plain is what spreadsheets do.",
    how: drawn(
      SURVIVAL_RUNS,
      SURVIVAL_WORLDS.map(({ seed }) => seed),
    ),
    situation: "Customers",
    columns: scales.flatMap((scale) => SURVIVAL_SHARES.map((share) => column(scale, share))),
    rows: SURVIVAL_WORLDS.map((world) => ({
      name: world.name,
      shares: scales.flatMap((scale) => survivalCoverage(world, scale).map(rounded)),
    })),
    bars: [
      { name: "log-log", columns: SURVIVAL_SHARES.map((share) => column("log-log", share)), least: 0.93, most: 0.97 },
    ],
  };
}

async function retentionTable(): Promise<CoverageTable> {
  const rows: { name: string; shares: number[] }[] = [];
  for (const world of RETENTION_WORLDS) {
    const uneven = world.sigma < 1 ? "sales not very uneven" : "a few customers hold most sales";
    const name = `${world.n}, of whom ${inPercent(world.stays)} stay: ${uneven}`;
    rows.push({ name, shares: (await retentionCoverage(world)).map(rounded) });
  }
  return {
    title: "Sales-adjusted retention",
    says: "Customers with log-normal sales. No bar: with few customers who hold most of the sales no interval keeps its level; Wilson's on the effective number, which retention takes unless told otherwise, comes nearer to it than the linearised ratio.",
    how: drawn(RETENTION_RUNS, RETENTION_WORLDS.map(retentionSeed)),
    situation: "Customers",
    columns: ["Wilson on the effective number", "linearised ratio"],
    rows,
    bars: [],
  };
}

async function driverTable(): Promise<CoverageTable> {
  const shares = await Promise.all(DRIVER_METHODS.map((method) => driverCoverage(method)));
  const columns = ["LMG", "Johnson"];
  return {
    title: "Driver weights",
    says: "The shares that LMG and Johnson's relative weights give to the eight attributes of the demo company, from 500 respondents whose ratings are normal with the spread that is planted there. The true shares are those of the planted correlations.",
    how: `${DRIVER_RUNS.toLocaleString("en")} samples, the same for all, from seed ${1000 * DRIVER_SEED} on, each with 1,000 resamples; such a share is known to about ± 1.4 points.`,
    situation: "Attribute",
    columns,
    rows: DRIVER_NAMES.map((name, j) => ({ name, shares: shares.map((held) => rounded(held[j]!)) })),
    bars: [{ name: "both", columns, least: 0.93, most: 0.97 }],
  };
}

/** How each table of the page is made, in its order. */
const MAKERS: Readonly<Record<string, () => CoverageTable | Promise<CoverageTable>>> = {
  NPS: () => npsTable(Object.keys(NPS_METHODS) as NpsMethod[]),
  "Difference of two NPS": npsDifferenceTable,
  "Shares, in the mean": () => shareTable("mean"),
  "Shares, at worst": () => shareTable("least"),
  "Difference of two shares": shareDifferenceTable,
  "Kaplan–Meier curves": survivalTable,
  "Sales-adjusted retention": retentionTable,
  "Driver weights": driverTable,
};

export const COVERAGE_TITLES = Object.keys(MAKERS);

/**
 * Every table of the page, in its order; `done` hears of each that is made anew.
 *
 * @param kept tables that are taken as they are, by their title
 */
export async function coverageTables(
  done: (table: CoverageTable) => void,
  kept: readonly CoverageTable[] = [],
): Promise<CoverageTable[]> {
  const tables: CoverageTable[] = [];
  for (const [title, make] of Object.entries(MAKERS)) {
    const known = kept.find((table) => table.title === title);
    if (known !== undefined) {
      tables.push(known);
      continue;
    }
    const table = await make();
    tables.push(table);
    done(table);
  }
  return tables;
}
