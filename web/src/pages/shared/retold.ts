// The events of something whose state changes: read when it does, and once more a moment later, as a node indexes them after the block.
import { createEffect, createResource, createSignal, onCleanup, type Accessor, type Resource } from "solid-js";
import { messageOf } from "../../chain/errors.js";

/** For a node's index to have what a block has. */
const INDEXED_MS = 2_500;

/** See {@link createRetold}. */
export interface Retold<T> {
  readonly story: Resource<T>;
  /** Why the latest reading failed; empty where it did not. What was read before stays. */
  readonly failed: Accessor<string>;
}

/** Reads with `read` whenever `print` changes, which tells one state from another; nothing while it is undefined. `none` is shown until the first reading. */
export function createRetold<T>(print: Accessor<string | undefined>, read: () => Promise<T>, none: T): Retold<T> {
  const [turn, setTurn] = createSignal("");
  const [failed, setFailed] = createSignal("");
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  createEffect(() => {
    const now = print();
    if (now === undefined) return;
    clearTimeout(timer);
    setTurn(now);
    timer = setTimeout(() => setTurn(`${now} again`), INDEXED_MS);
  });
  const [story] = createResource(() => turn() || undefined, async (_, { value }: { value: T | undefined }): Promise<T> => {
    try {
      const found = await read();
      setFailed("");
      return found;
    } catch (error) {
      setFailed(messageOf(error));
      return value ?? none;
    }
  });
  return { story, failed };
}
