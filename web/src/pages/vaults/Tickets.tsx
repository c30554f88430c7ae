// Exits of one's own that wait, or can be claimed.
import { createSignal, For, Match, Show, Switch } from "solid-js";
import type { Unit } from "../../chain/assets.js";
import type { Ticket, Vault } from "../../chain/vaults.js";
import { formatWhole } from "../../money/amounts.js";
import { Amount } from "../../ui/Amount.js";
import { Done, type DoneNote } from "../../ui/Done.js";
import { Send } from "../../ui/Send.js";
import { claim } from "../shared/vaults/messages.js";

export function Tickets(props: { contract: string; vault: Vault; asset: Unit; tickets: readonly Ticket[]; onSent: () => void }) {
  const [done, setDone] = createSignal<DoneNote | undefined>();
  return (
    <>
      <Done note={done()} />
      <Show when={props.tickets.length > 0}>
        <h3>What leaves</h3>
        <div class="actions">
          {/* By number: what somebody does in one goes on while it is read again. */}
          <For each={props.tickets.map(({ generation }) => generation)}>{(generation) => (
            <Show when={props.tickets.find((one) => one.generation === generation)}>{(ticket) => (
              <div class="action" role="group" aria-label={`Exit of generation ${formatWhole(generation)}`}>
                <p><State ticket={ticket()} asset={props.asset} /></p>
                <Show when={ticket().state.kind === "free"}>
                  <Send onSent={(sent) => { setDone({ text: "Claimed: what was left of it is in your wallet.", sent }); props.onSent(); }} messages={() => [claim(props.contract, props.vault, generation)]}>Claim</Send>
                </Show>
              </div>
            )}</Show>
          )}</For>
        </div>
      </Show>
    </>
  );
}

/** In plain words how far it is. */
export function State(props: { ticket: Ticket; asset: Unit }) {
  const of = <Kind extends Ticket["state"]["kind"]>(kind: Kind) => {
    const { state } = props.ticket;
    return state.kind === kind ? (state as Extract<Ticket["state"], { kind: Kind }>) : undefined;
  };
  return (
    <Switch>
      <Match when={of("free")}>{(now) => (
        <Show when={now().pays > 0n} fallback="All of it burned: a claim pays nothing, and only clears this line."><Amount value={now().pays} unit={props.asset} exact /> can be claimed. Nothing can burn of it any more.</Show>
      )}</Match>
      <Match when={of("next")}>{(now) => (
        <><Amount value={now().worth} unit={props.asset} exact />, less what still burns, can be claimed once the next generation begins.{" "}
          {now().waits ? "A job that it backs still runs; it waits for the last of them." : "No job that it backs runs any more: anybody may begin the next generation now."}</>
      )}</Match>
      <Match when={of("later")}>{(now) => (
        <><Amount value={now().worth} unit={props.asset} exact />, less what still burns, waits for two generations: the first begins{" "}
          {now().waits ? "when no job of the generation before runs" : "as soon as anybody sends for it"}, the second once the jobs that were accepted until then have ended.</>
      )}</Match>
    </Switch>
  );
}
