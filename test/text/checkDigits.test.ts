import { expect, test } from "vitest";
import { holdsIban, holdsLuhn, holdsNationalNumber } from "../../src/text/check-digits.js";

test("published numbers hold, and stop holding when one digit is another", () => {
  // ISO/IEC 7812-1's own example and the test cards of payment networks; the SWIFT registry's accounts.
  const cards = ["79927398713", "4111111111111111", "5555555555554444", "378282246310005", "6011111111111117"];
  const accounts = ["GB82WEST12345698765432", "DE89370400440532013000", "IR580540105180021273113007"];
  const nationals = ["0084575948", "0499370899", "0790419904", "0013542419"];
  const kinds = [
    { numbers: cards, holds: holdsLuhn },
    { numbers: accounts, holds: holdsIban },
    { numbers: nationals, holds: holdsNationalNumber },
  ];
  for (const { numbers, holds } of kinds) {
    for (const number of numbers) {
      expect(holds(number), number).toBe(true);
      for (let i = 0; i < number.length; i++) {
        if (!/\d/.test(number[i]!)) continue;
        for (let step = 1; step < 10; step++) {
          const other = String((Number(number[i]) + step) % 10);
          expect(holds(number.slice(0, i) + other + number.slice(i + 1)), `${number} at ${i}`).toBe(false);
        }
      }
    }
  }
});

test("the same digit ten times, nine digits, letters are no national number", () => {
  for (const number of ["1111111111", "0000000000", "001354241", "00135424190", "001354241x", ""])
    expect(holdsNationalNumber(number)).toBe(false);
});
