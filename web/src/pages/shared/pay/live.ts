// What the forms keep up to date: a quote of what is typed, and what the payer holds.
import { createEffect, createMemo, createSignal, type Accessor } from "solid-js";
import { toBigInt, type token } from "compute-amm";
import { useApp } from "../../../app.js";
import { readAccounts } from "../../../chain/holdings.js";
import { createPolled, type Polled } from "../../../chain/polled.js";
import { createAgreement, type Agreement } from "../../../ui/Moved.js";
import { createAnswer, type Answer } from "../answer.js";
import { accountsOf, NO_HOLDINGS, type Holdings } from "./payment.js";
import { costsOf, type Quote, type Source } from "./quote.js";

/** A quote of what is typed, and what is agreed to by it. */
export interface Quoted extends Answer<Quote> {
  readonly agreement: Agreement;
}

/** The quote of what is typed: see {@link createAnswer}; `ask` gets where to ask, and the quote whose worst case stands. */
export function createQuote(key: Accessor<string | undefined>, ask: (source: Source, before: Quote | undefined) => Promise<Quote>): Quoted {
  const { rpc, config, market } = useApp();
  const [turn, setTurn] = createSignal(0);
  /** A price that is taken anew is another question. */
  const question = createMemo(() => {
    const asked = key();
    return asked === undefined ? undefined : `${turn()} ${asked}`;
  });
  let stands: { readonly question: string | undefined; readonly quote: Quote } | undefined;
  const answer = createAnswer(question, async () => {
    const snapshot = market.snapshot();
    if (!snapshot) throw new Error("The market has not been read yet.");
    return ask({ rpc, config, snapshot, height: snapshot.status.height }, stands?.question === question() ? stands?.quote : undefined);
  });
  const agreement = createAgreement(question, answer.agreed, costsOf);
  createEffect(() => {
    const quote = agreement.quote();
    if (quote) stands = { question: question(), quote };
  });
  return {
    question, agreed: agreement.quote, shown: () => agreement.quote() ?? answer.shown(), stale: () => agreement.quote() === undefined,
    error: () => (agreement.quote() === undefined ? answer.error() : undefined),
    agreement: { ...agreement, renew: () => setTurn((before) => before + 1) },
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
      readAccounts(rpc, contracts.pool, owner, height), ...keys.map(balance),
    ]);
    return { account: accountsOf(accounts), wallet: new Map(keys.map((asset, index) => [asset, balances[index] ?? 0n])) };
  };
  const polled = createPolled<Holdings, string>(market, read, 4, key);
  return { ...polled, holdings: () => polled.value() ?? NO_HOLDINGS };
}
