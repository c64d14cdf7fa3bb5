/** Where a law does not hold of a metric by its definition: in which numbers, and why. */
interface NotHeld {
  readonly but: RegExp;
  readonly because: string;
}

type ByMetric = Readonly<Record<string, NotHeld>>;

const resampledRows = {
  but: /^(?!.*\.(estimate|n|rSquared)$)/,
  because: "a seed draws rows by their place, so that bounds and ranks are those of other resamples",
};

const ofRoster = { but: /./, because: "the panel lists customers in the order of the table" };

/** Everywhere: the rows that issues name, which stand elsewhere. */
export const PERMUTED: ByMetric = {
  driverWeights: resampledRows,
  importancePerformance: resampledRows,
  warningSignals: ofRoster,
};

/** Metrics whose answer is a list of people, in the order of their names. */
export const LISTS_PEOPLE: ReadonlySet<string> = new Set([
  "lifetimeValueCustomers",
  "purchaseHistories",
  "rfmCustomers",
]);

export const SCRAMBLED: ByMetric = {
  evaluateSignals: {
    but: /watchlist/,
    because: "customers of the same score stand in the order of their names",
  },
};

const total = (but: RegExp): NotHeld => ({ but, because: "a total, which doubles as n does" });

export const DOUBLED: ByMetric = {
  campaignRoi: total(/incremental\.estimate|^\.overall\.estimate/),
  reasonsFixed: total(/estimate$/),
  tacticEffect: total(/kept\.estimate/),
  lifetimeValue: {
    but: /total\.estimate|^\.tenths/,
    because: "a total, which doubles as n does; tenths of few customers end elsewhere",
  },
  purchaseTracking: total(/estimate$/),
  evaluateSignals: {
    but: /estimate$/,
    because: "ties of the partial likelihood (Efron) are more where everybody leaves twice on a day",
  },
  signalsByReason: {
    but: /estimate$/,
    because: "ties of the partial likelihood (Efron) are more where everybody leaves twice on a day",
  },
};

/** Metrics whose rows are no segments of everybody, and what they are. */
export const NOT_SEGMENTS: Readonly<Record<string, string>> = {
  comparePeriods: "periods",
  churn: "periods of each segment",
  conversionIndex: "periods",
  reasonsBySegment: "reasons of each segment",
  tacticEffect: "tactics, each beside the same control",
  cohortRetention: "ages of each cohort",
  evaluateSignals: "signals, each of those who could have it",
  purchaseFrequencies: "numbers of purchases, each of all customers",
  purchaseTracking: "weeks, each of all customers so far",
  revenueIndex: "periods",
  rfm: "segments, each as a part of all customers",
  rfmMovement: "segments, each as a part of all customers",
  signalsByReason: "signals of each reason",
  warningSignals: "signals on each day",
};
