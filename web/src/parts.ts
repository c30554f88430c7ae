// What is loaded when it is wanted. Once the host has put up a new build, the files of the one that a tab shows are gone. Its components: ui/part.tsx.
import { messageOf } from "./chain/errors.js";
import { Failure } from "./wallet/failure.js";

/** A part by its import. Throws a {@link Failure}; `besides` is what that says too. */
export function load<T>(wanted: Promise<T>, besides = ""): Promise<T> {
  return wanted.catch((error: unknown) => {
    throw new Failure("other", `A part of this page could not be loaded. Load the page again.${besides}`, messageOf(error));
  });
}

/** Likewise where nobody has signed anything yet. */
export const loadToSend = <T>(wanted: Promise<T>): Promise<T> => load(wanted, " Nothing was sent.");

/** What went wrong before anything was signed, or a {@link Failure} as it is. `byWallet` as for `explain`. */
export const explained = (error: unknown, byWallet = false): Promise<Failure> =>
  error instanceof Failure ? Promise.resolve(error) : loadToSend(import("./wallet/failures.js")).then(({ explain }) => explain(error, byWallet), (gone: Failure) => gone);
