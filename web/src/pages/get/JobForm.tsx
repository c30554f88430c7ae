// A job: what runs, how it is verified, what it costs, what may become of it.
import { createEffect, createMemo, onCleanup, Show, Suspense } from "solid-js";
import { createStore } from "solid-js/store";
import { useApp } from "../../app.js";
import { find, numberOf } from "../../chain/events.js";
import { part } from "../../ui/part.js";
import { exactDuration } from "../../money/time.js";
import { go, href, search } from "../../router.js";
import { Field, Select } from "../../ui/Field.js";
import { Send } from "../../ui/Send.js";
import { ClassField } from "./ClassField.js";
import { Hindrance } from "./Hindrance.js";
import { InputFields, ProgramFields } from "./InputFields.js";
import { JobDetails } from "./JobDetails.js";
import { createHoldings, createQuote } from "../shared/pay/live.js";
import { jobMessages, netFromWallet } from "../shared/pay/messages.js";
import { EMPTY_JOB, readJob, type JobForm as Form } from "./order.js";
import { timesOf } from "./outlook.js";
import { PayFields } from "../shared/pay/PayFields.js";
import { QuotePanel, Shortage, shortOf } from "../shared/pay/QuotePanel.js";
import { quoteJob, quoteWithin } from "../shared/pay/quote.js";
import { usable } from "./usable.js";
import { shorten } from "../../ui/Address.js";
import { Net } from "../../ui/Amount.js";

const JobOutlook = part(() => import("./JobOutlook.js"));
const MethodNote = part(() => import("./MethodNote.js"));
const StandardFields = part(() => import("./StandardFields.js"));

const NAMES: Readonly<Record<string, string>> = {
  gpus: "GPUs", time: "time", method: "how it is verified", program: "the program", programLocator: "the program's place", input: "the input",
  inputLocator: "the input's place", tip: "the tip", provider: "the provider", minReputation: "the reputation", acceptWithin: "the time to accept",
  runWithin: "the time to deliver", declaredValue: "the declared value", challengeBond: "the challenge bond", minDamages: "the least damages", minBacking: "the least backing", limit: "the price limit",
};

