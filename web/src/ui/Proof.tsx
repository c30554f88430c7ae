import { useApp } from "../app.js";
import { asking } from "./command.js";
import { Copy } from "./Copy.js";

/** Which query says the figures above: anybody can ask it of any node. `of` says whose contract it is. */
export function Proof(props: { of: string; contract: string; query: unknown; height: number }) {
  const { rpc } = useApp();
  const asked = () => asking(rpc.node, props.contract, props.query, props.height);
  return (
    <details class="proof">
      <summary>Check it yourself</summary>
      <p>
        These are answers of {props.of} in block {props.height}. Any node of the chain gives the same; the chain's own program asks it so
        (it may have another name than wasmd):
      </p>
      <pre tabindex="0"><code>{asked()}</code></pre>
      <Copy text={asked()} what="command" />
    </details>
  );
}
