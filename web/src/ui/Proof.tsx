import { useApp } from "../app.js";
import { Copy } from "./Copy.js";

/** The command that asks a node what the page has asked. Quoted for a shell; JSON has no single quotes but in texts, which are ended and escaped. */
export function command(node: string, contract: string, query: unknown, height: number): string {
  const quoted = `'${JSON.stringify(query).replaceAll("'", `'\\''`)}'`;
  return `wasmd query wasm contract-state smart ${contract} ${quoted} --node ${node} --height ${height}`;
}

/** Which query says the figures above: anybody can ask it of any node. `of` says whose contract it is. */
export function Proof(props: { of: string; contract: string; query: unknown; height: number }) {
  const { rpc } = useApp();
  const asked = () => command(rpc.node, props.contract, props.query, props.height);
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
