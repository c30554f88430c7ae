// What keeps a request from being served now, before anybody pays for it.
import { Show, Switch, Match } from "solid-js";
import { useApp } from "../../app.js";
import type { ClassView } from "../../chain/snapshot.js";
import { Notice } from "../../ui/Notice.js";
import { whoCould } from "./outlook.js";

/** Pauses, and that nobody could take it now. Nothing where nothing is in the way. */
export function Hindrance(props: {
  view: ClassView | undefined; gpus: number | undefined; provider: string | undefined; minReputationBps?: number | undefined; lease?: boolean; called?: boolean;
}) {
  const { market } = useApp();
  const terms = () => market.snapshot()?.terms;
  const stopped = () => (props.lease ? terms()?.leases?.paused : terms()?.jobs.paused) ?? false;
  const nobody = () => props.view !== undefined && props.gpus !== undefined &&
    whoCould(props.view, { gpus: props.gpus, provider: props.provider, minReputationBps: props.minReputationBps }) === 0;
  return (
    <Switch>
      <Match when={stopped()}><Notice kind="warn" title="Requests are paused">The market's guardian has stopped new requests. What is open goes on.</Notice></Match>
      <Match when={props.view?.entry.paused.accept}><Notice kind="warn" title="This class is paused">Nobody can accept in it now, so it takes no requests. Choose another class.</Notice></Match>
      <Match when={nobody()}>
        <Notice kind="warn" title={props.provider === undefined ? "Nobody could take it now" : "This provider could not take it now"}>
          {props.provider === undefined ? `No provider of this class has ${props.gpus} free GPU${props.gpus === 1 ? "" : "s"}${props.minReputationBps ? " and that reputation" : ""} at the moment.` : "It is not there, has too few free GPUs, or is in jail."}
          {" "}One may become free while your request is open. <Show when={props.called}>If none does, you may call the job.</Show>
        </Notice>
      </Match>
    </Switch>
  );
}
