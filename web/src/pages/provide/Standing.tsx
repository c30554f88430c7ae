// One's position in a class, in plain words.
import { Match, Show, Switch } from "solid-js";
import { toBigInt } from "compute-amm";
import { useApp } from "../../app.js";
import { formatBps, formatWhole } from "../../money/amounts.js";
import { formatHours, gpusText } from "../../money/gpu.js";
import { formatDuration } from "../../money/time.js";
import { Net } from "../../ui/Amount.js";
import { When } from "../../ui/Duration.js";
import { Stat } from "../../ui/Stat.js";
import { useProviding } from "./context.js";
import { callable, owed, toStandard } from "./model.js";

export function StandingSection() {
  const { market } = useApp();
  const providing = useProviding();
  const position = () => providing.position;
  const standard = () => toStandard(providing.view.entry.standard);
  const state = () => callable(position(), standard(), market.now());
  const start = () => {
    const { reputation_a, reputation_b } = providing.snapshot.terms.registry.params;
    const [a, b] = [toBigInt(reputation_a), toBigInt(reputation_b)];
    return (a * 10_000n) / (a + b);
  };
  const seen = () => providing.standing.value()?.provider?.last_seen ?? 0;
  const within = () => providing.snapshot.terms.registry.params.heartbeat_within;
  const freeGpus = () => position().gpus - position().busy;
  return (
    <section aria-labelledby="standing">
      <h2 id="standing">Your position in {providing.view.id}</h2>
      <dl class="stats">
        <Stat name="Bond" note={<>free: <Net value={position().free} /></>}><Net value={position().bond} /></Stat>
        <Stat name="You owe" note={owed(position()) > 0n ? formatHours(owed(position())) : "nothing can be called on you"}>
          {formatWhole(owed(position()) / 1_000_000n)} <span class="unit">GPU-seconds</span>
        </Stat>
        <Stat name="GPUs" note={`${position().busy} busy, ${freeGpus()} free`}>{formatWhole(position().gpus)}</Stat>
        <Stat name="Reputation" note={`newcomers begin at ${formatBps(start())}`}>{formatBps(position().reputationBps)}</Stat>
      </dl>
      <ul>
        <li>
          You have <Net value={position().bond} /> at stake. <Net value={position().free} /> of it are free: you may withdraw them in any block, and new work can be
          locked against them.
        </li>
        <Show when={position().collateral > 0n}>
          <li>
            <Net value={position().collateral} /> are collateral of the {formatHours(position().open)} that you owe. They are free again as you redeem credits or
            serve calls. No later price changes the amount, and nobody can liquidate it.
          </li>
        </Show>
        <Show when={position().held > 0n}>
          <li><Net value={position().held} /> are held for called jobs of {formatHours(position().called)}: free again if you serve them, lost up to the damages and the penalty if not.</li>
        </Show>
        <Show when={position().locked > 0n}>
          <li><Net value={position().locked} /> are locked for jobs and leases in hand. They are free at their end, less a slash if something goes wrong.</li>
        </Show>
        <li>
          <Switch>
            <Match when={state().kind === "no-debt"}>You owe no open credits, so no job can be called on you.</Match>
            <Match when={state().kind === "too-small"}>Your open debt is smaller than every standard job, so none can be called on you.</Match>
            <Match when={state().kind === "no-gpus"}>All your GPUs are in called jobs, so no other one can be called on you now.</Match>
            <Match when={state().kind === "now"}>
              Your debt is callable <strong>now</strong>: a standard job that nobody takes may be called on you in any block. Keep the agent running.
            </Match>
            <Match when={state().kind === "from"}>Your debt can be called <When at={position().due} />. Each call puts that off, so that you serve your whole debt within {formatDuration(providing.view.entry.params.horizon)} at the fastest.</Match>
          </Switch>
        </li>
        <li>
          {position().busy} of your {gpusText(position().gpus)} {position().busy === 1 ? "is" : "are"} in jobs{position().pledgedGpus > 0 ? ` or leases (${position().pledgedGpus} of them in leases)` : ""};{" "}
          {position().provenGpus} count{position().provenGpus === 1 ? "s" : ""} as proven, which makes the class's capacity.
        </li>
        <Show when={position().admittedUntil}>{(until) => <li>Your admission ends <When at={until()} />.</li>}</Show>
        <Show when={providing.standing.value()?.provider?.active}>
          <li>
            <Show when={seen() + within() > market.now()} fallback={<span class="bad">You were last seen <When at={seen()} />: you can accept nothing until a sign of life.</span>}>
              You were seen <When at={seen()} />; that counts for {formatDuration(within())}.
            </Show>
          </li>
        </Show>
        <Show when={(providing.standing.value()?.provider?.liveness_faults ?? 0) > 0}>
          <li class="warn">{providing.standing.value()?.provider?.liveness_faults} late results count against you. The count halves every 30 days.</li>
        </Show>
      </ul>
    </section>
  );
}
