// The terms of a class for its providers: loaded when somebody opens them.
import { For, Match, Show, Switch } from "solid-js";
import { text, toBigInt, toAtomics } from "compute-amm";
import { formatBps } from "../../money/amounts.js";
import { formatHours } from "../../money/gpu.js";
import { formatDuration } from "../../money/time.js";
import { HOUR } from "../../money/ratio.js";
import { Net, NetPrice } from "../../ui/Amount.js";
import { shorten } from "../../ui/Address.js";
import { useProviding } from "./context.js";
import { createPrice } from "./price.js";

export default function TermsDetails() {
  const providing = useProviding();
  const price = createPrice();
  const params = () => providing.view.entry.params;
  const all = () => providing.snapshot.terms.registry.params;
  const attested = () => ("attested" in params().admission ? (params().admission as { attested: { threshold: number; attestors: unknown[] } }).attested : undefined);
  return (
    <>
        <dl class="facts">
          <div><dt>Who may offer GPUs</dt><dd>
            <Show when={attested()} fallback="Anyone with a bond">{(by) => <>Who brings signatures of {by().threshold} of {by().attestors.length} attestors</>}</Show>
          </dd></div>
          <div><dt>Bond for each GPU, to count</dt><dd><Net value={toBigInt(all().lock_min)} /></dd></div>
          <div><dt>Signs of life</dt><dd>at least every {formatDuration(all().heartbeat_within)}</dd></div>
          <div><dt>Lock of a job that you accept</dt><dd>
            at least <Net value={toBigInt(all().lock_min)} /> and {formatBps(all().liveness_cap_bps)} of its worth; more if cheating would pay more
          </dd></div>
          <div><dt>A late result burns</dt><dd>10 % of the job's worth, doubled with each fault, at most {formatBps(all().liveness_cap_bps)}; the fault that reaches that jails</dd></div>
          <div><dt>Fraud takes</dt><dd>the whole lock, and jails for {formatDuration(all().jail)}</dd></div>
          <div><dt>A call that you do not serve</dt><dd>damages up to the credits' price, and a penalty of {formatBps(all().penalty_bps)} of it, out of their collateral</dd></div>
          <div><dt>Collateral of minted credits</dt><dd>
            {formatBps(params().coverage_bps)} of <Show when={price.value()} fallback="their price">{(now) => <><NetPrice atomics={toAtomics(now().mint) * HOUR} /> per GPU-hour</>}</Show>
          </dd></div>
          <div><dt>You may owe at most</dt><dd>{formatDuration(params().horizon)} of all your GPUs' time; nobody is called faster than that</dd></div>
          <div><dt>Standard jobs, which can be called</dt><dd>
            <Switch fallback="none">
              <Match when={providing.view.entry.standard}>{(standard) => (
                <>{standard().gpus} GPU{standard().gpus === 1 ? "" : "s"}, {formatHours(toBigInt(standard().least))} to {formatHours(toBigInt(standard().most))}</>
              )}</Match>
            </Switch>
          </dd></div>
          <For each={providing.view.templates ?? []}>{(one) => (
            <div><dt>Template {one.template}</dt><dd>
              program <code title={text(one.terms.program)}>{shorten(text(one.terms.program), 8, 4)}</code>, method {one.terms.method}, accept within {formatDuration(one.call_within)}
            </dd></div>
          )}</For>
        </dl>
        <p class="muted">If your GPUs cannot run every standard job in its time, do not mint: whoever is called and does not serve defaults.</p>
    </>
  );
}
