// What most jobs leave out.
import { Show } from "solid-js";
import { useApp } from "../../app.js";
import { formatDuration } from "../../money/time.js";
import { Field } from "../../ui/Field.js";
import type { JobForm } from "./order.js";

/** Tip, provider, reputation, waits, values at stake; folded up. */
export function JobDetails(props: {
  form: JobForm; change: (part: Partial<JobForm>) => void; fault: (name: string, typed: string) => string | undefined; template: boolean;
}) {
  const { market, net, config } = useApp();
  const params = () => market.snapshot()?.terms.jobs.params;
  const onDemand = () => {
    const kind = market.snapshot()?.terms.methods.find((one) => `${one.method}` === props.form.method)?.params.kind;
    return !props.template && kind !== undefined && "optimistic" in kind;
  };
  return (
    <details open={props.form.provider !== ""}>
      <summary>More terms: tip, time to accept{props.template ? "" : ", a certain provider"}</summary>
      <div class="form">
        <div class="form-row">
          <Field label="Tip" mode="decimal" unit={net.symbol} value={props.form.tip} onInput={(tip) => props.change({ tip })} error={props.fault("tip", props.form.tip)}
            hint="For the provider once the job is verified; else it comes back." />
          <Field label="Time to accept" value={props.form.acceptWithin} onInput={(acceptWithin) => props.change({ acceptWithin })} error={props.fault("acceptWithin", props.form.acceptWithin)}
            placeholder="10 min" hint={`At most ${formatDuration(params()?.max_accept_within ?? 0)}. The longer nobody takes it, the more of the take is used up.`} />
        </div>
        <Show when={!props.template}>
          <div class="form-row">
            <Field label="Time to deliver" value={props.form.runWithin} onInput={(runWithin) => props.change({ runWithin })} error={props.fault("runWithin", props.form.runWithin)}
              placeholder="the time and a quarter" hint="From accepting to the result. Left out: the time and a quarter of it, 10 minutes more at the least." />
            <Field label="Least reputation" mode="decimal" unit="%" value={props.form.minReputation} onInput={(minReputation) => props.change({ minReputation })} error={props.fault("minReputation", props.form.minReputation)}
              hint="Of a provider that may accept it." />
          </div>
          <Field label="Only this provider" mono value={props.form.provider} onInput={(provider) => props.change({ provider })} error={props.fault("provider", props.form.provider)}
            hint="Its address; empty: any provider. If it does not come, nobody does." />
          <div class="form-row">
            <Field label="Declared value" mode="decimal" unit={net.symbol} value={props.form.declaredValue} onInput={(declaredValue) => props.change({ declaredValue })} error={props.fault("declaredValue", props.form.declaredValue)}
              hint="What you lose if you are cheated. Up to so much of the provider's lock is yours then; the lock grows with it." />
            <Show when={config.restaking}>
              <Field label="Least backing" mode="decimal" unit={net.symbol} value={props.form.minBacking} onInput={(minBacking) => props.change({ minBacking })} error={props.fault("minBacking", props.form.minBacking)}
                hint="Others' stake that burns with the lock if the provider cheats. It pays you nothing." />
            </Show>
            <Show when={onDemand()}>
              <Field label="Challenge bond" mode="decimal" unit={net.symbol} value={props.form.challengeBond} onInput={(challengeBond) => props.change({ challengeBond })} error={props.fault("challengeBond", props.form.challengeBond)}
                hint="What a challenge of the result takes. It should pay for a proof; if it is too high, nobody looks." />
            </Show>
          </div>
        </Show>
      </div>
    </details>
  );
}
