import type { Random } from "./random.js";

/**
 * Puts numbers in an order at random, in place: every order is as likely as any other.
 *
 * @see Knuth (1997), The Art of Computer Programming 2, section 3.4.2, algorithm P
 */
export function shuffle(order: Int32Array | Uint8Array, stream: Random): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = stream.integer(i + 1);
    const kept = order[i]!;
    order[i] = order[j]!;
    order[j] = kept;
  }
}
