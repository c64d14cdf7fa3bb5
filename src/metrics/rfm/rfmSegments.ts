/** Lowest and highest score that belong. */
type ScoreRange = readonly [lowest: number, highest: number];

/** Customers of these scores are of this segment; several rules may give one name. */
export interface RfmSegmentRule {
  readonly name: string;
  readonly recency: ScoreRange;
  readonly frequency: ScoreRange;
  /** Any unless given. */
  readonly monetary?: ScoreRange;
}

/** The usual names of scores 1 to 5, by recency and frequency: who still comes, and how often. */
export const RFM_SEGMENTS: readonly RfmSegmentRule[] = [
  { name: "Champions", recency: [5, 5], frequency: [4, 5] },
  { name: "Loyal", recency: [3, 4], frequency: [4, 5] },
  { name: "Potential loyalists", recency: [4, 5], frequency: [2, 3] },
  { name: "New", recency: [5, 5], frequency: [1, 1] },
  { name: "Promising", recency: [4, 4], frequency: [1, 1] },
  { name: "Need attention", recency: [3, 3], frequency: [3, 3] },
  { name: "About to sleep", recency: [3, 3], frequency: [1, 2] },
  { name: "Cannot lose", recency: [1, 2], frequency: [5, 5] },
  { name: "At risk", recency: [1, 2], frequency: [3, 4] },
  { name: "Hibernating", recency: [1, 2], frequency: [1, 2] },
];

/** Which segment three scores belong to. */
export interface RfmSegments {
  /** In the order of the rules. */
  readonly names: readonly string[];
  readonly placeOf: (recency: number, frequency: number, monetary: number) => number;
}

const PARTS = ["recency", "frequency", "monetary"] as const;

const isRange = (range: unknown, bins: number): range is ScoreRange => {
  if (!Array.isArray(range) || range.length !== 2) return false;
  const [lowest, highest] = range as [number, number];
  return Number.isInteger(lowest) && Number.isInteger(highest) && lowest >= 1 && lowest <= highest && highest <= bins;
};

function requireRules(rules: readonly RfmSegmentRule[], bins: number, caller: string): void {
  if (rules.length === 0) throw new TypeError(`${caller} requires at least one segment; got none`);
  for (const [i, rule] of rules.entries()) {
    if (typeof rule.name !== "string" || rule.name.trim() === "") {
      throw new TypeError(`${caller} requires a name of each segment; got none of segment ${i + 1}`);
    }
    const wrong = PARTS.find((part) => !isRange(part === "monetary" ? (rule.monetary ?? [1, bins]) : rule[part], bins));
    if (wrong === undefined) continue;
    throw new RangeError(
      `${caller} requires the ${wrong} of segment '${rule.name}' as lowest and highest score from 1 to ${bins}, such as [1, 2]; got ${JSON.stringify(rule[wrong]) ?? "none"}`,
    );
  }
}

const holds = (range: ScoreRange | undefined, score: number) =>
  range === undefined || (range[0] <= score && score <= range[1]);

interface Fault {
  readonly scores: string;
  readonly names: readonly string[];
}

function requireNoFault(faults: readonly Fault[], caller: string): void {
  const [first] = faults;
  if (first === undefined) return;
  const where =
    first.names.length === 0 ? "in no segment" : `in ${first.names.map((name) => `'${name}'`).join(" and ")}`;
  const more = faults.length === 1 ? "" : ` (and ${faults.length - 1} more combinations in none or several)`;
  throw new RangeError(
    `${caller} requires segments that hold each combination of scores once; got ${first.scores} ${where}${more}`,
  );
}

/** The segments of all combinations of scores; throws where one has none, or several, naming the first. */
export function segmentsOfScores(rules: readonly RfmSegmentRule[], bins: number, caller: string): RfmSegments {
  requireRules(rules, bins, caller);
  const names = [...new Set(rules.map(({ name }) => name))];
  const places = new Int32Array(bins ** 3);
  const faults: Fault[] = [];
  for (let i = 0; i < places.length; i++) {
    const [recency, frequency, monetary] = [Math.floor(i / bins ** 2), Math.floor(i / bins) % bins, i % bins].map(
      (score) => score + 1,
    ) as [number, number, number];
    const found = rules.filter(
      (rule) => holds(rule.recency, recency) && holds(rule.frequency, frequency) && holds(rule.monetary, monetary),
    );
    if (found.length === 1) places[i] = names.indexOf(found[0]!.name);
    else {
      const scores = `recency ${recency}, frequency ${frequency}, monetary ${monetary}`;
      faults.push({ scores, names: found.map(({ name }) => name) });
    }
  }
  requireNoFault(faults, caller);
  return {
    names,
    placeOf: (recency, frequency, monetary) => places[((recency - 1) * bins + frequency - 1) * bins + monetary - 1]!,
  };
}
