// Why something that was to be signed and sent did not happen, in plain words, with what to do next.
import { messageOf, NodeAway, NodeHangs, OtherChain, STARTING } from "../chain/errors.js";
import { Failure, type Overrun } from "./failure.js";
import { plainly } from "./refusals.js";

/** What the contract said in a failed transaction's log, or none if no contract failed. */
export function contractError(log: string): string | undefined {
  const wrapped = /(?:failed to execute message; message index: \d+: )?([\s\S]*?): execute wasm contract failed/.exec(log);
  if (!wrapped) return undefined;
  // Submessages nest: "dispatch: submessages: <error>".
  return (wrapped[1] ?? "").replace(/^[\s\S]*message index: \d+: /, "").replace(/^(?:dispatch: )?(?:submessages: )+/, "").trim();
}

/** What contracts say where others traded first. */
const MOVED = /above max_payment|cost above maximum|`?min_(out|shares|0|1)`? not reached|below minimum: expected `min_(out|shares)`|collateral of the mint: expected at most|shares of the deposit: expected at least/;

/**
 * Makes a {@link Failure} of whatever a wallet, CosmJS or a node threw. One that is one already stays. `byWallet`: the wallet threw it, as
 * it does where its owner says no; a node may say the same words.
 */
export function explain(error: unknown, byWallet = false): Failure {
  if (error instanceof Failure) return error;
  const message = messageOf(error);
  if (byWallet && /reject|denied|declined|cancell?ed by|user cancel/i.test(message)) {
    return new Failure("rejected", "You rejected it in your wallet. Nothing was sent.");
  }
  if (error instanceof OtherChain) return new Failure("wrong-network", `${message} Nothing was sent.`, message);
  if (error instanceof NodeHangs) return new Failure("node-away", `${message} Nothing was sent. Try again: the page asks the next node, if it has one.`, message);
  if (error instanceof NodeAway || (/Failed to fetch|NetworkError|Load failed|timed? ?out|ECONNREFUSED/i.test(message) && contractError(message) === undefined)) {
    return new Failure("node-away", "No node answers, so nothing was sent. Try again when the page is live again.", message);
  }
  if (STARTING.test(message)) {
    return new Failure("node-away", "The node is just starting, so nothing was sent. Try again in a moment.", message);
  }
  return fromLog(message);
}

/** Waits for the wallet. Throws a {@link Failure}. */
export const fromWallet = <T>(answer: Promise<T>): Promise<T> =>
  answer.catch((error: unknown) => {
    throw explain(error, true);
  });

/** Likewise of a log, or of an error's text. */
export function fromLog(log: string, hash?: string): Failure {
  if (/insufficient fee/i.test(log)) {
    return new Failure("other", "The node wants a higher fee. Raise gas_price in config.json, or the fee in your wallet.", log, hash);
  }
  if (/insufficient funds|spendable balance .* is smaller/i.test(log) && !contractError(log)) {
    const [, has, denom, takes] = /spendable balance (\d+)(\S+) is smaller than (\d+)\2:?(?:\s|$)/.exec(log) ?? [];
    const short = has && denom && takes ? { denom, has: BigInt(has), takes: BigInt(takes) } : undefined;
    return new Failure("insufficient-funds", "Your wallet has too little for this message and its fee.", log, hash, short);
  }
  if (/does not exist on chain|account .* not found|unknown address/i.test(log)) {
    return new Failure("insufficient-funds", "The chain does not know your address yet. Send some coins to it first.", log, hash);
  }
  if (/chain.?id|no chain info|not supported chain/i.test(log) && !contractError(log)) {
    return new Failure("wrong-network", "Your wallet or the node is on another network than this page. Choose the network of this page in your wallet, or another wallet, and try again.", log, hash);
  }
  const said = contractError(log);
  if (said !== undefined) {
    if (!MOVED.test(said)) return new Failure("contract", `The contract refused: ${plainly(said) ?? sentence(said)}`, said, hash);
    const what = /min_|^shares of/.test(said) ? "you would get less than you allow" : `it would ${/^collateral/.test(said) ? "lock" : "cost"} more than you allow`;
    return new Failure("contract", `The contract refused: ${what}. The price moved beyond your limit, so nothing happened. Look at the new quote, and try again or allow a higher limit.`, said, hash, undefined, overrun(said));
  }
  if (/timeout height/i.test(log)) {
    return new Failure("other", "You signed it too late: it was good for a few minutes, so that it cannot come at another time. Try again.", log, hash);
  }
  if (/sequence mismatch/i.test(log)) {
    return new Failure("other", "Another transaction of yours came first. Wait for the next block, and try again.", log, hash);
  }
  if (/out of gas/i.test(log)) {
    return new Failure("other", "It took more gas than was estimated, because others changed the market meanwhile. Try again.", log, hash);
  }
  return new Failure("other", `It failed: ${sentence(log)}`, log, hash);
}

/** What it would be, and the most that it may, where the contract says both. */
function overrun(said: string): Overrun | undefined {
  const [, cost, take, limit] = /cost (\d+) and take (\d+) are above max_payment (\d+)/.exec(said) ?? [];
  if (cost && take && limit) return { what: "Cost and take", takes: BigInt(cost) + BigInt(take), limit: BigInt(limit) };
  const [, max, got] = /collateral of the mint: expected at most (\d+), got (\d+)/.exec(said) ?? [];
  return max && got ? { what: "The collateral", takes: BigInt(got), limit: BigInt(max) } : undefined;
}

/** A text as a sentence, without what only the node's programmers read: where in its code it was. */
function sentence(text: string): string {
  const plain = text.replace(/\s*stack: goroutine[\s\S]*$/, "").trim();
  return /[.!?]$/.test(plain) ? plain : `${plain}.`;
}
