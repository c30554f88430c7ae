// A lease as a person asks for it. Pure.
import { hex, type leaseMarket } from "compute-amm";
import type { ClassView, Snapshot } from "../../chain/snapshot.js";
import { address, gpus, type Asked, type Read } from "./order.js";
import { collector, priceLimit, seconds } from "../shared/fields.js";
import { LONGEST } from "../shared/leases.js";
import type { Pay } from "../shared/pay/payment.js";
import { keyOf } from "../shared/ssh.js";

/** What a form for a lease holds, as typed. */
export interface LeaseForm {
  readonly class: string;
  readonly gpus: string;
  readonly time: string;
  /** A line `ssh-ed25519 AAAA…`. */
  readonly sshKey: string;
  readonly provider: string;
  readonly pay: Pay;
  /** Per cent above the quote that cost and take may be. */
  readonly limit: string;
}

/** An empty form. */
export const EMPTY_LEASE: LeaseForm = {
  class: "", gpus: "1", time: "1 h", sshKey: "", provider: "", pay: { asset: "net", from: "wallet" }, limit: "1",
};

/** A lease, as far as its price depends on it. */
export interface LeaseAsked {
  readonly gpus: number;
  readonly seconds: number;
}

/** A lease that can be requested. */
export interface LeaseOrder {
  readonly view: ClassView;
  readonly asked: LeaseAsked;
  /** Without its limit, which the quote says. */
  readonly request: Omit<leaseMarket.LeaseRequest, "max_payment">;
  readonly pay: Pay;
  readonly limitBps: number;
}

/** What the contract would accept of a form, or why not. */
export function readLease(form: LeaseForm, snapshot: Snapshot, config: { readonly prefix: string }): Read<LeaseOrder, Asked<{ readonly lease: LeaseAsked }>> {
  const { faults, field } = collector();
  const view = snapshot.classes.find(({ id, lease }) => id === form.class && lease !== null);
  const many = field("gpus", () => gpus(form.gpus));
  const time = field("time", () => seconds(form.time, 1, LONGEST));
  const limitBps = field("limit", () => priceLimit(form.limit));
  const asked = view && many !== undefined && time !== undefined && limitBps !== undefined ? { view, limitBps, lease: { gpus: many, seconds: time } } : undefined;
  const key = field("sshKey", () => keyOf(form.sshKey));
  const provider = field("provider", () => (form.provider.trim() === "" ? undefined : address(form.provider, config.prefix)));
  if (Object.keys(faults).length > 0 || !asked || key === undefined) return { order: undefined, asked, faults };
  const request = {
    class: asked.view.id, ...asked.lease, ssh_key: hex(key), ...(provider === undefined ? {} : { provider }),
  };
  return { order: { view: asked.view, asked: asked.lease, request, pay: form.pay, limitBps: asked.limitBps }, asked, faults };
}
