// Why the market cannot be read, and what to do next: whether a node, a contract or the configuration is at fault.
import { CONTRACTS, type Config } from "../config.js";
import { messageOf, NodeAway, NodeRefused, NotYet, OtherChain, OtherContract, Pruned, QueryFailed, STARTING } from "./errors.js";

/** What stands in the way. */
export interface Trouble {
  /** `away`: no node answers. Else one does, and the page says with what. */
  readonly kind: "away" | "behind" | "refused" | "contract";
  readonly title: string;
  /** Sentences: what came, and what to do. */
  readonly text: string;
}

/** What the chain says of an address that is no contract of it. */
const NO_CONTRACT = /no such contract|bech32/i;
/** What a contract says of a query that it does not know, in the words of its parser. */
const UNKNOWN = /unknown variant|unknown field|missing field|error parsing into type/i;

type Contracts = Pick<Config, (typeof CONTRACTS)[number]>;

/** What comes next where a node does not serve: the page goes on to another one by itself, if it may ask one. */
export const onward = (next: boolean): string => (next ? "The page asks the next node." : "The page has no other node to ask. If it stays so, tell whoever runs it.");

/** Puts what a read of the market threw into words. The page tries again by itself in any case; `next` says that it does so at another node. */
export function troubleOf(error: unknown, config: Contracts, next: boolean): Trouble {
  const reason = messageOf(error);
  if (error instanceof OtherChain) {
    return { kind: "refused", title: "The node is of another chain", text: `${reason} Whoever runs this page must mend "rpc" or "chain_id" of config.json.` };
  }
  if (error instanceof NodeAway) return { kind: "away", title: "The node does not answer", text: `${reason} ${onward(false)}` };
  if (STARTING.test(reason)) return { kind: "away", title: "The node is just starting", text: "It answers, and has no block yet." };
  if (error instanceof NotYet) return { kind: "behind", title: "The node is behind", text: `${reason} ${onward(next)}` };
  if (error instanceof Pruned) {
    return { kind: "behind", title: "The node has dropped the block that the page asks for", text: `${reason} ${onward(next)}` };
  }
  if (error instanceof NodeRefused) {
    return { kind: "refused", title: "The node refuses what the page asks", text: `${sentence(reason)} ${onward(next)}` };
  }
  if (error instanceof QueryFailed || error instanceof OtherContract) return ofContract(error, nameOf(error.contract, config));
  return {
    kind: "contract", title: "The contracts answer with something else than this page expects",
    text: `They are likely of another version than the page: whoever runs it must put up the one that belongs to them. Until then load the page again. ${sentence(reason)}`,
  };
}

function ofContract(error: QueryFailed | OtherContract, name: string): Trouble {
  const words = sentence(error.message);
  if (error instanceof QueryFailed && NO_CONTRACT.test(error.message)) {
    return { kind: "contract", title: "There is no such contract on this chain", text: `Expected a contract at ${name}. ${words} Whoever runs this page must mend the address, or name nodes of the right chain in "rpc".` };
  }
  if (error instanceof OtherContract || UNKNOWN.test(error.message)) {
    return { kind: "contract", title: "A contract is another one, or of another version, than this page expects", text: `Asked was ${name}. ${words} Whoever runs this page must mend the address, or put up the page that belongs to the contracts.` };
  }
  return { kind: "contract", title: "A contract answers with an error", text: `Asked was ${name}. It says: ${words} If it stays so, tell whoever runs this page.` };
}

/** By the key of the configuration, where it has one. */
function nameOf(contract: string | undefined, config: Contracts): string {
  const key = CONTRACTS.find((one) => contract !== undefined && config[one] === contract);
  if (key) return `${config[key]}, "${key}" of config.json`;
  return contract === undefined ? "a module of the chain" : `${contract}, which "job_market" of config.json names`;
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;
