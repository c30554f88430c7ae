import { createResource, createSignal, Show } from "solid-js";
import type { providerRegistry } from "compute-amm";
import { useApp } from "../../../app.js";
import { parseWhole, wholeFault } from "../../../money/amounts.js";
import { execute } from "../../../wallet/messages.js";
import { Copy } from "../../../ui/Copy.js";
import { Field, Select, TextArea } from "../../../ui/Field.js";
import { Send } from "../../../ui/Send.js";
import { admissionDigest, parseSignatures } from "../admission.js";
import { useProviding } from "../context.js";
import { leastGpus, toStandard } from "../model.js";
import { Explained } from "./Explained.js";

const MOST = 65_536;
const DAY = 86_400;

/** A count of GPUs that somebody types; undefined while it is none. */
export function typedGpus(text: string): number | undefined {
  try {
    return text.trim() === "" ? undefined : parseWhole(text, MOST);
  } catch {
    return undefined;
  }
}

export function Offer(props: { open: boolean }) {
  const { market, wallet } = useApp();
  const providing = useProviding();
  const [text, setText] = createSignal("");
  const [days, setDays] = createSignal("30");
  const [signed, setSigned] = createSignal("");
  // The digest must not change while attestors sign it.
  const [begun] = createSignal(market.now());
  const gpus = () => typedGpus(text());
  const attested = () => "attested" in providing.view.entry.params.admission;
  const floor = () => leastGpus(providing.position, providing.view.entry.params.horizon, toStandard(providing.view.entry.standard));
  const wrong = () => {
    if (gpus() === undefined) return wholeFault(text(), MOST);
    const [count, { gpus: least, by }] = [gpus(), floor()];
    if (count === undefined || count >= least || count >= providing.position.gpus) return undefined;
    return { busy: `${least} GPUs are busy.`, debt: `Your debt needs ${least} GPUs.`, standard: `While you owe, a standard job needs ${least}.`, none: undefined }[by];
  };
  const expiry = () => begun() - (begun() % DAY) + DAY * (1 + (typedGpus(days()) ?? 30));
  const asked = () => {
    const [provider, count] = [wallet.account()?.address, gpus()];
    return attested() && provider && count
      ? { chainId: providing.snapshot.status.chainId, registry: providing.snapshot.terms.contracts.registry, class: providing.view.id, provider, gpus: count, expiry: expiry() }
      : undefined;
  };
  const [digest] = createResource(() => JSON.stringify(asked() ?? null), async (text) => {
    const admitted = JSON.parse(text) as Parameters<typeof admissionDigest>[0] | null;
    return admitted ? admissionDigest(admitted) : undefined;
  });
  const proof = () => parseSignatures(signed());
  const missing = () => attested() && (gpus() ?? 0) > providing.position.gpus && "reason" in proof();
  const messages = () => {
    const given = proof();
    const admission = attested() && (gpus() ?? 0) > 0 && "signatures" in given ? { admission: { expiry: expiry(), signatures: given.signatures } } : {};
    return [execute<providerRegistry.ExecuteMsg>(providing.snapshot.terms.contracts.registry,
      { offer_gpus: { class: providing.view.id, gpus: gpus() ?? 0, ...admission } })];
  };
  return (
    <Explained open={props.open} form="Set how many GPUs you offer"
      what={<>You say how many GPUs of {providing.view.id} you offer. From then on you may accept work for them.</>}
      locks="Nothing. GPUs are bound only by work that you accept, and by what you owe."
      risks={attested() ? "Nothing by itself. Attestors of the class inspect your GPUs first, and sign that they are what you say." : "Nothing by itself: a job is yours only when you accept it. With a debt, one may be called on you."}>
      <Field label="GPUs to offer" value={text()} onInput={setText} mode="numeric" unit="GPUs" error={wrong()}
        hint={`You offer ${providing.position.gpus} now. The number that you write replaces it.`} />
      <Show when={attested() && (gpus() ?? 0) > 0}>
        <Select label="Admission for" value={days()} onChange={setDays} options={["30", "90", "180", "360"].map((one) => ({ value: one, label: `${one} days` }))} />
        <Show when={digest.state === "ready" && digest.latest} fallback={<p class="muted">Connect a wallet to see what the attestors are to sign.</p>}>{(text) => (
          <p class="muted">
            Attestors sign these 32 bytes: <code class="untrusted">{text()}</code><Copy text={text()} what="digest" />
          </p>
        )}</Show>
        <TextArea label="Signatures" value={signed()} onInput={setSigned} placeholder="0:BASE64" hint="One line each: the number of the key in the class's list, a colon, 64 bytes in base64."
          error={missing() && signed() !== "" ? (proof() as { reason: string }).reason : undefined} />
      </Show>
      <Send disabled={gpus() === undefined || wrong() !== undefined || missing() || !providing.standing.value()?.provider?.active} onSent={() => { setText(""); providing.refresh(); }}
        done="Your offer stands." messages={messages}>
        Offer
      </Send>
    </Explained>
  );
}
