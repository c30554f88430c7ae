// What is swapped for what: what somebody chose, as far as pools still trade it.
import type { Pool } from "../../chain/pools.js";
import { reachable } from "../shared/trade/routes.js";

/** Asset keys, as somebody or a link chose them; empty: none. */
export interface Chosen {
  readonly from: string;
  readonly to: string;
}

/** See {@link pairOf}. */
export interface Pair extends Chosen {
  /** What can pay, and what can be had for `from`. */
  readonly traded: readonly string[];
  readonly targets: readonly string[];
  /** Whether something else stands here than was chosen. */
  readonly instead: boolean;
}

/** The pair that was chosen. Where no pool trades it, the network token pays, and the first asset is got that there is for it. */
export function pairOf(pools: readonly Pool[], net: string, chosen: Chosen): Pair {
  const traded = [net, ...reachable(pools, net)];
  const from = traded.includes(chosen.from) ? chosen.from : net;
  const targets = reachable(pools, from);
  const to = targets.includes(chosen.to) ? chosen.to : (targets[0] ?? "");
  const instead = (chosen.from !== "" && chosen.from !== from) || (chosen.to !== "" && chosen.to !== to);
  return { traded, from, targets, to, instead };
}
