/** What rounding leaves of an amount is nothing. */
const ROUNDING = 1e-9;

/** What the purchases of a customer came to, one after another; returns lower the latest ones. */
export class Spending {
  private readonly places: number[] = [];
  private readonly amounts: number[] = [];

  get purchases(): number {
    return this.places.length;
  }

  /** Place of the latest purchase. */
  get latest(): number | undefined {
    return this.places.at(-1);
  }

  /** True where it is a new purchase, false where it goes with the one before. */
  buy(place: number, amount: number): boolean {
    const isNew = this.latest !== place;
    if (isNew) {
      this.places.push(place);
      this.amounts.push(amount);
    } else this.amounts[this.amounts.length - 1]! += amount;
    return isNew;
  }

  /** Takes a return from the latest purchase and, as far as it is larger, from those before; false where all were not enough. */
  giveBack(amount: number): boolean {
    let rest = amount;
    for (let i = this.amounts.length - 1; i >= 0 && rest > 0; i--) {
      const taken = Math.min(rest, this.amounts[i]!);
      const left = this.amounts[i]! - taken;
      this.amounts[i] = left > ROUNDING * taken ? left : 0;
      rest -= taken;
    }
    return rest <= ROUNDING * amount;
  }

  /** What all came to from the purchase at this position on. */
  total(from = 0): number {
    let sum = 0;
    for (let i = from; i < this.amounts.length; i++) sum += this.amounts[i]!;
    return sum;
  }
}
