// What every page must know of leases: the contract's bounds, and the states in words.
import type { leaseMarket } from "compute-amm";

/** Most seconds that are prepaid at any time. */
export const LONGEST = 2_592_000;
/** In its last seconds a lease takes no top-up; and so long is the notice of an interruptible one. */
export const NOTICE = 120;

/**
 * Whether a close ends it as one that ran to its end: by the latest block's time, Unix seconds, as the contract sees it. This machine's
 * clock goes on while no block comes, and a provider that closes before the end stops the lease and pays for it.
 */
export const hasRun = ({ end }: leaseMarket.RunningLease, blockTime: number): boolean => end <= blockTime;

/** States in words. */
export const STATES: Readonly<Record<leaseMarket.LeaseState, { readonly name: string; readonly kind?: "good" | "warn" | "bad"; readonly means: string }>> = {
  open: { name: "open", means: "It waits for a provider to start it." },
  running: { name: "running", kind: "good", means: "It is served." },
  cancelled: { name: "withdrawn", means: "Its client withdrew it before anybody started it." },
  expired: { name: "expired", kind: "warn", means: "Nobody started it in time." },
  ended: { name: "ended", means: "It ran until its end." },
  closed: { name: "closed", means: "Its client closed it before its end." },
  stopped: { name: "stopped", kind: "bad", means: "Its provider stopped it before its end." },
  silent: { name: "silent", kind: "bad", means: "Its provider was silent for too long, and somebody closed it." },
};
