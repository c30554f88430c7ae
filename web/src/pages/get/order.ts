// A job as a person asks for it: a form of texts, checked into a request. Pure.
import { hex, toBigInt, uint128, type jobMarket, type verifierGateway } from "compute-amm";
import type { ClassView, Snapshot } from "../../chain/snapshot.js";
import { AmountError, formatExact, parseAmount, parseWhole } from "../../money/amounts.js";
import { exactDuration } from "../../money/time.js";
import { collector, percent, priceLimit, seconds } from "../shared/fields.js";
import { MAX_INPUT, type InputDigest } from "../shared/input.js";
import type { Pay } from "../shared/pay/payment.js";
import type { JobAsked } from "../shared/pay/quote.js";

/** What a form for a job holds, as typed. Amounts are whole units, times anything that `parseDuration` reads. */
export interface JobForm {
  readonly class: string;
  /** Number of the template of a standard job; empty: any program. */
  readonly template: string;
  readonly gpus: string;
  readonly time: string;
  readonly method: string;
  readonly program: string;
  readonly programLocator: string;
  /** The input's digest and form; null: no input; `wanted`: one that is not there yet, as its file is not chosen or not read. */
  readonly input: InputDigest | "wanted" | null;
  readonly inputLocator: string;
  readonly tip: string;
  readonly provider: string;
  /** Per cent. */
  readonly minReputation: string;
  readonly acceptWithin: string;
  readonly runWithin: string;
  readonly declaredValue: string;
  readonly challengeBond: string;
  readonly minDamages: string;
  readonly minBacking: string;
  readonly anyoneMayCall: boolean;
  readonly surplus: "wallet" | "account";
  readonly pay: Pay;
  /** Per cent above the quote that cost and take may be. */
  readonly limit: string;
}

/** An empty form. */
export const EMPTY_JOB: JobForm = {
  class: "", template: "", gpus: "1", time: "1 h", method: "", program: "", programLocator: "", input: null, inputLocator: "",
  tip: "", provider: "", minReputation: "", acceptWithin: "", runWithin: "", declaredValue: "", challengeBond: "", minDamages: "", minBacking: "",
  anyoneMayCall: false, surplus: "wallet", pay: { asset: "net", from: "wallet" }, limit: "1",
};

/** What is wrong, by the form's fields. */
export type Faults<Form> = { readonly [Field in keyof Form]?: string };

/** A job that can be quoted and requested. */
export interface JobOrder {
  readonly view: ClassView;
  readonly asked: JobAsked;
  readonly method: verifierGateway.MethodResponse;
  readonly template: jobMarket.TemplateEntry | null;
  /** Without its limit, which the quote says. */
  readonly request: Omit<jobMarket.JobRequest, "max_payment">;
  /** Seconds for somebody to accept, and then for the work, as the contract completes them. */
  readonly acceptWithin: number;
  readonly runWithin: number;
  readonly pay: Pay;
  readonly limitBps: number;
}

/** What a form says: an order, or what is wrong. What the price depends on is right wherever `asked` is there. */
export interface Read<Order, Asked> {
  readonly order: Order | undefined;
  /** Enough to be quoted: class, GPUs, time, tip, limit. */
  readonly asked: Asked | undefined;
  readonly faults: Faults<Record<string, string>>;
}

/** What a quote depends on beside what pays. */
export type Asked<What> = What & { readonly view: ClassView; readonly limitBps: number };

const GPUS = 65_536;
const USUAL_ACCEPT = 600;
const OVERHEAD = 600;
const LOCATOR = 128;

/** 1 to 65,536. */
export function gpus(text: string): number {
  const value = parseWhole(text, GPUS);
  if (value === 0) throw new AmountError("Expected at least 1 GPU.");
  return value;
}

/** An address of the chain, by its look: the contract checks the rest. */
export function address(text: string, prefix: string): string {
  const plain = text.trim();
  if (!new RegExp(`^${prefix}1[02-9ac-hj-np-z]{38,}$`).test(plain)) throw new AmountError(`Expected an address that begins with ${prefix}1.`);
  return plain;
}

function digest(text: string): string {
  const plain = text.trim().toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(plain)) throw new AmountError("Expected 64 hexadecimal digits: a sha256. Choose the file to have it computed.");
  return plain;
}

function locator(text: string): string {
  const { length } = new TextEncoder().encode(text.trim());
  if (length > LOCATOR) throw new AmountError(`Expected at most ${LOCATOR} bytes, got ${length}.`);
  return text.trim();
}

const optional = <T>(text: string, parse: (text: string) => T): T | undefined => (text.trim() === "" ? undefined : parse(text));

