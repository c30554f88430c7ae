// One's share in plain words: what it is now, against having kept what one put in, and what of it is fees.
import { createMemo, Show } from "solid-js";
import { toBigInt, type pool } from "compute-amm";
import { useApp } from "../../app.js";
import { createPolled } from "../../chain/polled.js";
import { curve, spot, type Pool } from "../../chain/pools.js";
import type { Snapshot } from "../../chain/snapshot.js";
import { formatBps } from "../../money/amounts.js";
import { amount as uint } from "../../wallet/messages.js";
import { Amount } from "../../ui/Amount.js";
import { Notice } from "../../ui/Notice.js";
import { basisOf, perShare, readMoves, reduced, resultOf, type Moves } from "./result.js";

export function Stake(props: { pool: Pool; snapshot: Snapshot; shares: bigint }) {
  const { rpc, market, wallet, unit } = useApp();
  const moves = createPolled<Moves, string>(market, (_, key) =>
    readMoves(rpc, props.snapshot.terms.contracts.pool, props.pool, key.split("|")[0] ?? ""), 30,
    // Again after each change of one's shares.
    () => (wallet.account() ? `${wallet.account()?.address}|${props.pool.id}|${props.shares}` : undefined));
  // By the node, as nobody has typed anything yet: the pool's code in the page is large. With the pool of the same block.
  const asked = createPolled(market, async (height, _: string) => {
    const of = props.pool;
    const got = await rpc.query<pool.WithdrawQuoteResponse>(
      props.snapshot.terms.contracts.pool, { quote_withdraw: { pool_id: of.id, shares: uint(props.shares) } } satisfies pool.QueryMsg, height);
    return { pool: of, have: [toBigInt(got.amount_0), toBigInt(got.amount_1)] as const };
  }, 4, () => `${props.pool.id} ${props.shares}`);
  const now = () => asked.value()?.have;
  const basis = createMemo(() => {
    const found = moves.value();
    if (!found || found.more) return undefined;
    const whole = basisOf(found.moves);
    return whole.shares >= props.shares ? reduced(whole, props.shares) : undefined;
  });
  const result = createMemo(() => {
    const [found, put] = [asked.value(), basis()];
    if (!found || !put) return undefined;
    const { have, pool: then } = found;
    const price = spot(curve(then));
    const { x, y } = curve(then);
    return price === null ? undefined : resultOf(put, have[0], have[1], price, perShare(x, y, then.lpSupply));
  });
  const unit0 = () => unit(props.pool.asset0);
  const unit1 = () => unit(props.pool.asset1);
  const away = (value: bigint) => (value < 0n ? -value : value);
  return (
    <section aria-labelledby="stake">
      <h2 id="stake">Your share</h2>
      <Show when={now()}>{(have) => (
        <p>It is <Amount value={have()[0]} unit={unit0()} /> and <Amount value={have()[1]} unit={unit1()} /> now: so much you would get if you withdrew all.</p>
      )}</Show>
      <Show when={moves.error()}>{(why) => <Notice kind="info" title="Its result is not known">{why()}</Notice>}</Show>
      <Show when={moves.value() && !basis()}>
        <Notice kind="info" title="Its result is not known">
          Some of your shares came by a transfer, or before what the node still has, so nobody can say what was paid for them.
        </Notice>
      </Show>
      <Show when={result()}>{(found) => (
        <>
          <p>
            You put in <Amount value={basis()?.put0 ?? 0n} unit={unit0()} /> and <Amount value={basis()?.put1 ?? 0n} unit={unit1()} /> for it. Had you kept them, they
            would be worth <Amount value={found().held} unit={unit1()} /> at the price now; your share is worth <Amount value={found().now} unit={unit1()} />. So
            providing brought you{" "}
            <strong classList={{ good: found().gain >= 0n, bad: found().gain < 0n }}>
              <Amount value={away(found().gain)} unit={unit1()} /> {found().gain >= 0n ? "more" : "less"}
            </strong> than holding.
          </p>
          <Show when={found().fees} fallback={<p class="muted">What of it is fees is not known: the node no longer has the pool as it was when you provided one asset alone.</p>}>{(fees) => (
            <>
              <dl class="facts">
                <div><dt>Fees in it</dt><dd>{fees().bps > 0n ? formatBps(fees().bps) : "less than 0.01 %"} of it: <Amount value={fees().of0} unit={unit0()} /> and <Amount value={fees().of1} unit={unit1()} /></dd></div>
                <div><dt>They are worth</dt><dd><Amount value={fees().worth} unit={unit1()} /></dd></div>
                <div><dt>The rest: what the move of the price cost (“impermanent loss”), and the swap of a single-sided start</dt><dd><Amount value={found().moved ?? 0n} unit={unit1()} /></dd></div>
              </dl>
              <details>
                <summary>How the fees are computed</summary>
                <p>
                  A share stands for √(x · y) / shares of the pool, with x and y what it holds{props.pool.launch ? ", the virtual reserve included" : ""}. Swaps leave x · y as it is but for
                  their fees, so only fees let it grow. It has grown since you provided; the growth is {formatBps(fees().bps)} of what your share stands for now. All in
                  whole numbers, from the events of your provisions. Fees of shares that you have withdrawn already are not in it.
                </p>
              </details>
            </>
          )}</Show>
        </>
      )}</Show>
    </section>
  );
}
