import { createSignal, Show } from "solid-js";
import { type providerRegistry } from "compute-amm";
import { useApp } from "../../app.js";
import { execute } from "../../wallet/messages.js";
import { Done, type DoneNote } from "../../ui/Done.js";
import { When } from "../../ui/Duration.js";
import { Notice } from "../../ui/Notice.js";
import { Send } from "../../ui/Send.js";
import { useProviding } from "./context.js";

/** Says that somebody is in jail, what that means, and the way out. */
export function Jail() {
  const { market } = useApp();
  const providing = useProviding();
  const until = () => providing.standing.value()?.provider?.jailed_until ?? undefined;
  const over = () => (until() ?? 0) <= market.now();
  const [done, setDone] = createSignal<DoneNote | undefined>();
  return (
    <Show when={until()} fallback={<Done note={done()} />}>{(at) => (
      <>
        <Notice kind="bad" title="You are in jail">
          A fraud was proven, or results came late too often. In jail you accept no jobs and no leases, mint nothing, and your GPUs do not count. You still have to
          serve calls, may redeem, and may withdraw free bond. You may leave {over() ? "now" : <When at={at()} />}.
        </Notice>
        <Send disabled={!over()} onSent={(sent) => { setDone({ text: "You are out of jail; your GPUs count again.", sent }); providing.refresh(); }}
          messages={() => [execute<providerRegistry.ExecuteMsg>(providing.snapshot.terms.contracts.registry, { unjail: {} })]}>
          Leave jail
        </Send>
      </>
    )}</Show>
  );
}
