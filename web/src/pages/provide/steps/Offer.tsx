import { createSignal, Show, Suspense } from "solid-js";
import type { providerRegistry } from "compute-amm";
import { part } from "../../../ui/part.js";
import { parseWhole, wholeFault } from "../../../money/amounts.js";
import { gpusText } from "../../../money/gpu.js";
import { execute } from "../../../wallet/messages.js";
import { Busy } from "../../../ui/Busy.js";
import { Field } from "../../../ui/Field.js";
import { Send } from "../../../ui/Send.js";
import { useProviding } from "../context.js";
import { leastGpus, toStandard } from "../model.js";
import { Explained } from "./Explained.js";

const AdmissionFields = part(() => import("./AdmissionFields.js"));

const MOST = 65_536;

/** A whole number that somebody types, of GPUs if nothing is said; undefined while it is none. */
export function typedGpus(text: string, most = MOST): number | undefined {
  try {
    return text.trim() === "" ? undefined : parseWhole(text, most);
  } catch {
    return undefined;
  }
}

export function Offer(props: { open: boolean }) {
  const providing = useProviding();
  const [text, setText] = createSignal("");
  const [admission, setAdmission] = createSignal<providerRegistry.AdmissionProof | undefined>();
  const gpus = () => typedGpus(text());
  const attested = () => "attested" in providing.view.entry.params.admission;
  const floor = () => leastGpus(providing.position, providing.view.entry.params.horizon, toStandard(providing.view.entry.standard));
  const wrong = () => {
    if (gpus() === undefined) return wholeFault(text(), MOST);
    const [count, { gpus: least, by }] = [gpus(), floor()];
    if (count === undefined || count >= least || count >= providing.position.gpus) return undefined;
    return { busy: `${gpusText(least)} ${least === 1 ? "is" : "are"} busy.`, debt: `Your debt needs ${gpusText(least)}.`, standard: `While you owe, a standard job needs ${least}.`, none: undefined }[by];
  };
  const missing = () => attested() && (gpus() ?? 0) > providing.position.gpus && !admission();
  const messages = () => {
    const proof = attested() && (gpus() ?? 0) > 0 ? admission() : undefined;
    return [execute<providerRegistry.ExecuteMsg>(providing.snapshot.terms.contracts.registry,
      { offer_gpus: { class: providing.view.id, gpus: gpus() ?? 0, ...(proof ? { admission: proof } : {}) } })];
  };
  return (
    <Explained open={props.open} form="Set how many GPUs you offer"
      what={<>You say how many GPUs of {providing.view.id} you offer. From then on you may accept work for them.</>}
      locks="Nothing. GPUs are bound only by work that you accept, and by what you owe."
      risks={attested() ? "Nothing by itself. Attestors of the class inspect your GPUs first, and sign that they are what you say." : "Nothing by itself: a job is yours only when you accept it. With a debt, one may be called on you."}>
      <Field label="GPUs to offer" value={text()} onInput={setText} mode="numeric" unit="GPUs" error={wrong()}
        hint={`You offer ${providing.position.gpus} now. The number that you write replaces it.`} />
      <Show when={attested() && (gpus() ?? 0) > 0 && providing.view.id} keyed>
        <Suspense fallback={<p class="muted"><Busy>Loading…</Busy></p>}><AdmissionFields gpus={gpus() ?? 0} onAdmission={setAdmission} /></Suspense>
      </Show>
      <Send disabled={gpus() === undefined || wrong() !== undefined || missing() || !providing.standing.value()?.provider?.active} onSent={() => { setText(""); providing.refresh(); }}
        done="Your offer stands." messages={messages}>
        Offer
      </Send>
    </Explained>
  );
}