/** What the contract would accept of a form, or why not. `decimals` are NET's. */
export function readJob(form: JobForm, snapshot: Snapshot, config: { readonly decimals: number; readonly prefix: string }): Read<JobOrder, Asked<{ readonly job: JobAsked }>> {
  const { faults, field } = collector();
  const params = snapshot.terms.jobs.params;
  const view = snapshot.classes.find(({ id }) => id === form.class);
  const template = form.template === "" ? null : (view?.templates?.find((one) => `${one.template}` === form.template) ?? null);
  const net = (text: string) => parseAmount(text, config.decimals);
  const many = template ? (view?.occupancy?.terms.standard_gpus ?? view?.entry.standard?.gpus ?? 1) : field("gpus", () => gpus(form.gpus));
  const time = field("time", () => seconds(form.time, 1, params.max_run_within));
  if (template && time !== undefined) field("time", () => units(template, time));
  const method = snapshot.terms.methods.find((one) => `${one.method}` === (template ? `${template.terms.method}` : form.method));
  if (!method) faults["method"] = "Choose how the result is verified.";
  const tip = field("tip", () => optional(form.tip, net) ?? 0n);
  const declaredValue = field("declaredValue", () => (template ? 0n : optional(form.declaredValue, net)) ?? 0n);
  const limitBps = field("limit", () => priceLimit(form.limit));
  const asked = view && many !== undefined && time !== undefined && tip !== undefined && declaredValue !== undefined && limitBps !== undefined && !faults["time"]
    ? { view, limitBps, job: { gpus: many, seconds: time, method: method?.method ?? null, tip, declaredValue } } : undefined;

  const program = field("program", () => (template ? undefined : digest(form.program)));
  const programLocator = field("programLocator", () => (template ? undefined : optional(form.programLocator, locator)));
  const input = form.input === "wanted" ? null : form.input;
  // Without an input no field shows where it is.
  const inputLocator = field("inputLocator", () => (form.input ? optional(form.inputLocator, locator) : undefined));
  field("input", () => {
    checkInput(input, template);
    if (form.input === "wanted") throw new AmountError("Expected the input, or “No input”.");
  });
  const provider = field("provider", () => (template ? undefined : optional(form.provider, (text) => address(text, config.prefix))));
  const reputation = field("minReputation", () => (template ? undefined : optional(form.minReputation, (text) => percent(text, 9_999))));
  const usual = USUAL_ACCEPT < params.max_accept_within ? USUAL_ACCEPT : params.max_accept_within;
  const acceptWithin = field("acceptWithin", () =>
    optional(form.acceptWithin, (text) => seconds(text, template ? USUAL_ACCEPT : 60, params.max_accept_within)) ?? usual);
  const runWithin = field("runWithin", () => template && time !== undefined ? time + template.terms.overhead
    : optional(form.runWithin, (text) => seconds(text, time ?? 1, params.max_run_within)) ?? usualRun(time ?? 0, params.max_run_within));
  const minDamages = field("minDamages", () => (template ? optional(form.minDamages, net) : undefined));
  const minBacking = field("minBacking", () => (template ? undefined : optional(form.minBacking, net)));
  const kind = method?.params.kind;
  const bond = field("challengeBond", () => (!template && kind && "optimistic" in kind ? optional(form.challengeBond, (text) => challenge(net(text), kind.optimistic, config.decimals)) : undefined));
  if (Object.keys(faults).length > 0 || !asked || !method || acceptWithin === undefined || runWithin === undefined) {
    return { order: undefined, asked, faults };
  }
  const { job, limitBps: bps } = asked;
  const request: JobOrder["request"] = {
    class: asked.view.id, gpus: job.gpus, seconds: job.seconds, method: method.method,
    ...(template ? { template: template.template } : {}),
    ...(program === undefined ? {} : { program: hex(program) }),
    ...(programLocator === undefined ? {} : { program_locator: programLocator }),
    ...(input ? { input: hex(input.digest), ...(input.form ? { input_form: input.form } : {}) } : {}),
    ...(inputLocator === undefined ? {} : { input_locator: inputLocator }),
    ...(job.tip > 0n ? { tip: uint128(job.tip) } : {}),
    ...(provider === undefined ? {} : { provider }),
    ...(reputation === undefined ? {} : { min_reputation_bps: reputation }),
    ...(form.acceptWithin.trim() === "" ? {} : { accept_within: acceptWithin }),
    ...(template || form.runWithin.trim() === "" ? {} : { run_within: runWithin }),
    ...(job.declaredValue > 0n ? { declared_value: uint128(job.declaredValue) } : {}),
    ...(bond === undefined ? {} : { challenge_bond: uint128(bond) }),
    ...(minDamages === undefined ? {} : { min_damages: uint128(minDamages) }),
    ...(minBacking ? { min_backing: uint128(minBacking) } : {}),
    ...(template && form.anyoneMayCall ? { anyone_may_call: true } : {}),
    ...(form.surplus === "wallet" ? { surplus: "wallet" as const } : {}),
  };
  return { order: { view: asked.view, asked: job, method, template, request, acceptWithin, runWithin, pay: form.pay, limitBps: bps }, asked, faults };
}

/** Seconds for the work where the request says none, as the contract completes it. */
function usualRun(time: number, longest: number): number {
  const quarter = (time - (time % 4)) / 4;
  const usual = time + (quarter > OVERHEAD ? quarter : OVERHEAD);
  return usual < longest ? usual : longest;
}

function units({ terms }: jobMarket.TemplateEntry, time: number): void {
  const { unit_seconds: unit, min_units: least, max_units: most } = terms;
  if (time % unit === 0 && time / unit >= least && time / unit <= most) return;
  throw new AmountError(`Expected ${exactDuration(least * unit)} to ${exactDuration(most * unit)}, in steps of ${exactDuration(unit)}.`);
}

function checkInput(input: InputDigest | null, template: jobMarket.TemplateEntry | null): void {
  if (input) digest(input.digest);
  const form = input?.form ?? null;
  if (form && "bytes" in form && (form.bytes.len < 1 || form.bytes.len > MAX_INPUT)) {
    throw new AmountError(`Expected 1 to ${MAX_INPUT} bytes, got ${form.bytes.len}.`);
  }
  if (!template) return;
  const most = template.terms.max_input;
  if (most === 0 && input) throw new AmountError("Expected no input: this standard job takes none.");
  if (most > 0 && !(form && "bytes" in form && form.bytes.len <= most)) {
    throw new AmountError(`Expected an input of 1 to ${most} bytes, given whole: this standard job wants one.`);
  }
}

function challenge(bond: bigint, { bond_min }: { readonly bond_min: jobMarket.Uint128 }, decimals: number): bigint {
  const least = toBigInt(bond_min);
  if (bond < least) throw new AmountError(`Expected at least ${formatExact(least, decimals)}, as the method says.`);
  return bond;
}
