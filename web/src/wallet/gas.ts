// Gas and its price, in whole numbers.
import { formatWhole } from "../money/amounts.js";
import { Failure } from "./failure.js";

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

/**
 * The most gas that the page signs for one message, whatever a node says that it takes. About twice what the dearest message on its own
 * takes with the margin (gas.toml: 552,643 with no code pinned, so 773,701).
 */
export const MOST_GAS = 1_500_000n;

/** What to sign for `count` messages that used `used` units when they were simulated. Throws a {@link Failure} above {@link MOST_GAS} for each. */
export function feeOf(used: bigint, count: number, price: string): ReturnType<typeof feeFor> {
  const [gas, most] = [withMargin(used), MOST_GAS * BigInt(count)];
  if (gas > most) {
    throw new Failure("other", `The node says that this takes ${formatWhole(gas)} gas, and the page signs for at most ${formatWhole(most)}. Nothing was sent. Tell whoever runs this page: its node may lie, or the page is too old for the contracts.`);
  }
  return feeFor(gas, price);
}

/** What the fee of any one message is at most, in base units of `denom`: 0 of every denom but that of the price. */
export function mostFee(price: string, denom: string): bigint {
  const most = feeFor(MOST_GAS, price);
  return most.denom === denom ? most.amount : 0n;
}
