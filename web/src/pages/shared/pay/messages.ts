// Messages that request a job or a lease: a swap that ends in the market's contract; where dollars pay, after one that buys NET.
import { toBinary, uint128, type Binary, type jobMarket, type leaseMarket, type pool, type token } from "compute-amm";
import { assetOf } from "../../../chain/assets.js";
import type { ClassView, Snapshot } from "../../../chain/snapshot.js";
import { execute, type Message } from "../../../wallet/messages.js";
import type { Holdings } from "./payment.js";
import type { Quote } from "./quote.js";

type Chain = Pick<Snapshot, "terms">;

/** What opens a job that pays as the quote says. `holdings` are the payer's: they say how much NET goes to its account first. */
export function jobMessages(
  snapshot: Chain, view: Pick<ClassView, "credit">, request: Omit<jobMarket.JobRequest, "max_payment">, quote: Quote, holdings: Holdings,
): Message[] {
  const { jobMarket: contract } = snapshot.terms.contracts;
  const job: jobMarket.JobRequest = { ...request, max_payment: uint128(quote.maxPayment) };
  if (quote.pay.asset !== "credits") {
    return swapInto(snapshot, quote, contract, toBinary<jobMarket.SwapMsg>({ request_job: { request: job } }));
  }
  const paid = quote.pay.from === "account"
    ? execute<jobMarket.ExecuteMsg>(contract, { request_job_with_credits: { request: job } })
    : execute<token.ExecuteMsg>(view.credit.slice("cw20:".length), {
      send: { contract, amount: uint128(quote.credits), msg: toBinary<jobMarket.ReceiveMsg>({ request_job: { request: job } }) },
    });
  return [...depositOf(snapshot, netFromWallet(snapshot, quote, holdings)), paid];
}

/** NET that goes from the wallet to the account first, as take and tip of a job that credits pay come from there. Base units. */
export function netFromWallet(snapshot: Chain, quote: Quote, holdings: Holdings): bigint {
  if (quote.pay.asset !== "credits") return 0n;
  const net = snapshot.terms.networkDenom;
  const needed = quote.most.find(({ asset, from }) => asset === net && from === "account")?.amount ?? 0n;
  const held = holdings.account.get(net) ?? 0n;
  return needed > held ? needed - held : 0n;
}

function depositOf({ terms }: Chain, amount: bigint): Message[] {
  if (amount === 0n) return [];
  return [execute<pool.ExecuteMsg>(terms.contracts.pool, { deposit: {} }, [{ denom: terms.networkDenom, amount }])];
}

/** What opens a lease. */
export function leaseMessages(snapshot: Chain, request: Omit<leaseMarket.LeaseRequest, "max_payment">, quote: Quote): Message[] {
  const lease: leaseMarket.LeaseRequest = { ...request, max_payment: uint128(quote.maxPayment) };
  return swapInto(snapshot, quote, leaseMarketOf(snapshot), toBinary<leaseMarket.SwapMsg>({ request_lease: { request: lease } }));
}

/** What buys a running lease more seconds. */
export function topUpMessages(snapshot: Chain, leaseId: number, seconds: number, quote: Quote): Message[] {
  const more = { lease_id: leaseId, seconds, max_payment: uint128(quote.maxPayment) };
  return swapInto(snapshot, quote, leaseMarketOf(snapshot), toBinary<leaseMarket.SwapMsg>({ top_up: more }));
}

function leaseMarketOf({ terms }: Chain): string {
  if (terms.contracts.leaseMarket === null) throw new RangeError("this market has no leases");
  return terms.contracts.leaseMarket;
}

/** A swap of what pays, at most what the quote says, that ends in a call; before it the purchase of the NET that pays, if another asset does. */
function swapInto({ terms }: Chain, { most: [most], first, legs }: Quote, contract: string, msg: Binary): Message[] {
  if (!most) throw new RangeError("expected something that pays");
  const { contracts: { pool }, networkDenom } = terms;
  const call = { call: { contract, msg } };
  if (!first) return [exactOut(pool, most, legs, call)];
  const { pools, net } = first;
  return [
    exactOut(pool, most, [{ pools: [...pools], amount_out: uint128(net) }], { account: {} }),
    exactOut(pool, { asset: networkDenom, amount: net, from: "account" }, legs, call),
  ];
}

function exactOut(contract: string, { asset, amount, from }: Quote["most"][number], legs: readonly pool.Leg[], to: pool.Destination): Message {
  const swap = { legs: [...legs], to };
  if (from === "wallet" && asset.startsWith("cw20:")) {
    return execute<token.ExecuteMsg>(asset.slice("cw20:".length), {
      send: { contract, amount: uint128(amount), msg: toBinary<pool.ReceiveMsg>({ swap_exact_out: swap }) },
    });
  }
  const offer = assetOf(asset);
  if (from === "wallet") return execute<pool.ExecuteMsg>(contract, { swap_exact_out: { offer, ...swap } }, [{ denom: asset, amount }]);
  return execute<pool.ExecuteMsg>(contract, { swap_exact_out: { offer, ...swap, from: { account: { amount: uint128(amount) } } } });
}
