// The pool contract's own quotes in the browser; loaded once, when somebody first types an amount that needs them.
import { createSignal } from "solid-js";
import { Quotes } from "compute-amm";
import { messageOf } from "../../../chain/errors.js";

const [loaded, setLoaded] = createSignal<Quotes | undefined>();
let begun = false;
/** After a failure they are loaded again so much later. */
const AGAIN_MS = 15_000;

/** Undefined while they are loaded, which the first call begins. If they cannot be, each quote throws why, until they can. */
export function quotes(): Quotes | undefined {
  if (!begun) load();
  return loaded();
}

function load(): void {
  begun = true;
  Quotes.load().then((quotes) => void setLoaded(() => quotes), (error: unknown) => {
    setLoaded(() => missing(error));
    setTimeout(load, AGAIN_MS);
  });
}

/** Stands in for quotes that could not be loaded. */
function missing(error: unknown): Quotes {
  const refuse = () => {
    throw new Error(`The pool's code, which makes quotes, could not be loaded (${messageOf(error)}). The page tries again by itself. If it stays so, load it anew, or use another browser.`);
  };
  return new Proxy({}, { get: () => refuse }) as Quotes;
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

/** What was quoted, if anything. */
export const quoteOf = <T>(one: Quoted<T> | undefined): T | undefined => (one && "quote" in one ? one.quote : undefined);

/** What the contract said, as a sentence. */
export function reasonOf(error: unknown): string {
  const text = messageOf(error);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;
}
