// Limits that somebody sets against a price that moves: what an amount may become at worst.
import { mulDiv, mulDivUp } from "./ratio.js";

const WHOLE = 10_000n;

/** Basis points. With a larger limit others may gain by trading before somebody. */
export const HIGH_LIMIT = 500;

/** The least that is accepted where `amount` was quoted: ⌊amount·(1 − slack)⌋. `slackBps` is 0 to 10,000. */
export function atLeast(amount: bigint, slackBps: number): bigint {
  return mulDiv(amount, WHOLE - BigInt(slackBps), WHOLE);
}

/** The most that is paid where `amount` was quoted: ⌈amount·(1 + slack)⌉. */
export function atMost(amount: bigint, slackBps: number): bigint {
  return mulDivUp(amount, WHOLE + BigInt(slackBps), WHOLE);
}
