import { Show } from "solid-js";
import { useApp } from "../app.js";
import { Copy } from "./Copy.js";
import { linkOf, seen } from "./untrusted.js";

/** The two ends of a long text. */
export function shorten(text: string, head = 10, tail = 6): string {
  return text.length > head + tail + 1 ? `${text.slice(0, head)}…${text.slice(-tail)}` : text;
}

/** An address, shortened, to copy. One's own is called so. */
export function Address(props: { address: string; bare?: boolean }) {
  const { wallet } = useApp();
  const own = () => wallet.account()?.address === props.address;
  return (
    <span class="address">
      <code title={props.address}>{shorten(props.address)}</code>
      <Show when={own()}> <span class="tag">you</span></Show>
      <Show when={!props.bare}><Copy text={props.address} what="address" /></Show>
    </span>
  );
}

/** A transaction's hash: a link to the explorer of the configuration, else to copy. */
export function TxHash(props: { hash: string }) {
  const { config } = useApp();
  const link = () => config.tx_link?.replace("{hash}", encodeURIComponent(props.hash));
  return (
    <span class="address">
      <Show when={link()} fallback={<code title={props.hash}>{shorten(props.hash, 6, 4)}</code>}>
        <a href={link()} target="_blank" rel="noreferrer noopener" title={props.hash}><code>{shorten(props.hash, 6, 4)}</code></a>
      </Show>
      <Copy text={props.hash} what="transaction hash" />
    </span>
  );
}

/** What somebody else wrote as an address of the web: a link if it is http(s), else only text. */
export function Untrusted(props: { text: string }) {
  return (
    <Show when={linkOf(props.text)} fallback={<span class="untrusted">{seen(props.text)}</span>}>{(link) => (
      <>
        <a class="untrusted" href={link().href} target="_blank" rel="noreferrer noopener nofollow">{seen(props.text)}</a>
        <Show when={link().host}>{(host) => <> (leads to <code class="untrusted">{host()}</code>)</>}</Show>
      </>
    )}</Show>
  );
}
