/** What a customer did: repeat purchases, when the last was and how long he was watched, both since the first. */
export interface PurchaseHistory {
  /** Purchases after the first. */
  readonly frequency: number;
  /** From the first purchase to the last; 0 without a repeat purchase. Not the time since the last. */
  readonly recency: number;
  /** From the first purchase to the end of the watched time. */
  readonly age: number;
}

/** Customers with one history. */
export interface PurchaseCount extends PurchaseHistory {
  readonly n: number;
}
