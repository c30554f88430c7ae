// What the parts of the page share: the class in view, one's standing in it, and how to read it anew.
import { createContext, useContext } from "solid-js";
import type { Holdings } from "../../chain/holdings.js";
import type { Polled } from "../../chain/polled.js";
import type { ClassView, Snapshot } from "../../chain/snapshot.js";
import type { Position } from "./model.js";
import type { Standing, Work } from "./reads.js";

/** Getters: each follows the chain. */
export interface Providing {
  readonly snapshot: Snapshot;
  readonly view: ClassView;
  /** Of 0 everywhere until it is read, and for whoever is not connected. */
  readonly position: Position;
  readonly standing: Polled<Standing>;
  readonly work: Polled<Work>;
  readonly holdings: Polled<Holdings>;
  /** Reads all of it anew: after a message of one's own. */
  refresh(): void;
}

const Context = createContext<Providing>();

export const ProvidingProvider = Context.Provider;

/** See {@link Providing}. Inside the page only. */
export function useProviding(): Providing {
  const providing = useContext(Context);
  if (!providing) throw new Error("useProviding is for parts of the page Provide");
  return providing;
}
