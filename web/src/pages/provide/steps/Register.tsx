import { createSignal, Show } from "solid-js";
import type { providerRegistry } from "compute-amm";
import { execute } from "../../../wallet/messages.js";
import { Untrusted } from "../../../ui/Address.js";
import { Field } from "../../../ui/Field.js";
import { Send } from "../../../ui/Send.js";
import { useProviding } from "../context.js";
import { Explained } from "./Explained.js";

const LONGEST = 256;

export function Register(props: { open: boolean }) {
  const providing = useProviding();
  const provider = () => providing.standing.value()?.provider ?? null;
  const active = () => provider()?.active ?? false;
  const [typed, setTyped] = createSignal<string | undefined>();
  /** What clients read now, until something else is typed: a change replaces all of it. */
  const now = () => (active() ? (provider()?.metadata ?? "") : "");
  const text = () => typed() ?? now();
  const bytes = () => new TextEncoder().encode(text()).length;
  const wrong = () => (bytes() > LONGEST ? `Expected at most ${LONGEST} bytes, got ${bytes()}.` : undefined);
  // What is said afterwards is of what was sent: by then one is a provider in any case.
  const [changes, setChanges] = createSignal(false);
  return (
    <Explained open={props.open} form={active() ? "Change what clients read of you" : "Register"}
      what={<>You become a provider, once for all classes.<Show when={active() && provider()?.metadata}> Clients read of you: <Untrusted text={provider()?.metadata ?? ""} />.</Show></>}
      locks="Nothing. It costs the network fee." risks="Nothing. What you write is public.">
      <Field label="Where clients find you" value={text()} onInput={setTyped} placeholder="https://gpus.example" mode="url" error={wrong()}
        hint="A web address or a name, at most 256 bytes. It may be left empty." />
      <Send disabled={wrong() !== undefined || (active() && text() === now())} onSent={providing.refresh} done={changes() ? "Changed." : "You are a provider. Next: bond."}
        messages={() => { setChanges(active()); return [execute<providerRegistry.ExecuteMsg>(providing.snapshot.terms.contracts.registry,
          active() ? { update_provider: { metadata: text() } } : { register: { metadata: text() } })]; }}>
        {active() ? "Change" : "Register"}
      </Send>
    </Explained>
  );
}
