// Something that a page reads beside the market's snapshot, and keeps up to date.
import { createEffect, createSignal, onCleanup, untrack, type Accessor } from "solid-js";
import { messageOf } from "./errors.js";
import type { Market } from "./market.js";

/** See {@link createPolled}. */
export interface Polled<T> {
  /** What was read last; undefined until the first time. It stays while it is read again. */
  readonly value: Accessor<T | undefined>;
  /** Why the last try failed; undefined if it did not. */
  readonly error: Accessor<string | undefined>;
  /** Reads now. */
  refresh(): Promise<void>;
}

/**
 * Reads with a new block, but not more often than every `seconds`: `read` gets the height at which to ask. Where `key` changes (an
 * id, an address), what was read is forgotten. Nothing is read while `key` is undefined.
 */
export function createPolled<T, K = true>(
  market: Market, read: (height: number, key: K) => Promise<T>, seconds = 12, key: Accessor<K | undefined> = () => true as K,
): Polled<T> {
  const [value, setValue] = createSignal<T | undefined>();
  const [error, setError] = createSignal<string | undefined>();
  let readAt = 0;
  let running: { readonly key: K } | undefined;
  let last: K | undefined;
  let gone = false;
  onCleanup(() => (gone = true));

  async function run(asked: K, height: number): Promise<void> {
    const mine = { key: asked };
    running = mine;
    readAt = Date.now();
    try {
      const got = await read(height, asked);
      if (gone || running !== mine) return;
      setValue(() => got);
      setError(undefined);
    } catch (failure) {
      if (!gone && running === mine) setError(messageOf(failure));
    } finally {
      if (running === mine) running = undefined;
    }
  }

  createEffect(() => {
    const asked = key();
    const height = market.snapshot()?.status.height;
    if (asked !== last) {
      last = asked;
      running = undefined;
      readAt = 0;
      setValue(undefined);
      setError(undefined);
    }
    if (asked === undefined || height === undefined || running || Date.now() - readAt < seconds * 1000) return;
    void untrack(() => run(asked, height));
  });

  return {
    value, error,
    refresh: async () => {
      const asked = untrack(key);
      const height = untrack(() => market.snapshot()?.status.height);
      if (asked !== undefined && height !== undefined) await run(asked, height);
    },
  };
}
