// The contract's own quote, of the block that is shown.
import { createMemo, Show, type Accessor, type ParentProps } from "solid-js";
import type { restaking } from "compute-amm";
import { useApp } from "../../app.js";
import { QueryFailed } from "../../chain/errors.js";
import { createPolled } from "../../chain/polled.js";
import { Notice } from "../../ui/Notice.js";
import { plainly } from "../../wallet/refusals.js";

/** See {@link createPreview}. Of the question that is asked now, and of no other one. */
export interface Previewed<Answer> {
  /** Undefined until it is there, and where the contract refuses. */
  readonly answer: Accessor<Answer | undefined>;
  /** The contract's own words, where it would refuse the message. */
  readonly refused: Accessor<string | undefined>;
  /** Why it could not be asked. */
  readonly error: Accessor<string | undefined>;
}

/** The answer to a question, asked anew in each block; nothing is asked while there is none. */
export function createPreview<Answer>(contract: string, question: () => restaking.QueryMsg | undefined): Previewed<Answer> {
  const { market, rpc } = useApp();
  const asked = createMemo(() => {
    const now = question();
    return now && JSON.stringify(now);
  });
  const found = createPolled(market, async (height, key: string) => {
    try {
      return { key, answer: await rpc.query<Answer>(contract, JSON.parse(key), height) };
    } catch (error) {
      if (error instanceof QueryFailed) return { key, refused: error.message };
      throw error;
    }
  }, 1, asked);
  // What was read stays for a moment after the question has changed.
  const now = () => (found.value()?.key === asked() ? found.value() : undefined);
  return { answer: () => now()?.answer, refused: () => now()?.refused, error: found.error };
}

/** What it says, once it is there; why the contract would refuse it, or the node does not answer; `empty` where nothing was asked. */
export function Preview(props: ParentProps<{ of: Previewed<unknown>; empty: string }>) {
  return (
    <>
      <Show when={props.of.error()}>{(why) => <Notice kind="warn" title="There is no quote now">{why()}</Notice>}</Show>
      <Show when={props.of.refused()} fallback={<Show when={props.of.answer()} fallback={<p class="muted">{props.empty}</p>}>{props.children}</Show>}>{(words) => (
        <Notice kind="warn">
          The contract would refuse it: <Show when={plainly(words())} fallback={<>{words()}.</>}>{(plain) => <>{plain()} <span class="muted">In its own words, in base units: {words()}.</span></>}</Show>
        </Notice>
      )}</Show>
    </>
  );
}
