import type { providerRegistry } from "compute-amm";
import { formatDuration } from "../../../money/time.js";
import { execute } from "../../../wallet/messages.js";
import { Send } from "../../../ui/Send.js";
import { useProviding } from "../context.js";
import { Explained } from "./Explained.js";

export function Alive(props: { open: boolean }) {
  const providing = useProviding();
  const within = () => formatDuration(providing.snapshot.terms.registry.params.heartbeat_within);
  return (
    <Explained open={props.open} form="Send one by hand"
      what={<>Whoever was not seen within {within()} accepts nothing. The agent sends signs of life; so does every job that ends well.</>}
      locks="Nothing. It costs the network fee." risks={`Without one you are passed over.${providing.snapshot.terms.contracts.leaseMarket === null ? "" : " Leases have heartbeats of their own: a second that none covers is not paid."}`}>
      <Send kind="plain" disabled={!providing.standing.value()?.provider?.active} onSent={providing.refresh} done={`Seen. That counts for ${within()}.`}
        messages={() => [execute<providerRegistry.ExecuteMsg>(providing.snapshot.terms.contracts.registry, { heartbeat: {} })]}>
        Send a heartbeat
      </Send>
    </Explained>
  );
}
