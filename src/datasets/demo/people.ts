import { parseDay } from "./calendar.js";
import { between, factor, happens, normal, oneOf, pick, stream } from "./chance.js";
import { CITIES, FAMILY_NAMES, GIVEN_NAMES } from "./names.js";
import {
  ATTRIBUTES,
  type Attribute,
  CHANNEL_SHARES,
  type Channel,
  CUSTOMERS,
  DIFFERENCES,
  PERIOD,
  REGION_SHARES,
  type Region,
  SEGMENT_TRUTH,
  SEGMENTS,
  type Segment,
} from "./truth.js";

/** A customer as the generator knows them: what is written and what is latent. */
export interface Person {
  readonly index: number;
  readonly id: string;
  readonly name: string;
  readonly city: string;
  readonly script: "persian" | "latin";
  readonly segment: Segment;
  readonly channel: Channel;
  readonly region: Region;
  /** Day of the first purchase. */
  readonly joined: number;
  readonly offersAllowed: boolean;
  readonly payLater: boolean;
  readonly surveyPanel: boolean;
  readonly walletPanel: boolean;
  /** In the quarter of visitors whose visits are recorded. */
  readonly visitsRecorded: boolean;
  /** Latent: likes everything a little more or less; image of the shop; own deviation of each attribute. */
  readonly halo: number;
  readonly image: number;
  readonly deviation: Readonly<Record<Attribute, number>>;
  readonly orderFactor: number;
  readonly spendFactor: number;
  readonly walletShare: number;
}

const BEFORE_WINDOW = 0.57;

function joinedDays(seed: number): number[] {
  const chance = stream(seed, "first purchases");
  const start = parseDay(PERIOD.start);
  const days: number[] = [];
  for (let index = 0; index < CUSTOMERS; index += 1) {
    const before = index < CUSTOMERS * BEFORE_WINDOW;
    days.push(
      before ? between(chance, parseDay("2022-03-21"), start - 1) : between(chance, start, parseDay(PERIOD.end)),
    );
  }
  return days.sort((a, b) => a - b);
}

function nameAndCity(seed: number, index: number, region: Region) {
  const chance = stream(seed, "names", index);
  const script = happens(chance, 0.7) ? ("persian" as const) : ("latin" as const);
  const cities = CITIES[region];
  const city = happens(chance, 0.5) ? cities[0]! : oneOf(chance, cities.slice(1));
  return {
    script,
    name: `${oneOf(chance, GIVEN_NAMES[script])} ${oneOf(chance, FAMILY_NAMES[script])}`,
    city: city[script],
  };
}

function latent(seed: number, index: number) {
  const chance = stream(seed, "latent", index);
  const { mean, spread } = DIFFERENCES.walletShare;
  const halo = normal(chance);
  const deviation = {} as Record<Attribute, number>;
  for (const attribute of ATTRIBUTES) deviation[attribute] = normal(chance);
  return {
    halo,
    image: 0.5 * halo + 0.85 * normal(chance),
    deviation,
    orderFactor: factor(chance, DIFFERENCES.ordersSigma),
    spendFactor: factor(chance, DIFFERENCES.spendSigma),
    walletShare: Math.min(0.95, Math.max(0.1, mean + spread * normal(chance))),
  };
}

/** The customers in the order of their first purchase. */
export function people(seed: number): readonly Person[] {
  const shares = Object.fromEntries(SEGMENTS.map((segment) => [segment, SEGMENT_TRUTH[segment].share]));
  return joinedDays(seed).map((joined, index) => {
    const chance = stream(seed, "customers", index);
    const segment = pick(chance, shares) as Segment;
    const region = pick(chance, REGION_SHARES);
    const corporate = segment === "Business" || segment === "Reseller";
    return {
      index,
      id: `C${String(index + 1).padStart(4, "0")}`,
      ...nameAndCity(seed, index, region),
      segment,
      region,
      channel: pick(chance, CHANNEL_SHARES[segment]),
      joined,
      offersAllowed: happens(chance, 0.7),
      payLater: happens(chance, corporate ? 0.9 : 0.45),
      surveyPanel: happens(chance, 0.2),
      walletPanel: happens(chance, 0.4),
      visitsRecorded: happens(chance, 0.25),
      ...latent(seed, index),
    };
  });
}
