// How long a signature stays good: it names the last block that may have it. After that block nobody can bring it any more, whatever
// nodes do with it; until then it may come, whatever they say.
import { NodeRefused } from "../chain/errors.js";
import type { Rpc, Status, Tx } from "../chain/rpc.js";

/** How long a signature is good. */
export interface Life {
  /** The latest block when it was signed: only later ones may have it. */
  readonly since: number;
  /** The last block that may have it. */
  readonly until: number;
  /** Milliseconds of this machine's clock before which no node is believed that this block has passed. */
  readonly soonest: number;
}

/** What somebody has signed. */
export interface Signed extends Life {
  /** Upper-case hexadecimal digits. */
  readonly hash: string;
}

/** A signature is good for at least so many blocks, and so many seconds: the wallet's owner reads it meanwhile. */
const [BLOCKS, SECONDS] = [100, 120];
/** Seconds that a node may say 100 blocks take, at least and at most: so no signature is good for more than 1,000 blocks. */
const [FASTEST, SLOWEST] = [12, 1_000];
/** Milliseconds without a node that tells, after which somebody is told so; and what one look counts for at most, as a machine may sleep. */
const [ENOUGH, LONGEST] = [600_000, 60_000];
/** So many blocks later a node has surely indexed one. */
const INDEXED = 3;

/** That of what is signed now, at a node's latest block. A chain without 100 blocks counts as one that makes one each second. */
export async function lifeFrom(rpc: Pick<Rpc, "blockTime">, { height, time }: Pick<Status, "height" | "time">, now = Date.now()): Promise<Life> {
  const before = await rpc.blockTime(height - BLOCKS).catch((error: unknown) => {
    if (error instanceof NodeRefused) return time - BLOCKS;
    throw error;
  });
  const said = time - before;
  const pace = said < FASTEST ? FASTEST : said > SLOWEST ? SLOWEST : said;
  const enough = (BLOCKS * SECONDS - ((BLOCKS * SECONDS) % pace)) / pace;
  const blocks = enough > BLOCKS ? enough : BLOCKS;
  // Half of what they take at that pace, as a chain may go faster for a while.
  return { since: height, until: height + blocks, soonest: now + (blocks * pace * 1_000) / BLOCKS / 2 };
}

/**
 * What became of it: a transaction in a block, `void` where no block can have it any more, undefined as long as one may. One that failed
 * before its messages ran has left no event and used no sequence number: a later block may have it again.
 */
export async function fateOf(rpc: Pick<Rpc, "seek">, { hash, since, until, soonest }: Signed, now = Date.now()): Promise<Tx | "void" | undefined> {
  const { height, tx } = await rpc.seek(hash, since);
  if (height > until + INDEXED && now >= soonest) return tx ?? "void";
  return tx && (tx.code === 0 || tx.events.length > 0) ? tx : undefined;
}

/**
 * Counts how long no node has told, at each look: whether that is long enough, and blocks have had time to come. `told`: one has, if only
 * that no block has it yet, and the count begins anew.
 */
export function inVain({ soonest }: Life, enough = ENOUGH): (told: boolean) => boolean {
  let [silent, last] = [0, Date.now()];
  return (told) => {
    const now = Date.now();
    const passed = now - last;
    last = now;
    silent = told ? 0 : silent + (passed < 0 ? 0 : passed > LONGEST ? LONGEST : passed);
    return now >= soonest && silent > enough;
  };
}
