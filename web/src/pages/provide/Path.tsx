// The way of a provider: ten steps, each with what it locks and what it risks.
import { createMemo, type Component } from "solid-js";
import { toBigInt } from "compute-amm";
import { useApp } from "../../app.js";
import { createPolled } from "../../chain/polled.js";
import { search } from "../../chain/events.js";
import { Steps, type Step } from "../../ui/Steps.js";
import { useProviding } from "./context.js";
import { owed, progress, type StepId } from "./model.js";
import { Alive } from "./steps/Alive.js";
import { Bond } from "./steps/Bond.js";
import { Claim } from "./steps/Claim.js";
import { Leave } from "./steps/Leave.js";
import { Mint } from "./steps/Mint.js";
import { Offer } from "./steps/Offer.js";
import { Redeem } from "./steps/Redeem.js";
import { Register } from "./steps/Register.js";
import { Supply } from "./steps/Supply.js";
import { AgentStep } from "./steps/AgentStep.js";

const PARTS: Record<StepId, { readonly title: string; readonly body: Component<{ open: boolean }> }> = {
  register: { title: "Register", body: Register },
  bond: { title: "Bond", body: Bond },
  offer: { title: "Offer GPUs", body: Offer },
  alive: { title: "Show that you are there", body: Alive },
  mint: { title: "Mint credits", body: Mint },
  supply: { title: "Sell credits, or supply them to the pool", body: Supply },
  work: { title: "Accept work, by the agent", body: AgentStep },
  claim: { title: "Claim and draw what you earned", body: Claim },
  redeem: { title: "Redeem your debt", body: Redeem },
  leave: { title: "Leave: withdraw GPUs, take the bond back", body: Leave },
};

export function Path() {
  const { market, rpc, wallet } = useApp();
  const providing = useProviding();
  // What was once done, and leaves no trace in the position.
  const past = createPolled<{ minted: boolean; redeemed: boolean; sold: boolean }, string>(market, async (_, key) => {
    const [provider = "", id = ""] = key.split("|");
    const { contracts } = providing.snapshot.terms;
    const once = async (contract: string, type: string, where: Record<string, string>) =>
      (await search(rpc, contract, type, where)).events.length > 0;
    const [minted, redeemed, sold] = await Promise.all([
      once(contracts.registry, "mint_credits", { provider, class: id }), once(contracts.registry, "redeem_credits", { provider, class: id }),
      once(contracts.pool, "swap", { sender: provider, offer: providing.view.credit }),
    ]);
    return { minted, redeemed, sold };
  }, 8, () => (wallet.account() ? `${wallet.account()?.address}|${providing.view.id}` : undefined));

  const states = createMemo(() => {
    // Until it is known where somebody stands, no step is the one for now.
    if (wallet.account() && !providing.standing.value()) return progress(BEGIN).map((one) => ({ ...one, state: "later" as const }));
    const one = providing.standing.value()?.provider ?? null;
    const params = providing.snapshot.terms.registry.params;
    const { jobs = [], leases = [] } = providing.work.value() ?? {};
    const { good, bad } = providing.position;
    const pool = providing.view.pool;
    return progress({
      known: one !== null, active: one?.active ?? false, alive: (one?.last_seen ?? 0) + params.heartbeat_within >= market.now(),
      bond: providing.position.bond, lockMin: toBigInt(params.lock_min), gpus: providing.position.gpus, owed: owed(providing.position),
      minted: past.value()?.minted ?? false, redeemed: past.value()?.redeemed ?? false,
      supplied: (past.value()?.sold ?? false) || (pool ? (providing.holdings.value()?.shares.get(pool.id) ?? 0n) > 0n : false),
      worked: jobs.length + leases.length > 0 || good + bad > 0n, paid: good > 0n || leases.some(({ live }) => toBigInt(live.running.paid) > 0n),
    });
  });
  // A form that somebody types into stays as it is: only the states change.
  const steps = progress(BEGIN).map(({ id, optional }): Step => {
    const state = () => states().find((one) => one.id === id)?.state ?? "later";
    const Body = PARTS[id].body;
    return {
      get title() { return <>{PARTS[id].title}{optional ? <> <span class="tag">optional</span></> : ""}{state() === "done" ? <> <span class="tag" data-kind="good">done</span></> : ""}</>; },
      get state() { return state(); },
      body: <Body open={state() === "now"} />,
    };
  });
  return (
    <section aria-labelledby="path">
      <h2 id="path">The way to a payout</h2>
      <Steps steps={steps} />
    </section>
  );
}

const BEGIN = {
  known: false, active: false, alive: false, bond: 0n, lockMin: 1n, gpus: 0, owed: 0n, minted: false, redeemed: false, supplied: false, worked: false, paid: false,
};
