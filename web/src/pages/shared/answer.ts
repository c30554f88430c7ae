// The answer to a question that somebody is still typing. What is sent must be made of the answer to exactly what is asked, and no older one.
import { createEffect, createMemo, createSignal, on, onCleanup, type Accessor } from "solid-js";
import { useApp } from "../../app.js";
import { messageOf } from "../../chain/errors.js";

/** After the last keystroke. */
const QUIET_MS = 150;

/** What came of a question, under the key by which questions are told apart. */
export interface Came<A> {
  readonly key: string;
  readonly value?: A;
  readonly error?: string;
}

/** What came, if it answers the question that is asked now; undefined otherwise, and while nothing is asked. */
export function agreeing<A>(came: Came<A> | undefined, asked: string | undefined): Came<A> | undefined {
  return asked !== undefined && came?.key === asked ? came : undefined;
}

/** See {@link createAnswer}. */
export interface Answer<A> {
  /** What is asked now. */
  readonly question: Accessor<string | undefined>;
  /** The answer to what is asked now: of this alone may a message be made. Undefined until it is there. */
  readonly agreed: Accessor<A | undefined>;
  /** The latest answer, to show until the next one is there; undefined while nothing is asked. It may be of an older question: see `stale`. */
  readonly shown: Accessor<A | undefined>;
  /** Why what is asked now has no answer. */
  readonly error: Accessor<string | undefined>;
  /** Whether what is asked now has no answer yet, or none at all. */
  readonly stale: Accessor<boolean>;
}

/** A question under way. */
interface Question {
  readonly key: string;
}

/**
 * Which question is under way. One that is asked again is not asked before its last answer came, so that a node that answers more
 * slowly than blocks come answers at all; another one is asked at once, and takes its place.
 */
export class Asking {
  private under: Question | undefined;
  private again = false;

  /** A question to ask now; undefined where it is asked already. */
  begins(key: string): Question | undefined {
    this.again = this.under?.key === key;
    if (this.again) return undefined;
    this.under = { key };
    return this.under;
  }

  /** Nothing is asked any more. */
  stops(): void {
    this.under = undefined;
  }

  /** What to do with an answer that came: drop it where something else is asked, keep it, or keep it and ask again. */
  ends(question: Question): "drop" | "keep" | "again" {
    if (this.under !== question) return "drop";
    this.under = undefined;
    return this.again ? "again" : "keep";
  }
}

/**
 * Asks a moment after `key` changes, and again with each new block. `key` says in one text what is asked for, amounts and all, `ask`
 * asks it; nothing is asked while `key` is undefined.
 */
export function createAnswer<A>(key: Accessor<string | undefined>, ask: () => Promise<A>): Answer<A> {
  const { market } = useApp();
  const [came, setCame] = createSignal<Came<A> | undefined>();
  const height = () => market.snapshot()?.status.height;
  const asking = new Asking();
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => {
    clearTimeout(timer);
    asking.stops();
  });

  const run = async (asked: string): Promise<void> => {
    const question = asking.begins(asked);
    if (!question) return;
    const answer = await ask().then((value) => ({ key: asked, value }), (error: unknown) => ({ key: asked, error: messageOf(error) }));
    const what = asking.ends(question);
    if (what === "drop") return;
    setCame(answer);
    if (what === "again") void run(asked);
  };
  createEffect(on([key, height], ([asked, now], before) => {
    const same = before?.[0] === asked;
    clearTimeout(timer);
    if (!same) asking.stops();
    if (asked === undefined || now === undefined) return;
    // A new block changes nothing that is typed, so there is nothing to wait for.
    timer = setTimeout(() => void run(asked), same ? 0 : QUIET_MS);
  }));
  const current = createMemo(() => agreeing(came(), key()));
  return {
    question: key,
    agreed: () => current()?.value,
    shown: () => (key() === undefined ? undefined : current() ? current()?.value : came()?.value),
    error: () => current()?.error,
    stale: () => current()?.value === undefined,
  };
}
