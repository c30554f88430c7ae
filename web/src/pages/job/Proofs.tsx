// What was shown for a job's result, or against it, and by whose keys.
import { createMemo, For, Show } from "solid-js";
import { useApp } from "../../app.js";
import { Copy } from "../../ui/Copy.js";
import { Apart } from "../../ui/Apart.js";
import { shorten, TxHash } from "../../ui/Address.js";
import { seen } from "../../ui/untrusted.js";
import { proofIn } from "./proof.js";
import type { Happening } from "./story.js";

/** What happens with a proof. */
const PROVES: ReadonlySet<string> = new Set(["submit_result", "prove_challenged", "bring_verdict", "verify_external"]);

const KINDS: Readonly<Record<string, string>> = {
  risc_zero: "A receipt of RISC Zero", groth16: "A Groth16 proof", sp1: "A proof of SP1", attestation: "Signatures of attestors on the verdict that it is right",
  set: "A receipt of RISC Zero for a set of results, and this one's place in it", verdict: "Signatures on the verdict", external: "What a contract of its own took for a proof",
};

/** `method` is that of the job; a verdict on a dispute names another one. */
export function Proofs(props: { job: number; story: readonly Happening[]; method: number | undefined }) {
  const shown = () => props.story.filter(({ kind, bytes }) => PROVES.has(kind) && bytes !== undefined);
  return <For each={shown()}>{(one) => <Apart what="The proof"><Proven one={one} job={props.job} method={props.method} /></Apart>}</For>;
}

function Proven(props: { one: Happening; job: number; method: number | undefined }) {
  const { market } = useApp();
  const proof = createMemo(() => {
    const contracts = market.snapshot()?.terms.contracts;
    return contracts && proofIn(props.one.bytes ?? "", contracts, props.job);
  });
  const keys = () => {
    const judge = props.one.event.attributes["judge"] ?? `${props.method}`;
    const kind = market.snapshot()?.terms.methods.find(({ method }) => `${method}` === judge)?.params.kind;
    return kind && "attestation" in kind ? kind.attestation.keys : [];
  };
  return (
    <Show when={proof()}>{(found) => (
      <section aria-label="Proof">
        <h2>Proof</h2>
        <p>{KINDS[found().kind] ?? seen(found().kind)}. All of it is in the transaction that checked it: <TxHash hash={props.one.event.hash} /></p>
        <dl class="facts">
          <For each={found().signatures}>{({ key, signature }) => (
            <div><dt>Signed by key {key}{keys()[key] ? `, ${keys()[key]?.scheme}` : ""}</dt><dd>
              <Show when={keys()[key]}>{(signer) => <><code class="digest">{String(signer().key)}</code><Copy text={String(signer().key)} what="key" /><br /></>}</Show>
              <span class="muted">signature <code title={signature}>{seen(shorten(signature))}</code><Copy text={signature} what="signature" /></span>
            </dd></div>
          )}</For>
          <For each={found().parts}>{({ name, text }) => (
            <div><dt>{seen(name)}</dt><dd><code title={text}>{seen(shorten(text))}</code><Copy text={text} what={seen(name)} /></dd></div>
          )}</For>
        </dl>
      </section>
    )}</Show>
  );
}
