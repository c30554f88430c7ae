// What the attestors of a class are to sign, and what they gave. Loaded when somebody types a number of GPUs in such a class.
import { createEffect, createMemo, createResource, createSignal, onCleanup, Show } from "solid-js";
import type { providerRegistry } from "compute-amm";
import { useApp } from "../../../app.js";
import { wholeFault } from "../../../money/amounts.js";
import { Copy } from "../../../ui/Copy.js";
import { Time } from "../../../ui/Duration.js";
import { Field, TextArea } from "../../../ui/Field.js";
import { admissionDigest, LONGEST, parseAdmission } from "../admission.js";
import { useProviding } from "../context.js";
import { typedGpus } from "./Offer.js";

const DAY = 86_400;
const MOST_DAYS = LONGEST / DAY;

/** `onAdmission` is told of what was pasted, once it is an admission. */
export default function AdmissionFields(props: { gpus: number; onAdmission: (admission: providerRegistry.AdmissionProof | undefined) => void }) {
  const { market, wallet } = useApp();
  const providing = useProviding();
  const [days, setDays] = createSignal("30");
  const [text, setText] = createSignal("");
  // The digest must not change while attestors sign it.
  const begun = market.now();
  const given = createMemo(() => (text().trim() === "" ? undefined : parseAdmission(text(), market.now())));
  const admission = () => {
    const one = given();
    return one && "admission" in one ? one.admission : undefined;
  };
  createEffect(() => props.onAdmission(admission()));
  onCleanup(() => props.onAdmission(undefined));
  /** What the attestors chose; before that what is proposed to them. */
  const expiry = () => admission()?.expiry ?? begun + DAY * (typedGpus(days(), MOST_DAYS) ?? 0);
  const [digest] = createResource(() => JSON.stringify([wallet.account()?.address, props.gpus, expiry(), providing.view.id]), async () => {
    const provider = wallet.account()?.address;
    const { status: { chainId }, terms: { contracts: { registry } } } = providing.snapshot;
    return provider && expiry() > begun ? admissionDigest({ chainId, registry, class: providing.view.id, provider, gpus: props.gpus, expiry: expiry() }) : undefined;
  });
  return (
    <>
      <Show when={!admission()}>
        <Field label="Ask for an admission of" unit="days" mode="numeric" value={days()} onInput={setDays} error={wholeFault(days(), MOST_DAYS)}
          hint="Its end stands in what is signed. Attestors may choose another one, of at most a year: then paste what they gave, and see below what they signed." />
      </Show>
      <Show when={digest.state === "ready" && digest.latest} fallback={<p class="muted">{wallet.account() ? "" : "Connect a wallet to see what the attestors are to sign."}</p>}>{(bytes) => (
        <p class="muted">
          {admission() ? "What you pasted holds if they signed" : "For"} {props.gpus} GPU{props.gpus === 1 ? "" : "s"} until <Time at={expiry()} seconds /> (expiry {expiry()}){admission() ? "" : " attestors sign"}: these
          32 bytes, <code class="untrusted">{bytes()}</code><Copy text={bytes()} what="digest" />
        </p>
      )}</Show>
      <TextArea label="What the attestors gave" value={text()} onInput={setText} placeholder={`{"expiry": ${expiry()}, "signatures": [{"key": 0, "signature": "…"}]}`}
        hint="JSON: the expiry that they signed, and of each the number of its key in the class's list, and its signature of 64 bytes in base64."
        error={(() => {
          const one = given();
          return one && "reason" in one ? one.reason : undefined;
        })()} />
    </>
  );
}
