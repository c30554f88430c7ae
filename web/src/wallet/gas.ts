// Gas and its price, in whole numbers.

/** A price such as `0.025unet`, as atomics (×10^18) of a denom's base unit for a unit of gas. The configuration has checked it. */
export function gasPrice(text: string): { readonly atomics: bigint; readonly denom: string } {
  const match = /^(\d+)(?:\.(\d{1,18}))?(\D.*)$/.exec(text);
  if (!match) throw new RangeError(`expected a price of gas such as 0.025unet, got ${text}`);
  return { atomics: BigInt(`${match[1]}${(match[2] ?? "").padEnd(18, "0")}`), denom: match[3] ?? "" };
}

/** What to allow for messages that used `used` units when they were simulated: 40 % more, as others may trade before, ⌈⌉. */
export function withMargin(used: bigint): bigint {
  return (used * 14n + 9n) / 10n;
}

/** The fee for so much gas: ⌈gas·price⌉ base units. */
export function feeFor(gas: bigint, price: string): { readonly gas: bigint; readonly amount: bigint; readonly denom: string } {
  const { atomics, denom } = gasPrice(price);
  const one = 10n ** 18n;
  return { gas, amount: (gas * atomics + one - 1n) / one, denom };
}
