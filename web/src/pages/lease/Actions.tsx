// What one can do with a lease now: each with what it takes and leads to.
import { Show } from "solid-js";
import { toBigInt, type leaseMarket } from "compute-amm";
import { useApp } from "../../app.js";
import { Amount, Net } from "../../ui/Amount.js";
import { Duration, Time } from "../../ui/Duration.js";
import { Send } from "../../ui/Send.js";
import type { Sent } from "../../wallet/send.js";
import { execute } from "../../wallet/messages.js";
import { maybeEarly, overOf } from "../shared/deadline.js";
import { STATES } from "../shared/leases.js";
import type { LeaseNow } from "./story.js";
import { TopUp } from "./TopUp.js";

const CREDITS = { symbol: "GPU-seconds", decimals: 6 };

type Done = (text: string, sent: Sent) => void;

/** Withdraw, close, claim, heartbeat, add time: those that are possible. */
export function Actions(props: { id: number; now: LeaseNow; onDone: Done }) {
  const { market, wallet } = useApp();
  const me = () => wallet.account()?.address;
  const live = () => props.now.lease.live ?? undefined;
  const running = () => live()?.running ?? undefined;
  const send = (msg: leaseMarket.ExecuteMsg) => {
    const contract = market.snapshot()?.terms.contracts.leaseMarket;
    if (!contract) throw new Error("The market is not read yet.");
    return [execute<leaseMarket.ExecuteMsg>(contract, msg)];
  };
  const id = () => ({ lease_id: props.id });
  const over = () => overOf({ deadline: live()?.start_by ?? 0 }, market.now());
  const mine = () => me() === live()?.client;
  return (
    <Show when={live()} fallback={<p class="muted">Nothing: it is over.</p>}>{(lease) => (
      <div class="actions">
        <Show when={me()} fallback={<p class="muted">Connect a wallet to see what you may do.</p>}>
          <Show when={!running() && (mine() || over() !== "no")}>
            <div class="action">
              <h3>Withdraw the request</h3>
              <p>{over() === "no" ? "Nobody has started it. " : "Nobody started it in time, so anyone may withdraw it. "}
                <Amount value={BigInt(lease().gpus) * BigInt(lease().seconds) * 1_000_000n} unit={CREDITS} /> and <Net value={toBigInt(lease().take)} exact /> of take go back to the client's account. It costs only the network fee.{!mine() && over() === "perhaps" ? ` ${maybeEarly(false)}` : ""}</p>
              <Send kind="danger" messages={() => send({ cancel: id() })} onSent={(sent) => props.onDone("The request is withdrawn. Credits and take are in the client's account.", sent)}>Withdraw the request</Send>
            </div>
          </Show>
          <Show when={running()}>{(run) => (
            <>
              <Show when={props.now.close}>{(close) => <Close close={close()} lease={lease()} me={me() ?? ""} send={() => send({ close: id() })} onDone={props.onDone} />}</Show>
              <Show when={me() === run().provider || toBigInt(run().due) > 0n}>
                <div class="action">
                  <h3>Claim</h3>
                  <p>Pays <Amount value={toBigInt(run().due)} unit={CREDITS} exact /> that the provider has earned to its account. Anyone may send it. It costs only the network fee.</p>
                  <Send kind="plain" disabled={toBigInt(run().due) === 0n} messages={() => send({ claim: id() })} onSent={(sent) => props.onDone("What was earned is in the provider's account.", sent)}>Claim for the provider</Send>
                </div>
              </Show>
              <Show when={me() === run().provider}>
                <div class="action">
                  <h3>Send a heartbeat</h3>
                  <p>It says that all your machines run, and covers the next <Duration seconds={market.snapshot()?.terms.leases?.params.heartbeat_within ?? 0} /> of all your leases. Seconds that no heartbeat covers are not paid.</p>
                  <Send kind="plain" messages={() => send({ heartbeat: {} })} onSent={(sent) => props.onDone("The heartbeat counts from this block on.", sent)}>Send a heartbeat</Send>
                </div>
              </Show>
              <TopUp id={props.id} live={lease()} onSent={(sent) => props.onDone("The time is added.", sent)} />
            </>
          )}</Show>
        </Show>
      </div>
    )}</Show>
  );
}

/** What a close now pays to whom, as the contract itself says. */
function Close(props: { close: leaseMarket.CloseResponse; lease: leaseMarket.LiveLease; me: string; send: () => ReturnType<typeof execute>[]; onDone: Done }) {
  const sum = (amount: leaseMarket.Uint128) => toBigInt(amount);
  const notice = () => props.close.state === "running";
  const provider = () => props.me === props.lease.running?.provider;
  return (
    <div class="action">
      <h3>Close it</h3>
      <Show when={!notice()} fallback={
        <p>{props.close.end ? <>It is then over at <Time at={props.close.end} seconds />. This class is interruptible, so it costs you nothing; the client is told.</> : "Its end is so near that a notice changes nothing."}</p>
      }>
        <p>A close now pays, in this block:</p>
        <dl class="facts">
          <div><dt>To the client, credits</dt><dd><Amount value={sum(props.close.refunded)} unit={CREDITS} exact /></dd></div>
          <div><dt>To the client, of the take</dt><dd><Net value={sum(props.close.take_refunded)} exact /></dd></div>
          <div><dt>To the provider, credits</dt><dd><Amount value={sum(props.close.paid)} unit={CREDITS} exact /></dd></div>
          <Show when={sum(props.close.fee) > 0n}><div><dt>Fee for leaving within the first seconds</dt><dd><Amount value={sum(props.close.fee)} unit={CREDITS} exact /></dd></div></Show>
          <Show when={sum(props.close.slash) > 0n}><div><dt>Out of the provider's pledge, to the client</dt><dd><Net value={sum(props.close.slash)} exact /></dd></div></Show>
        </dl>
        <p>Each second that passes until it is in a block moves {props.lease.gpus} {props.lease.gpus === 1 ? "credit" : "credits"} from the client to the provider{provider() && sum(props.close.slash) > 0n ? "; you pay the client out of your pledge because you stop it early, and your reputation falls" : ""}. Afterwards the lease is {STATES[props.close.state].name}, and its machine gone.</p>
      </Show>
      <Send kind="danger" messages={props.send} onSent={(sent) => props.onDone(notice() ? "Notice is given." : "The lease is closed. What came back is in the client's account.", sent)}>Close the lease</Send>
    </div>
  );
}
