// Transactions that are signed and have no end yet. They are kept apart from the form that sent them, as they go on without it: after
// a change of page, and in the tab's own storage after a reload.
import { createSignal, onCleanup, type Accessor } from "solid-js";
import type { Rpc } from "../chain/rpc.js";
import type { Signed } from "./life.js";

/** What became of it, for people. */
export interface End {
  readonly kind: "good" | "warn" | "bad";
  /** Sentences. */
  readonly text: string;
}

/** Of what failed there is more to tell only if a block has it all the same; of what nobody told, every end. */
export type Doubt = false | "failed" | "untold";

/** A transaction that somebody has signed. */
export interface Underway {
  readonly signed: Signed;
  /** What the button said. */
  readonly what: string;
  /** Whether the form that sent it still stands, and tells of it. */
  readonly told: boolean;
  /** It was told as failed, or that no node tells, or its notice was closed. It is followed all the same. */
  readonly doubted: Doubt;
  readonly end?: End | undefined;
}

/** See {@link createUnderways}. */
export interface Underways {
  /** Those of which nobody else tells. */
  readonly shown: Accessor<readonly Underway[]>;
  /** It is signed; the form that sent it tells of it. */
  begin(signed: Signed, what: string): void;
  /** The form is gone: from now on it is told by the frame. */
  leave(hash: string): void;
  /** It failed, by a node's word, or no node tells: as the form says while it stands, and the frame afterwards. It is followed all the same. */
  doubt(hash: string, doubted: Doubt, end: End): void;
  /** It has ended, as the frame is to tell; left out: as the form has told. */
  end(hash: string, end?: End): void;
  /** Somebody has read what the frame tells of it. What has not ended is followed on. */
  close(hash: string): void;
  /** While `work` goes on, the browser asks before it leaves the page. */
  hold<T>(work: Promise<T>): Promise<T>;
}

const LOST: End = { kind: "warn", text: "It was signed. A part of this page could not be loaded. Load the page again." };

/** Those of a chain. What was under way when the page was left is followed to its end. `refresh` shows what one changed. */
export function createUnderways(chainId: string, rpc: Rpc, refresh: () => Promise<void>): Underways {
  const key = `underway ${chainId}`;
  const [all, setAll] = createSignal(recall(key));
  const change = (to: (before: readonly Underway[]) => readonly Underway[]) => {
    setAll(to);
    try {
      sessionStorage.setItem(key, JSON.stringify(all().map((one) => (one.end === LOST ? { ...one, end: undefined } : one))));
    } catch {
      // A browser may forbid it: then it is forgotten with the page.
    }
  };
  const alter = (hash: string, to: Partial<Underway>) =>
    change((list) => list.map((one) => (one.signed.hash === hash ? { ...one, ...to } : one)));
  const end = (hash: string, how?: End) => (how ? alter(hash, { end: how, doubted: false }) : change((list) => list.filter(({ signed }) => signed.hash !== hash)));

  const find = (hash: string) => all().find(({ signed }) => signed.hash === hash);

  async function follow(one: Underway): Promise<void> {
    const { hash } = one.signed;
    const loaded = await import("./follow.js").catch(() => undefined);
    if (!loaded) {
      // After a reload it is followed. Of what was told as failed there is nothing to tell as long as nobody knows more.
      return one.doubted ? undefined : void setAll((list) => list.map((it) => (it.signed.hash === hash ? { ...it, end: LOST } : it)));
    }
    const how = await loaded.endOf(rpc, one, (told) => alter(hash, { doubted: "untold", end: told }));
    const before = find(hash);
    // Where there is no more to tell, what the frame told before stays until it is read, and what the form told goes with it.
    end(hash, how ?? (before?.told ? undefined : before?.end));
    await refresh();
  }
  // A notice that was closed as it waited has told of no silence yet.
  for (const one of all()) if (!one.end || one.doubted) void follow(one.end || one.doubted === "failed" ? one : { ...one, doubted: false });

  let held = 0;
  const ask = (event: Event) => held > 0 && event.preventDefault();
  window.addEventListener("beforeunload", ask);
  onCleanup(() => window.removeEventListener("beforeunload", ask));

  return {
    shown: () => all().filter(({ end, told, doubted }) => (end ? !(told && doubted) : !(told || doubted))),
    begin: (signed, what) => {
      change((list) => [...list, { signed, what, told: true, doubted: false }]);
      // What follows it and tells of it is loaded now: by the time it is wanted the host may have put up a new build.
      for (const wanted of [import("./follow.js"), import("../ui/Underways.js")]) wanted.catch(() => undefined);
    },
    leave: (hash) => alter(hash, { told: false }),
    doubt: (hash, doubted, how) => {
      alter(hash, { doubted, end: how });
      const one = find(hash);
      if (one) void follow(one);
    },
    end,
    close: (hash) => {
      const one = find(hash);
      if (one && (one.doubted || !one.end || one.end === LOST)) alter(hash, { doubted: one.doubted || "untold", end: undefined });
      else end(hash);
    },
    hold: (work) => {
      held += 1;
      return work.finally(() => (held -= 1));
    },
  };
}

/** What the tab remembers, as far as it is what was kept: others who have this address may write there. The forms are gone that told of it. */
function recall(key: string): readonly Underway[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isUnderway).map((one) => ({ ...one, told: false })) : [];
  } catch {
    return [];
  }
}

function isUnderway(value: unknown): value is Underway {
  const { signed, what, doubted, end } = (value ?? {}) as Partial<Record<keyof Underway, unknown>>;
  const { hash, since, until, soonest } = (signed ?? {}) as Partial<Record<keyof Signed, unknown>>;
  const { kind, text } = (end ?? {}) as Partial<Record<keyof End, unknown>>;
  return typeof hash === "string" && /^([0-9A-F]{2})+$/.test(hash) && [since, until, soonest].every(Number.isSafeInteger) &&
    typeof what === "string" && DOUBTS.has(doubted) && (end === undefined || (KINDS.has(kind) && typeof text === "string"));
}

const KINDS: ReadonlySet<unknown> = new Set(["good", "warn", "bad"]);
const DOUBTS: ReadonlySet<unknown> = new Set([false, "failed", "untold"]);
