// What a class asks of a provider, before anything is bonded.
import { Show } from "solid-js";
import { part } from "../../ui/part.js";
import { Time } from "../../ui/Duration.js";
import { Folded } from "../../ui/Folded.js";
import { Notice } from "../../ui/Notice.js";
import { useProviding } from "./context.js";

const Details = part(() => import("./TermsDetails.js"));

export function Terms() {
  const providing = useProviding();
  const sunset = () => providing.view.entry.sunset;
  return (
    <>
      <Show when={sunset()}>{(end) => (
        <Notice kind="warn" title="This class ends">At <Time at={end().at} /> nothing is called or accepted any more; nothing can be minted from now on. See the terms.</Notice>
      )}</Show>
      <Show when={providing.view.entry.paused.accept}><Notice kind="warn" title="Accepting is paused in this class">No job is requested, called or accepted meanwhile.</Notice></Show>
      <Show when={providing.view.entry.paused.mint}><Notice kind="warn" title="Minting is paused in this class">Jobs go on.</Notice></Show>
      <Folded summary={`Terms of ${providing.view.id}: who may offer GPUs, what is locked, what can be slashed`}><Details /></Folded>
    </>
  );
}
