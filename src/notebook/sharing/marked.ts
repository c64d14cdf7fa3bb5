/** Around a text that a function of the project has written from what was released. */
const [OPEN, CLOSE] = ["\ue000", "\ue001"] as const;

export const marked = (text: string): string => `${OPEN}${text}${CLOSE}`;

const MARKED = new RegExp(`${OPEN}[^${OPEN}${CLOSE}]*${CLOSE}`, "g");
const SIGNS = new RegExp(`[${OPEN}${CLOSE}]`, "g");

/** What is not marked. */
export const unmarked = (text: string): string => text.replace(MARKED, " ");

export const withoutMarks = (text: string): string => text.replace(SIGNS, "");

/** A released number that its author writes out by himself: its texts are marked. */
export class MarkedNumber extends Number {
  override toFixed(digits?: number): string {
    return marked(super.toFixed(digits));
  }

  override toString(): string {
    return marked(super.toString());
  }

  [Symbol.toPrimitive](hint: string): number | string {
    return hint === "string" ? this.toString() : this.valueOf();
  }
}
