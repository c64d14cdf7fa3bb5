/** What contacting a customer who may leave costs, and what it does. */
export interface ContactTerms {
  /** What a customer who stays is worth: lifetime value. */
  readonly value: number;
  /** What everybody contacted who stays takes up: a discount. */
  readonly offer: number;
  /** What contacting costs, whatever comes of it. */
  readonly cost: number;
  /** Of those who would have left, the share that contacting keeps: 0–1, best from a randomised trial. */
  readonly effectiveness: number;
}

/** The risk of leaving above which contacting pays. */
export interface ContactThreshold {
  /** 0–1; null with a note where it never pays. */
  readonly risk: number | null;
  readonly note: string | null;
}

export function requireContactTerms({ value, offer, cost, effectiveness }: ContactTerms, caller: string): void {
  for (const [name, amount] of Object.entries({ value, offer, cost })) {
    if (!(Number.isFinite(amount) && amount >= 0)) {
      throw new RangeError(`${caller} requires amounts of at least 0; got ${amount} as ${name}`);
    }
  }
  if (!(effectiveness >= 0 && effectiveness <= 1)) {
    throw new RangeError(`${caller} requires an effectiveness from 0 to 1; got ${effectiveness}`);
  }
}

/** What contacting brings beyond not contacting, p₁(CLV − δ) − c − p₀·CLV, of one who leaves without it with this risk. */
export const netBenefit = (risk: number, { value, offer, cost, effectiveness }: ContactTerms): number =>
  risk * (effectiveness * value + (1 - effectiveness) * offer) - offer - cost;

/**
 * From which risk of leaving on it pays to contact a customer: where p₁(CLV − δ) − c > p₀·CLV. Without contact the customer stays with
 * p₀ = 1 − risk, with it with p₁ = 1 − risk·(1 − effectiveness); the offer δ is given away to all who stay, most of whom would have
 * stayed without it, and contacting costs c.
 *
 * The risk is (δ + c)/(e·CLV + (1 − e)·δ), from 0 to 1; lower is better: more customers are worth contacting. It holds as well as the
 * risks are calibrated and the effectiveness is known. Null where even one who is sure to leave is not worth it.
 *
 * @throws amounts below 0, an effectiveness outside 0–1
 * @example contactThreshold({ value: 900, offer: 50, cost: 10, effectiveness: 0.3 }).risk // 0.1967
 * @see Neslin et al. (2006), Journal of Marketing Research 43; Blattberg, Kim and Neslin (2008), Database Marketing, chapter 24
 */
export function contactThreshold(terms: ContactTerms): ContactThreshold {
  requireContactTerms(terms, "contactThreshold");
  const { value, offer, cost, effectiveness } = terms;
  const spent = offer + cost;
  const gained = effectiveness * value + (1 - effectiveness) * offer;
  // At a risk of 1 it must bring more than it costs, and not as much.
  if (!(gained > spent))
    return { risk: null, note: "contacting costs more than it can bring, however likely one is to leave" };
  return { risk: spent / gained, note: null };
}
