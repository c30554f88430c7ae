// What a node says of itself.
import { unixSeconds } from "../money/time.js";
import { whole } from "./tx.js";

/** What a node says of itself. */
export interface Status {
  readonly chainId: string;
  /** Its latest block, and that block's time in Unix seconds. */
  readonly height: number;
  readonly time: number;
  /** The first block that it still has. */
  readonly earliest: number;
  /** Whether it is still behind the chain. */
  readonly catchingUp: boolean;
}

/** As it writes it. */
export interface RawStatus {
  readonly node_info: { readonly network: string };
  readonly sync_info: {
    readonly latest_block_height: string; readonly latest_block_time: string; readonly earliest_block_height: string;
    readonly catching_up: boolean;
  };
}

/** Throws a RangeError where a number is none. */
export function toStatus({ node_info, sync_info }: RawStatus): Status {
  return {
    chainId: node_info.network,
    height: whole(sync_info.latest_block_height),
    time: unixSeconds(sync_info.latest_block_time),
    earliest: whole(sync_info.earliest_block_height),
    catchingUp: sync_info.catching_up,
  };
}