export default function JobForm() {
  const { market, config, wallet, net } = useApp();
  const asked = search();
  const [form, setForm] = createStore<Form>({
    ...EMPTY_JOB, class: asked["class"] ?? "", gpus: asked["gpus"] ?? "1", time: asked["time"] ?? "1 h",
    provider: asked["provider"] ?? "",
  });
  const change = (part: Partial<Form>) => setForm(part);
  const view = () => market.snapshot()?.classes.find(({ id }) => id === form.class);
  const template = () => view()?.templates?.find((one) => `${one.template}` === form.template);
  const read = createMemo(() => {
    const snapshot = market.snapshot();
    return snapshot ? readJob(form, snapshot, config) : { order: undefined, asked: undefined, faults: {} };
  });
  const fault = (name: string, typed: string) => (typed === "" ? undefined : read().faults[name]);
  // A standard job has its own times. No link names one: what the page shows of a whole job is loaded once somebody has chosen or typed it.
  createEffect(() => {
    const chosen = template();
    if (chosen) change({ time: exactDuration(timesOf(chosen).least) });
  });

  const quoted = createQuote(() => {
    const { asked } = read();
    return asked && JSON.stringify([form.class, form.pay, asked.limitBps, asked.job.gpus, asked.job.seconds, asked.job.method, `${asked.job.tip}`, `${asked.job.declaredValue}`]);
  }, (source, before) => {
    const { asked } = read();
    if (!asked) throw new Error("nothing is asked for");
    return quoteWithin((limit) => quoteJob(source, asked.view, asked.job, form.pay, limit), asked.limitBps, before);
  });
  const { holdings, value: known, refresh } = createHoldings(() => view()?.credit);
  const topsUp = () => {
    const [snapshot, quote] = [market.snapshot(), quoted.shown()];
    return snapshot && quote ? netFromWallet(snapshot, quote, holdings()) : 0n;
  };
  const short = createMemo(() => shortOf(quoted.shown(), wallet.account() && known(), market.snapshot()?.terms.networkDenom ?? "", topsUp()));
  const missing = () => Object.keys(read().faults).map((name) => NAMES[name] ?? name);
  // Whoever has gone elsewhere meanwhile stays there.
  let stands = true;
  onCleanup(() => (stands = false));
  const messages = () => {
    const [snapshot, order, quote] = [market.snapshot(), read().order, quoted.agreed()];
    if (!snapshot || !order || !quote) throw new Error("The quote is not there yet.");
    return jobMessages(snapshot, order.view, order.request, quote, holdings());
  };

  return (
    <div class="get">
      <fieldset class="form" disabled={quoted.agreement.held()}>
        <ClassField value={form.class} onChange={(name) => change({ class: name, template: "", ...(form.input === "wanted" ? { input: null } : {}) })} />
        <Show when={view()}>
          <Select label="What runs" value={form.template} onChange={(template) => change({ template, input: null })} options={[
            { value: "", label: "Any program" },
            ...(view()?.templates ?? []).map((one) => ({
              value: `${one.template}`, label: `Standard job ${one.template}: program ${shorten(one.terms.program as unknown as string, 6, 4)}, ${exactDuration(timesOf(one).least)} to ${exactDuration(timesOf(one).most)}`,
            })),
          ]} hint="A standard job can be called: if nobody takes it, a provider that owes GPU time must serve it or pay you damages. Its input goes onto the chain with the call, where everybody can read it." />
          <div class="form-row">
            <Show when={!template()} fallback={<p>On {view()?.occupancy?.terms.standard_gpus ?? 1} GPU, as all standard jobs of this class.</p>}>
              <Field label="GPUs" mode="numeric" value={form.gpus} onInput={(gpus) => change({ gpus })} error={read().faults["gpus"]} />
            </Show>
            <Field label="Time on each" value={form.time} onInput={(time) => change({ time })} error={read().faults["time"]}
              hint={<Show when={template()} fallback="Such as 90 s, 20 min, 1 h 30 min. A bare number is of minutes.">{(one) => <>{exactDuration(timesOf(one()).least)} to {exactDuration(timesOf(one()).most)}, in steps of {exactDuration(timesOf(one()).step)}.</>}</Show>} />
          </div>
          <Show when={!template()}>
            <ProgramFields form={form} faults={read().faults} change={change} />
            <Select label="How the result is verified" value={form.method} onChange={(method) => change({ method })} error={undefined} options={[
              { value: "", label: "Choose" },
              ...(market.snapshot()?.terms.methods ?? []).map((one) => {
                const not = usable(one, market.now());
                return { value: `${one.method}`, label: `${one.method} · ${one.params.name}${not ? ` (${not})` : ""}`, disabled: not !== null };
              }),
            ]} />
            <Show when={read().order === undefined && market.snapshot()?.terms.methods.find((one) => `${one.method}` === form.method)}>{(method) => <Suspense><MethodNote method={method()} /></Suspense>}</Show>
          </Show>
          <Show when={`${form.class} ${form.template}`} keyed>{(_job) => (
            <Show when={!template() || (template()?.terms.max_input ?? 0) > 0}>
              <InputFields form={form} faults={read().faults} change={change} most={template()?.terms.max_input} />
            </Show>
          )}</Show>
          <Show when={template()}>
            <Suspense><StandardFields form={form} change={change} fault={fault} /></Suspense>
          </Show>
          <JobDetails form={form} change={change} fault={fault} template={template() !== undefined} />
          <PayFields pay={form.pay} onPay={(pay) => change({ pay, surplus: pay.from })} limit={form.limit} onLimit={(limit) => change({ limit })}
            limitError={fault("limit", form.limit)} view={view()} holdings={holdings()} connected={wallet.account() !== undefined}>
            <Select label="Unused payment goes" value={form.surplus} onChange={(surplus) => change({ surplus: surplus as Form["surplus"] })}
              options={[{ value: "wallet", label: "To my wallet" }, { value: "account", label: "To my account in the pool contract" }]} />
          </PayFields>
        </Show>
      </fieldset>
      <section class="panel quote-panel" aria-label="Quote">
        <QuotePanel quoted={quoted} surplus={form.surplus} stake={{ name: "The provider locks", note: "and loses of it if it is late or cheats" }}
          empty={read().asked ? "Asking the market…" : "Say how many GPUs and how long to see the price."} />
        <Hindrance view={view()} gpus={read().asked?.job.gpus} provider={read().order?.request.provider ?? undefined} minReputationBps={read().order?.request.min_reputation_bps}
          called={template() !== undefined} />
        <Shortage quote={quoted.shown()} short={short()} />
        <Show when={topsUp() > 0n && wallet.account()}><p>Take and tip come from your account, where {net.symbol} is missing: <Net value={topsUp()} exact /> go there from your wallet in the same transaction.</p></Show>
        <Show when={read().asked && missing().length > 0}><p class="muted">Still to be said or mended: {missing().join(", ")}.</p></Show>
        <Send disabled={!read().order || quoted.stale() || short().length > 0} agreement={quoted.agreement} messages={messages} done="Your job is open." onSent={(sent) => {
          void refresh();
          const event = find(sent.events, market.snapshot()?.terms.contracts.jobMarket ?? "", "request_job");
          if (event && stands) go(href("/jobs", numberOf(event, "job_id")));
        }}>Request the job</Send>
      </section>
      <section class="outlook" aria-label="What may happen">
        <Show when={read().order}>{(order) => <Show when={quoted.shown()}>{(quote) => <Suspense><JobOutlook order={order()} quote={quote()} /></Suspense>}</Show>}</Show>
      </section>
    </div>
  );
}
