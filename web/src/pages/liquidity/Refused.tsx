import { Show } from "solid-js";
import { Notice } from "../../ui/Notice.js";
import type { Quoted } from "../shared/trade/quotes.js";

/** Says why there is no quote. It is read out, as it stays where a quote changes with each block. */
export function Refused(props: { title?: string; found: Quoted<unknown> | undefined }) {
  const reason = () => {
    const { found } = props;
    return found && "reason" in found ? found.reason : undefined;
  };
  return (
    <div aria-live="polite">
      <Show when={reason()}>{(text) => <Notice kind="warn" title={props.title ?? "This is not possible"}>{text()}</Notice>}</Show>
    </div>
  );
}
