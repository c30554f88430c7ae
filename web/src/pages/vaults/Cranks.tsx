// What anybody may do for a vault; a keeper does both.
import { createSignal, Show } from "solid-js";
import { rotates, type Vault } from "../../chain/vaults.js";
import { Done, type DoneNote } from "../../ui/Done.js";
import { Send } from "../../ui/Send.js";
import type { Sent } from "../../wallet/send.js";
import { burn, rotate } from "../shared/vaults/messages.js";

export function Cranks(props: { contract: string; vault: Vault; onSent: () => void }) {
  const [done, setDone] = createSignal<DoneNote | undefined>();
  // Each button goes away with what it did.
  const told = (text: string) => (sent: Sent) => { setDone({ text, sent }); props.onSent(); };
  const waiting = () => props.vault.tickets + props.vault.ticketsBefore > 0n;
  return (
    <>
      <Done note={done()} />
      <Show when={waiting()}>
        <Show when={rotates(props.vault)} fallback={<p class="muted">Exits wait: a job of the generation before runs, and is backed by them.</p>}>
          <p>No job of the generation before runs, so exits can move on. Until the next generation begins, jobs that are accepted now can still burn what leaves. Anybody may begin it: do not wait for a keeper if it is your exit.</p>
          <Send kind="plain" onSent={told("The next generation of exits has begun.")} messages={() => [rotate(props.contract, props.vault)]}>Begin the next generation</Send>
        </Show>
      </Show>
      <Show when={props.vault.unsent > 0n}>
        <p>Something of this vault was burned by a verdict, and still lies in the contract. Anybody may send it out of existence; a keeper does.</p>
        <Send kind="plain" onSent={told("It is burned.")} messages={() => [burn(props.contract, props.vault)]}>Burn what is lost</Send>
      </Show>
    </>
  );
}
