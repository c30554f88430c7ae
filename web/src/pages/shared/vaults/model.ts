// What pages say of vaults, in words and figures. Pure.
import type { Unit } from "../../../chain/assets.js";
import { LEAST_STREAM, MOST_STREAM, streamRange, type Ticket, type Vault } from "../../../chain/vaults.js";
import { AmountError, formatExact, parseWhole, tryAmount } from "../../../money/amounts.js";

/** Where the vaults of a class are shown, and with a provider its own. */
export const addressOf = (name: string, provider?: string): string =>
  `#/vaults?class=${encodeURIComponent(name)}${provider === undefined ? "" : `&provider=${encodeURIComponent(provider)}`}`;

/** What is wrong with an amount of a vault's asset; undefined if nothing is, or nothing is written. `least` is of the first deposit, units. */
export function amountWrong({ shares, unit }: Pick<Vault, "shares" | "unit">, text: string, asset: Unit, least = 0n): string | undefined {
  const value = tryAmount(text, asset.decimals);
  if (value === null) return undefined;
  if (value % unit !== 0n) return `Expected a multiple of ${formatExact(unit, asset.decimals)} ${asset.symbol}: that is the smallest part which counts.`;
  if (shares === 0n && value > 0n && value < least * unit) return `Expected at least ${formatExact(least * unit, asset.decimals)} ${asset.symbol}: it is the first deposit.`;
  return undefined;
}

/** What is wrong with an amount where the wallet has so little; `kept` stays there for fees. Undefined if nothing is, or it is not read. */
export function shortOf(value: bigint, wallet: bigint | undefined, kept: bigint, { decimals }: Unit): string | undefined {
  if (wallet === undefined || value + kept <= wallet) return undefined;
  return `There are ${formatExact(wallet, decimals)} in the wallet${kept > 0n ? `, of which ${formatExact(kept, decimals)} stay there for fees` : ""}.`;
}

/** What of somebody's exits waits, less what still burns, and what can be claimed. Base units of the asset. */
export function leavingOf(tickets: readonly Ticket[]): { readonly waits: bigint; readonly free: bigint } {
  return tickets.reduce(({ waits, free }, { state }) => (state.kind === "free" ? { waits, free: free + state.pays } : { waits: waits + state.worth, free }), { waits: 0n, free: 0n });
}

const DAY = LEAST_STREAM;

/** Days that a person writes as seconds of a stream. Throws an {@link AmountError} with what was expected. */
export function streamSeconds(vault: Pick<Vault, "left" | "end">, value: bigint, text: string, now: number): number {
  const days = parseWhole(text);
  const { least, most } = streamRange(vault, value, now);
  // Whole days within the range.
  const [from, to] = [(least + DAY - 1 - ((least + DAY - 1) % DAY)) / DAY, (most - (most % DAY)) / DAY];
  if (from > to) throw new AmountError("Expected more: so little would slow down what streams already. Add more, or wait until that has ended.");
  if (days < from || days > to) {
    const why = least === LEAST_STREAM && to * DAY === MOST_STREAM ? "" : to * DAY === MOST_STREAM ? ", as what streams already cannot end earlier" : ", as what streams already can become neither shorter nor slower";
    throw new AmountError(`Expected ${from === to ? `${from}` : `${from} to ${to}`} days${why}; got ${text.trim()}.`);
  }
  return days * DAY;
}
