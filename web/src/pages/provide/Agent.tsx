// The agent's file to begin with.
import { createMemo, Show } from "solid-js";
import { useApp } from "../../app.js";
import { formatExact } from "../../money/amounts.js";
import { ATOMICS } from "../../money/ratio.js";
import { Copy } from "../../ui/Copy.js";
import type { Providing } from "./context.js";
import { providerToml } from "./toml.js";

export default function Agent(props: { providing: Providing }) {
  const { net } = useApp();
  const file = createMemo(() => providerToml({
    chainId: props.providing.snapshot.status.chainId, contracts: props.providing.snapshot.terms.contracts, class: props.providing.view.id, symbol: net.symbol,
    templates: props.providing.view.templates ?? [], methods: props.providing.snapshot.terms.methods, leases: props.providing.view.lease !== null,
    price: props.providing.view.spot === null ? "nothing" : `${formatExact(props.providing.view.spot / ATOMICS, 0)} base units of ${net.symbol}`,
  }));
  return (
    <>
      <p>
        It signs with the key in <code>provider.key</code>, so bond and register with the
        same key. <code>camm agent check</code> says what would keep it from its first job, and sends nothing.
      </p>
      <div class="panel code">
        <div class="code-head"><strong>provider.toml</strong><Copy text={file()} what="provider.toml" /></div>
        <pre tabIndex={0} aria-label="provider.toml">{file()}</pre>
      </div>
      <p class="muted">
        <Show when={props.providing.view.lease}>For leases its hooks start and stop machines. </Show>
        docs/agent.md says what every key means; docs/provider.md has the same messages as this page.
      </p>
    </>
  );
}
