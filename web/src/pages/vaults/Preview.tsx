// The contract's own quote, of the block that is shown.
import { Show, type ParentProps } from "solid-js";
import type { restaking } from "compute-amm";
import { useApp } from "../../app.js";
import { createPolled, type Polled } from "../../chain/polled.js";
import { Notice } from "../../ui/Notice.js";

/** The answer to a question, asked anew in each block; nothing is asked while there is none. */
export function createPreview<Answer>(contract: string, question: () => restaking.QueryMsg | undefined): Polled<Answer> {
  const { market, rpc } = useApp();
  return createPolled<Answer, string>(market, (height, asked) => rpc.query<Answer>(contract, JSON.parse(asked), height), 1, () => {
    const asked = question();
    return asked && JSON.stringify(asked);
  });
}

/** What it says, once it is `there`; why the contract would refuse it; `empty` where nothing was asked. */
export function Preview(props: ParentProps<{ of: Polled<unknown>; there: boolean; empty: string }>) {
  return (
    <Show when={props.of.error()} fallback={
      <Show when={props.there} fallback={<p class="muted">{props.empty}</p>}>{props.children}</Show>
    }>{(why) => <Notice kind="warn" title="The contract would refuse it">{why()}</Notice>}</Show>
  );
}
