// Where a leased machine answers, and how one knows that it is that machine.
import { Show } from "solid-js";
import { useApp } from "../../app.js";
import { Copy } from "../../ui/Copy.js";
import { Notice } from "../../ui/Notice.js";
import { seen } from "../../ui/untrusted.js";
import { endpointOf, knownHosts, lineOf, sshCommand } from "../shared/ssh.js";

/** Endpoint and host key are the provider's own words. */
export function Machine(props: { lease: number; endpoint: string; hostKey: string; over: boolean }) {
  const { config } = useApp();
  const lease = () => ({ chainId: config.chain_id, leaseMarket: config.lease_market ?? "", id: props.lease });
  const endpoint = () => endpointOf(props.endpoint);
  return (
    <section aria-label="Machine">
      <h2>The machine</h2>
      <dl class="facts">
        <div><dt>Answers at</dt><dd><code class="untrusted">{seen(props.endpoint)}</code><Show when={endpoint()}><Copy text={props.endpoint} what="endpoint" /></Show></dd></div>
        <div><dt>Host key</dt><dd><code class="digest">{lineOf(props.hostKey)}</code><Copy text={lineOf(props.hostKey)} what="host key" /></dd></div>
      </dl>
      <p class="muted">
        Both are the provider's words in the event <code>start_lease</code>, as one of this page's nodes tells it. A node that lies could name a machine of its own: use nodes that you trust, or read that event on a node of somebody else, and compare the key.
      </p>
      <Show when={!props.over} fallback={<p class="muted">The lease is over: the machine is gone, or somebody else's.</p>}>
        <Show when={endpoint()} fallback={<Notice kind="warn" title="This is no address that the page would put into a command">Expected HOST:PORT. The provider wrote something else: do not paste it into a terminal.</Notice>}>{(place) => (
          <>
            <h3>1. Tell your computer the machine's key</h3>
            <p>Add this line to <code>~/.ssh/known_hosts</code>. It counts for this lease alone, whatever address the provider wrote.</p>
            <Command text={knownHosts(lease(), props.hostKey)} what="known_hosts line" />
            <h3>2. Log in</h3>
            <p>With the key that you named. <code>ssh</code> refuses a machine with another key. Which user it is the provider says; <code>root</code> is usual.</p>
            <Command text={sshCommand(place(), lease())} what="ssh command" />
          </>
        )}</Show>
      </Show>
    </section>
  );
}

/** A line to copy. */
export function Command(props: { text: string; what: string }) {
  return <div class="command"><code>{props.text}</code><Copy text={props.text} what={props.what} /></div>;
}
