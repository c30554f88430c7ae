// Division of whole numbers, with the rounding said. Amounts are bigint base units; nothing here is a floating-point number.

/** 10^18: prices are kept as whole numbers of 10^-18 ("atomics"), as `toAtomics` of the client gives them. */
export const ATOMICS = 10n ** 18n;

/** Credits have six decimals: a whole credit, a GPU-second, is this many base units. */
export const CREDIT = 1_000_000n;

/** GPU-seconds of a GPU-hour. */
export const HOUR = 3_600n;

/** ⌊a·b/c⌋ for a, b ≥ 0. Throws a RangeError where c is not above 0. */
export function mulDiv(a: bigint, b: bigint, c: bigint): bigint {
  if (c <= 0n) throw new RangeError(`expected a divisor above 0, got ${c}`);
  return (a * b) / c;
}

/** ⌈a·b/c⌉ for a, b ≥ 0. Throws a RangeError where c is not above 0. */
export function mulDivUp(a: bigint, b: bigint, c: bigint): bigint {
  if (c <= 0n) throw new RangeError(`expected a divisor above 0, got ${c}`);
  return (a * b + c - 1n) / c;
}

/** The lesser. */
export const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** The greater. */
export const most = (a: bigint, b: bigint): bigint => (a > b ? a : b);

/** ⌊√n⌋ for n ≥ 0 (Newton). */
export function root(n: bigint): bigint {
  if (n < 0n) throw new RangeError(`expected a number that is not negative, got ${n}`);
  if (n < 2n) return n;
  let guess = 1n << BigInt((n.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (guess + n / guess) >> 1n;
    if (next >= guess) return guess;
    guess = next;
  }
}

/** (now − before)/before in basis points, rounded towards zero; null where `before` is not above 0. */
export function changeBps(before: bigint, now: bigint): bigint | null {
  return before > 0n ? ((now - before) * 10_000n) / before : null;
}
