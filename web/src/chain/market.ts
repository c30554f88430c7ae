// The market as the page shows it: a snapshot of the latest block, renewed with each new one.
import { createSignal, onCleanup, type Accessor } from "solid-js";
import { createStore, reconcile } from "solid-js/store";
import type { Config } from "../config.js";
import { messageOf, NodeAway, NotYet, QueryFailed, STARTING } from "./errors.js";
import type { Rpc, Status } from "./rpc.js";
import { readDetail, readLive, readTerms, toSnapshot, type Detail, type Snapshot, type Terms } from "./snapshot.js";
import { troubleOf, type Trouble } from "./trouble.js";

const POLL_MS = 2_000;
/** After a failure: 2, 4, 8, … seconds, at most this. */
const LONGEST_WAIT_MS = 30_000;
/** Details of classes, and parameters, are read again after so many seconds. */
const DETAIL_S = 12;
const TERMS_S = 300;

/** Whether the page is up to date. */
export type Link =
  | { readonly kind: "connecting" }
  | { readonly kind: "live" }
  /** A node answers, and has told of no new block for `seconds`. */
  | { readonly kind: "stalled"; readonly seconds: number; readonly next: boolean }
  /** A node answers, and is still catching up with the chain: `time` (Unix seconds) is that of its latest block. `next`: another one is asked. */
  | { readonly kind: "behind"; readonly height: number; readonly time: number; readonly next: boolean }
  /** The market could not be read. */
  | { readonly kind: "away"; readonly trouble: Trouble };

/** What pages read. */
export interface Market {
  /** The latest snapshot; undefined until the first one has come. Fine-grained: a figure that stays makes nothing run again. */
  readonly snapshot: Accessor<Snapshot | undefined>;
  readonly link: Accessor<Link>;
  /** Unix seconds now, by the chain's clock as far as it is known; ticks every second. */
  readonly now: Accessor<number>;
  /** Reads all anew, at once: after a transaction of one's own, or when a person asks. Settles when that is shown, or failed. */
  refresh(): Promise<void>;
  /** Ends the polling. */
  stop(): void;
}

/** Begins to read. Polls while the tab is visible. */
export function createMarket(rpc: Rpc, config: Config): Market {
  const [store, setStore] = createStore<{ snapshot: Snapshot | undefined }>({ snapshot: undefined });
  const [link, setLink] = createSignal<Link>({ kind: "connecting" });
  const [offset, setOffset] = createSignal(0);
  const [tick, setTick] = createSignal(Date.now());

  let terms: Terms | undefined;
  let details = new Map<string, Detail>();
  let seen: Status | undefined;
  /** When, by this machine's clock, the last new block was seen, and when details and terms were read. */
  let blockAt = Date.now();
  /** Whether the next block is the first that a node tells of, or that is asked for since the page was hidden: it may be old. */
  let first = true;
  let detailsAt = 0;
  let termsAt = 0;
  let failures = 0;
  /** Nodes that were left since one served, and when the last one was. */
  let left = 0;
  let leftAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | undefined;
  let stopped = false;

  /** Leaves a node that does not serve. Each is tried, and again after a while; false where none is left until then. */
  function leave(): boolean {
    if (Date.now() - leftAt > LONGEST_WAIT_MS) left = 0;
    if (left + 1 >= rpc.count) return false;
    left += 1;
    leftAt = Date.now();
    first = true;
    rpc.pass();
    return true;
  }

  /** Of the first node that is not behind what was seen already; of the last one in any case. */
  async function statusNow(): Promise<Status> {
    for (let tries = 1; ; tries += 1) {
      const status = await rpc.status();
      if (tries >= rpc.count || status.height >= (seen?.height ?? 0)) return status;
      rpc.pass();
    }
  }

  async function read(all: boolean): Promise<void> {
    const status = await statusNow();
    const fresh = seen === undefined || status.height !== seen.height;
    if (fresh) {
      // Any other has come just now. Where this machine's clock is fast, the next one mends what the first seemed to be.
      blockAt = first && status.time * 1000 < Date.now() ? status.time * 1000 : Date.now();
      first = false;
      setOffset(status.time * 1000 - Date.now());
    }
    if (fresh || all) {
      const { height } = status;
      if (terms === undefined || all || Date.now() - termsAt > TERMS_S * 1000) {
        terms = await readTerms(rpc, config, height);
        termsAt = Date.now();
      }
      const known = terms;
      const live = await readLive(rpc, known, height);
      const show = () => setStore("snapshot", reconcile(toSnapshot(config, status, known, live, details), KEYED));
      if (all || Date.now() - detailsAt > DETAIL_S * 1000) {
        // The first time, what is there already is shown.
        if (store.snapshot === undefined) show();
        const read = await Promise.all(live.classes.map(async (entry) =>
          [entry.class, await readDetail(rpc, known, entry, height)] as const));
        details = new Map(read);
        detailsAt = Date.now();
      }
      show();
      seen = status;
    }
    const idle = Date.now() - blockAt;
    failures = 0;
    if (!status.catchingUp && idle <= 60_000) {
      left = 0;
      setLink({ kind: "live" });
      return;
    }
    const next = leave();
    setLink(status.catchingUp ? { kind: "behind", height: status.height, time: status.time, next }
      : { kind: "stalled", seconds: (idle - (idle % 1000)) / 1000, next });
  }

  async function round(all = false): Promise<void> {
    clearTimeout(timer);
    let wait = POLL_MS;
    try {
      await patiently(() => read(all));
    } catch (error) {
      failures += 1;
      // Another node may answer rightly. Where none answers, all were asked; and what a contract says, it says at each.
      const next = !(error instanceof NodeAway) && (!(error instanceof QueryFailed) || STARTING.test(messageOf(error))) && leave();
      wait = next ? POLL_MS : backOff(failures);
      setLink({ kind: "away", trouble: troubleOf(error, config, next) });
    }
    if (!stopped && !document.hidden) timer = setTimeout(() => void once(), wait);
  }

  /** One round at a time. */
  function once(all = false): Promise<void> {
    if (running) return all ? running.then(() => once(true)) : running;
    running = round(all).finally(() => (running = undefined));
    return running;
  }

  const onVisible = () => {
    if (document.hidden) return clearTimeout(timer);
    // It may have come long ago, and its node have stopped since.
    first = true;
    void once();
  };
  document.addEventListener("visibilitychange", onVisible);
  const clock = setInterval(() => setTick(Date.now()), 1000);
  void once();

  const stop = () => {
    stopped = true;
    clearTimeout(timer);
    clearInterval(clock);
    document.removeEventListener("visibilitychange", onVisible);
  };
  onCleanup(stop);

  return {
    snapshot: () => store.snapshot,
    link,
    now: () => {
      const at = tick() + offset();
      return (at - (at % 1000)) / 1000;
    },
    refresh: () => once(true),
    stop,
  };
}

/** A node says a block's height a moment before it can be asked about its state. */
async function patiently(read: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof NotYet) || tries > 4) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}

/** Lists are told apart by these, so that a row that stays the same stays in place. */
const KEYED = { key: "id", merge: false } as const;

function backOff(failures: number): number {
  const wait = POLL_MS * 2 ** (failures - 1);
  return wait < LONGEST_WAIT_MS ? wait : LONGEST_WAIT_MS;
}
