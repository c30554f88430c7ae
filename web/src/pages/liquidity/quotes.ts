// The pool contract's own quotes in the browser; loaded once, with the first page that needs them.
import { createSignal, type Accessor } from "solid-js";
import { Quotes } from "compute-amm";
import { messageOf } from "../../chain/errors.js";

const [loaded, setLoaded] = createSignal<Quotes | undefined>();
let loading: Promise<void> | undefined;

/** Undefined until they are loaded, or for good if the browser cannot run them: then a page asks the node. */
export function useQuotes(): Accessor<Quotes | undefined> {
  loading ??= Quotes.load().then((quotes) => void setLoaded(() => quotes), () => undefined);
  return loaded;
}

/** What was quoted, or why not. */
export type Quoted<T> = { readonly quote: T } | { readonly reason: string };

/** Runs a quote; what the contract would refuse becomes a reason. */
export function attempt<T>(run: () => T): Quoted<T> {
  try {
    return { quote: run() };
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}

/** What the contract said, as a sentence. */
export function reasonOf(error: unknown): string {
  const text = messageOf(error);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;
}
