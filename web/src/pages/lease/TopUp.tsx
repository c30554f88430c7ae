// More seconds for a running lease, at the price of now.
import { createMemo, createSignal, Show } from "solid-js";
import type { leaseMarket } from "compute-amm";
import { useApp } from "../../app.js";
import { AmountError } from "../../money/amounts.js";
import { formatDuration } from "../../money/time.js";
import { Duration } from "../../ui/Duration.js";
import { Field } from "../../ui/Field.js";
import { Send } from "../../ui/Send.js";
import type { Sent } from "../../wallet/send.js";
import { LONGEST, NOTICE } from "../shared/leases.js";
import { createHoldings, createQuote } from "../shared/pay/live.js";
import { topUpMessages } from "../shared/pay/messages.js";
import { collector, priceLimit, seconds } from "../shared/fields.js";
import { PayFields } from "../shared/pay/PayFields.js";
import type { Pay } from "../shared/pay/payment.js";
import { QuotePanel, Shortage, shortOf } from "../shared/pay/QuotePanel.js";
import { quoteLease, quoteWithin } from "../shared/pay/quote.js";
import { topUpRoom } from "./story.js";

/** Anyone may pay for it; what is over goes to the payer's account. */
export function TopUp(props: { id: number; live: leaseMarket.LiveLease; onSent: (sent: Sent) => void }) {
  const { market, wallet } = useApp();
  const [time, setTime] = createSignal("30 min");
  const [pay, setPay] = createSignal<Pay>({ asset: "net", from: "wallet" });
  const [limit, setLimit] = createSignal("1");
  const view = () => market.snapshot()?.classes.find(({ id }) => id === props.live.class);
  const room = () => topUpRoom(props.live, market.now(), NOTICE, LONGEST);
  const tried = createMemo((): { readonly seconds: number; readonly limitBps: number } | { readonly faults: Readonly<Record<string, string>> } => {
    const most = room();
    const { faults, field } = collector();
    const added = field("time", () => {
      if (most === null || most === 0) throw new AmountError("Its provider agreed to no later end.");
      return seconds(time(), 1, most);
    });
    const limitBps = field("limit", () => priceLimit(limit()));
    return added === undefined || limitBps === undefined ? { faults } : { seconds: added, limitBps };
  });
  const asked = () => {
    const now = tried();
    return "seconds" in now ? now : undefined;
  };
  const quoted = createQuote(() => {
    const now = asked();
    return now && JSON.stringify([now.seconds, now.limitBps, pay(), props.live.gpus]);
  }, (source, before) => {
    const [now, of] = [asked(), view()];
    if (!now || !of) throw new Error("nothing is asked for");
    return quoteWithin((limit) => quoteLease(source, of, { gpus: props.live.gpus, seconds: now.seconds }, pay(), limit), now.limitBps, before);
  });
  const { holdings, value: known } = createHoldings(() => view()?.credit);
  const short = createMemo(() => shortOf(quoted.shown(), wallet.account() && known(), market.snapshot()?.terms.networkDenom ?? ""));
  const messages = () => {
    const [snapshot, now, quote] = [market.snapshot(), asked(), quoted.agreed()];
    if (!snapshot || !now || !quote) throw new Error("The quote is not there yet.");
    return topUpMessages(snapshot, props.id, now.seconds, quote);
  };
  const fault = (name: string) => {
    const now = tried();
    return "faults" in now ? now.faults[name] : undefined;
  };
  return (
    <div class="action">
      <h3>Add time</h3>
      <Show when={room() !== null} fallback={<p>It is too late: no time can be added in the last <Duration seconds={NOTICE} />, as the machine may be stopping.</p>}>
        <p>At the price and the take of now{props.live.gpus > 1 ? `, on all its ${props.live.gpus} GPUs` : ""}. Anyone may pay. Its provider agreed to at most {formatDuration(room() ?? 0)} more.</p>
        <p class="muted">The provider's pledge answers for the time of the request, not for time that is added: if the machine is gone then, what is left comes back, and the pledge pays nothing.</p>
        <div class="form">
          <Field label="Time to add" value={time()} onInput={setTime} error={time() === "" ? undefined : fault("time")} hint="Such as 90 s, 30 min, 2 h. A bare number is of minutes." />
          <PayFields pay={pay()} onPay={setPay} limit={limit()} onLimit={setLimit} limitError={fault("limit")} view={view()} holdings={holdings()} connected={wallet.account() !== undefined} />
        </div>
        <QuotePanel quoted={quoted} surplus="account" empty={asked() ? "Asking the market…" : "Say how much time to see the price."} />
        <Shortage quote={quoted.shown()} short={short()} />
        <Send disabled={!asked() || quoted.stale() || short().length > 0} agreement={quoted.agreement} messages={messages} onSent={(sent) => { setTime(""); props.onSent(sent); }}>Add the time</Send>
      </Show>
    </div>
  );
}
