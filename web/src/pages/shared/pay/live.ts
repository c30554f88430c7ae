// What the forms keep up to date: a quote of what is typed, and what the payer holds.
import { createEffect, createMemo, createSignal, on, onCleanup, type Accessor } from "solid-js";
import { toBigInt, type pool, type token } from "compute-amm";
import { useApp } from "../../../app.js";
import { messageOf } from "../../../chain/errors.js";
import { createPolled, type Polled } from "../../../chain/polled.js";
import { accountsOf, NO_HOLDINGS, type Holdings } from "./payment.js";
import type { Quote, Source } from "./quote.js";

/** After the last keystroke. */
const QUIET_MS = 150;

/** See {@link createQuote}. */
export interface Quoted {
  /** The latest quote of what is asked for; undefined while there is none. */
  readonly quote: Accessor<Quote | undefined>;
  /** Why there is none. */
  readonly error: Accessor<string | undefined>;
  /** Whether what is asked for has changed since the quote. */
  readonly stale: Accessor<boolean>;
}

/**
 * The quote of what is typed: asked a moment after it changes, and again with each new block. `key` says in one text what is asked
 * for, `ask` asks; nothing is asked while `key` is undefined.
 */
export function createQuote(key: Accessor<string | undefined>, ask: (source: Source) => Promise<Quote>): Quoted {
  const { rpc, config, market } = useApp();
  const [got, setGot] = createSignal<{ readonly key: string; readonly quote?: Quote; readonly error?: string } | undefined>();
  const height = () => market.snapshot()?.status.height;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let latest = 0;
  onCleanup(() => clearTimeout(timer));

  const run = async (asked: string, turn: number) => {
    const snapshot = market.snapshot();
    if (!snapshot) return;
    const answer = await ask({ rpc, config, snapshot }).then((quote) => ({ key: asked, quote }), (error: unknown) => ({ key: asked, error: messageOf(error) }));
    if (turn === latest) setGot(answer);
  };
  createEffect(on([key, height], ([asked, now], before) => {
    clearTimeout(timer);
    latest += 1;
    const turn = latest;
    if (asked === undefined || now === undefined) return;
    // A new block changes nothing that is typed, so there is nothing to wait for.
    timer = setTimeout(() => void run(asked, turn), before?.[0] === asked ? 0 : QUIET_MS);
  }));
  const current = createMemo(() => (got()?.key === key() ? got() : undefined));
  return {
    quote: () => (key() === undefined ? undefined : (current()?.quote ?? (current() ? undefined : got()?.quote))),
    error: () => current()?.error,
    stale: () => current()?.quote === undefined,
  };
}

/** What the connected wallet holds of NET, the dollar asset and the credits of a class, in it and in its accounts. */
export function createHoldings(credit: Accessor<string | undefined>): Polled<Holdings> & { readonly holdings: Accessor<Holdings> } {
  const { rpc, config, market, wallet } = useApp();
  const key = createMemo(() => {
    const [owner, token] = [wallet.account()?.address, credit()];
    return owner === undefined ? undefined : `${owner} ${token ?? ""}`;
  });
  const read = async (height: number, asked: string): Promise<Holdings> => {
    const snapshot = market.snapshot();
    const [owner = "", token = ""] = asked.split(" ");
    if (!snapshot) return NO_HOLDINGS;
    const { contracts, networkDenom } = snapshot.terms;
    const keys = [...new Set([networkDenom, ...(config.usd ? [config.usd.asset] : []), ...(token === "" ? [] : [token])])];
    const balance = (asset: string) => asset.startsWith("cw20:")
      ? rpc.query<token.BalanceResponse>(asset.slice(5), { balance: { address: owner } }, height).then((answer) => toBigInt(answer.balance))
      : rpc.balance(owner, asset, height);
    const [accounts, ...balances] = await Promise.all([
      rpc.query<pool.AccountsOfResponse>(contracts.pool, { accounts_of: { owner, limit: 100 } }, height), ...keys.map(balance),
    ]);
    return { account: accountsOf(accounts), wallet: new Map(keys.map((asset, index) => [asset, balances[index] ?? 0n])) };
  };
  const polled = createPolled<Holdings, string>(market, read, 4, key);
  return { ...polled, holdings: () => polled.value() ?? NO_HOLDINGS };
}
