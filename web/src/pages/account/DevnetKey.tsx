import { quoted } from "../../ui/command.js";
import { Copy } from "../../ui/Copy.js";

/** How to have a devnet's key elsewhere, and why never to send it anything of worth. */
export function DevnetKey(props: { name: string }) {
  // A name is whatever somebody typed.
  const command = () => `printf %s ${quoted(`compute-amm devnet key: ${props.name}`)} | sha256sum | cut -c 1-64 | camm key import ${props.name.replace(/[^A-Za-z0-9_-]/g, "-") || "devnet"}`;
  return (
    <details>
      <summary>Use this devnet key elsewhere</summary>
      <p>
        Everybody knows this key: its secret is the sha256 of <code>compute-amm devnet key: {props.name}</code>. Use it on a devnet alone, and send it nothing of worth. This
        hands it to <code>camm</code>:
      </p>
      <p><code class="untrusted">{command()}</code><Copy text={command()} what="command" /></p>
    </details>
  );
}
