import type { Random } from "../../../statistics/random.js";
import { isoDay } from "../calendar.js";
import { between, geometric, happens, oneOf, pick, stream } from "../chance.js";
import { REGION_SHARES, type Region, type Segment } from "../truth.js";
import { code, END, type Row, START, type World } from "../world.js";

/** By source: its share of the won deals, the share of leads that become opportunities, of decided ones that are won. */
export const LEAD_TRUTH = {
  referral: { won: 0.3, opportunity: 0.5, win: 0.48 },
  fair: { won: 0.25, opportunity: 0.35, win: 0.36 },
  website: { won: 0.25, opportunity: 0.3, win: 0.33 },
  "paid search": { won: 0.12, opportunity: 0.2, win: 0.24 },
  "cold call": { won: 0.08, opportunity: 0.12, win: 0.2 },
} as const;

type LeadSource = keyof typeof LEAD_TRUTH;

const LOSSES = ["price", "competitor", "no answer", "no budget"] as const;
const WON_SHARES = Object.fromEntries(Object.entries(LEAD_TRUTH).map(([source, { won }]) => [source, won])) as Record<
  LeadSource,
  number
>;

interface Lead {
  readonly created: number;
  readonly source: LeadSource;
  readonly segment: Segment;
  readonly region: Region;
  readonly opportunity: number | null;
  readonly closed: number | null;
  readonly outcome: "won" | "lost" | null;
  readonly lossReason: string | null;
  readonly value: number | null;
  readonly customer: string | null;
}

/** Around each won deal, as many lost ones and leads that came to nothing as the source's rates ask for. */
function around(won: Lead, chance: Random): Lead[] {
  const { opportunity, win } = LEAD_TRUTH[won.source];
  const lost = geometric(chance, (1 - win) / win);
  const nothing = geometric(chance, (1 - opportunity) / opportunity / win);
  const other = (): Lead => ({
    ...won,
    region: pick(chance, REGION_SHARES),
    created: won.created + between(chance, -25, 25),
    outcome: null,
    lossReason: null,
    opportunity: null,
    closed: null,
    value: null,
    customer: null,
  });
  const losing = Array.from({ length: lost }, () => {
    const lead = other();
    const opened = lead.created + between(chance, 4, 35);
    const value = between(chance, 20, 400) * 50;
    const closed = opened + between(chance, 15, 110);
    return { ...lead, opportunity: opened, closed, outcome: "lost" as const, lossReason: oneOf(chance, LOSSES), value };
  });
  return [...losing, ...Array.from({ length: nothing }, other)];
}

/** The deal behind a business customer's first purchase; `customer` is null for deals won after the window. */
function wonLead(day: number, segment: Segment, region: Region, customer: string | null, chance: Random): Lead {
  const closed = day - between(chance, 0, 5);
  const opened = closed - between(chance, 15, 100);
  const created = opened - between(chance, 4, 35);
  const value = between(chance, 20, 400) * 50;
  const source = pick(chance, WON_SHARES);
  return {
    created,
    source,
    segment,
    region,
    opportunity: opened,
    closed,
    outcome: "won",
    lossReason: null,
    value,
    customer,
  };
}

function row(lead: Lead): Row {
  const known = (day: number | null) => (day !== null && day <= END ? day : null);
  const opportunity = known(lead.opportunity);
  const closed = known(lead.closed);
  return {
    created_on: isoDay(lead.created),
    source: lead.source,
    segment: lead.segment,
    region: lead.region,
    opportunity_on: opportunity === null ? null : isoDay(opportunity),
    closed_on: closed === null ? null : isoDay(closed),
    outcome: closed === null ? null : lead.outcome,
    loss_reason: closed === null ? null : lead.lossReason,
    value: opportunity === null ? null : lead.value,
    customer: closed === null ? null : lead.customer,
  };
}

/** Leads created in the window; what had not happened by its end is blank. */
export function leadsTable({ seed, people }: World): Row[] {
  const leads: Lead[] = [];
  people.forEach((person) => {
    if (person.joined < START || (person.segment !== "Business" && person.segment !== "Reseller")) return;
    const chance = stream(seed, "leads", person.index);
    const won = wonLead(person.joined, person.segment, person.region, person.id, chance);
    leads.push(won, ...around(won, chance));
  });
  // Deals that will be won after the window are open in it.
  for (let later = 0; later < 110; later += 1) {
    const chance = stream(seed, "later leads", later);
    const segment = happens(chance, 0.6) ? "Business" : "Reseller";
    const won = wonLead(END + 1 + between(chance, 0, 160), segment, pick(chance, REGION_SHARES), null, chance);
    leads.push(won, ...around(won, chance));
  }
  return leads
    .filter(({ created }) => created >= START && created <= END)
    .sort((a, b) => a.created - b.created)
    .map((lead, index) => ({ lead: code("L", index + 1, 4), ...row(lead) }));
}
