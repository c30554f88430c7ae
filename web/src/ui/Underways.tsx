import { For, Show } from "solid-js";
import { useApp } from "../app.js";
import { formatWhole } from "../money/amounts.js";
import { TxHash } from "./Address.js";
import { Notice } from "./Notice.js";

/** Transactions whose form is gone: that they wait, and how they ended. */
export default function Underways() {
  const { underways } = useApp();
  return (
    <For each={underways.shown()}>{(one) => (
      <Notice kind={one.end?.kind ?? "info"} title={one.what} action={{ label: "Close", run: () => underways.close(one.signed.hash) }}>
        <Show when={one.end} fallback={`Signed and sent. No block has it yet; it may come until block ${formatWhole(one.signed.until)}.`}>{(end) => end().text}</Show>
        {" "}Transaction <TxHash hash={one.signed.hash} />
      </Notice>
    )}</For>
  );
}
