// A lease: which GPUs, for how long, who may log in; what it costs, and what may become of it.
import { createMemo, onCleanup, Show } from "solid-js";
import { createStore } from "solid-js/store";
import { useApp } from "../../app.js";
import { find, numberOf } from "../../chain/events.js";
import { go, href, search } from "../../router.js";
import { Field, TextArea } from "../../ui/Field.js";
import { FileField } from "../../ui/FileField.js";
import { Send } from "../../ui/Send.js";
import { ClassField } from "./ClassField.js";
import { Hindrance } from "./Hindrance.js";
import { EMPTY_LEASE, readLease, type LeaseForm as Form } from "./lease-order.js";
import { LeaseOutlook } from "./LeaseOutlook.js";
import { createHoldings, createQuote } from "../shared/pay/live.js";
import { leaseMessages } from "../shared/pay/messages.js";
import { PayFields } from "../shared/pay/PayFields.js";
import { QuotePanel, Shortage, shortOf } from "../shared/pay/QuotePanel.js";
import { quoteLease, quoteWithin } from "../shared/pay/quote.js";
import { keyOf } from "../shared/ssh.js";

const NAMES: Readonly<Record<string, string>> = {
  gpus: "GPUs", time: "time", sshKey: "your SSH key", provider: "the provider", limit: "the price limit",
};

export default function LeaseForm() {
  const { market, config, wallet } = useApp();
  const asked = search();
  const [form, setForm] = createStore<Form>({
    ...EMPTY_LEASE, class: asked["class"] ?? "", gpus: asked["gpus"] ?? "1", time: asked["time"] ?? "1 h", provider: asked["provider"] ?? "",
  });
  const change = (part: Partial<Form>) => setForm(part);
  const view = () => market.snapshot()?.classes.find(({ id }) => id === form.class);
  const read = createMemo(() => {
    const snapshot = market.snapshot();
    return snapshot ? readLease(form, snapshot, config) : { order: undefined, asked: undefined, faults: {} as Record<string, string> };
  });
  const fault = (name: string, typed: string) => (typed === "" ? undefined : read().faults[name]);
  const quoted = createQuote(() => {
    const { asked } = read();
    return asked && JSON.stringify([form.class, form.pay, asked.limitBps, asked.lease.gpus, asked.lease.seconds]);
  }, (source, before) => {
    const { asked } = read();
    if (!asked) throw new Error("nothing is asked for");
    return quoteWithin((limit) => quoteLease(source, asked.view, asked.lease, form.pay, limit), asked.limitBps, before);
  });
  const { holdings, value: known, refresh } = createHoldings(() => view()?.credit);
  const short = createMemo(() => shortOf(quoted.shown(), wallet.account() && known(), market.snapshot()?.terms.networkDenom ?? ""));
  const missing = () => Object.keys(read().faults).map((name) => NAMES[name] ?? name);
  // Whoever has gone elsewhere meanwhile stays there.
  let stands = true;
  onCleanup(() => (stands = false));
  const messages = () => {
    const [snapshot, order, quote] = [market.snapshot(), read().order, quoted.agreed()];
    if (!snapshot || !order || !quote) throw new Error("The quote is not there yet.");
    return leaseMessages(snapshot, order.request, quote);
  };

  return (
    <div class="get">
      <fieldset class="form" disabled={quoted.agreement.held()}>
        <ClassField leases value={form.class} onChange={(name) => change({ class: name })} />
        <div class="form-row">
          <Field label="GPUs" mode="numeric" value={form.gpus} onInput={(gpus) => change({ gpus })} error={read().faults["gpus"]} />
          <Field label="Time" value={form.time} onInput={(time) => change({ time })} error={read().faults["time"]}
            hint="Such as 90 min, 2 h, 3 days; at most 30 days. A bare number is of minutes. You can add time later, and stop at any second." />
        </div>
        <TextArea label="Your SSH public key" rows={3} value={form.sshKey} onInput={(sshKey) => change({ sshKey })} error={fault("sshKey", form.sshKey)}
          placeholder="ssh-ed25519 AAAA… you@computer" hint={<>Who may log in: the line in <code>~/.ssh/id_ed25519.pub</code>. Everybody can read it on the chain; it lets nobody in but you.</>} />
        <FileField label="Or choose the key's file" accept=".pub" hint="A file whose name ends with .pub." onFile={(bytes) => {
          const line = new TextDecoder().decode(bytes).trim();
          keyOf(line);
          change({ sshKey: line });
        }} />
        <Field label="Only this provider" mono value={form.provider} onInput={(provider) => change({ provider })} error={fault("provider", form.provider)}
          hint="Its address; empty: any provider may start it." />
        <PayFields pay={form.pay} onPay={(pay) => change({ pay })} limit={form.limit} onLimit={(limit) => change({ limit })}
          limitError={fault("limit", form.limit)} view={view()} holdings={holdings()} connected={wallet.account() !== undefined} />
      </fieldset>
      <section class="panel quote-panel" aria-label="Quote">
        <QuotePanel quoted={quoted} surplus="account" stake={{ name: "The provider pledges", note: "and pays you of it if it stops early" }}
          empty={read().asked ? "Asking the market…" : "Say how many GPUs and how long to see the price."} />
        <Hindrance lease view={view()} gpus={read().asked?.lease.gpus} provider={read().order?.request.provider ?? undefined} />
        <Shortage quote={quoted.shown()} short={short()} />
        <Show when={read().asked && missing().length > 0}><p class="muted">Still to be said or mended: {missing().join(", ")}.</p></Show>
        <Send disabled={!read().order || quoted.stale() || short().length > 0} agreement={quoted.agreement} messages={messages} done="Your lease is open." onSent={(sent) => {
          void refresh();
          const event = find(sent.events, market.snapshot()?.terms.contracts.leaseMarket ?? "", "request_lease");
          if (event && stands) go(href("/leases", numberOf(event, "lease_id")));
        }}>Request the lease</Send>
      </section>
      <section class="outlook" aria-label="What may happen">
        <Show when={read().asked}>{(asked) => <Show when={quoted.shown()}>{(quote) => <LeaseOutlook view={asked().view} lease={asked().lease} quote={quote()} />}</Show>}</Show>
      </section>
    </div>
  );
}
