const digitsOf = (number: string): number[] => [...number].map(Number);

/**
 * Whether the last digit of a card number is the one that the others ask for (Luhn, ISO/IEC 7812-1 annex B).
 *
 * @param number digits 0–9 only
 * @example holdsLuhn("4111111111111111") // true
 */
export function holdsLuhn(number: string): boolean {
  const sum = digitsOf(number)
    .reverse()
    .reduce((total, digit, i) => {
      const counted = i % 2 === 0 ? digit : digit * 2;
      return total + (counted > 9 ? counted - 9 : counted);
    }, 0);
  return sum % 10 === 0;
}

/**
 * Whether ten digits can be an Iranian national number: the last is the remainder by 11 of the others, weighted 10 to 2,
 * or 11 less it from two on. The same digit ten times is none, though it holds.
 *
 * @param number ten digits 0–9
 * @example holdsNationalNumber("0013542419") // true
 */
export function holdsNationalNumber(number: string): boolean {
  if (!/^\d{10}$/.test(number) || /^(\d)\1*$/.test(number)) return false;
  const digits = digitsOf(number);
  const rest = digits.slice(0, 9).reduce((sum, digit, i) => sum + digit * (10 - i), 0) % 11;
  return digits[9] === (rest < 2 ? rest : 11 - rest);
}

/**
 * Whether an account number keeps to ISO 13616: with its first four characters last and A = 10 … Z = 35 it leaves 1 by 97.
 *
 * @param number capital letters and digits, no spaces
 * @example holdsIban("GB82WEST12345698765432") // true
 */
export function holdsIban(number: string): boolean {
  const turned = number.slice(4) + number.slice(0, 4);
  const rest = [...turned].reduce((carried, letter) => {
    const value = Number.parseInt(letter, 36);
    return (carried * (value > 9 ? 100 : 10) + value) % 97;
  }, 0);
  return rest === 1;
}
