// Reads from nodes: JSON-RPC by plain `fetch`, several requests in one batch, the next node while one is away.
import { contractMessage, messageOf, NodeAway, NodeRefused, NoIndex, NotYet, OtherChain, Pruned, QueryFailed } from "./errors.js";
import { bytesOf, concat, field, fromBase64, fromHex, textOf, toBase64, toHex } from "./proto.js";
import { toTx, whole, type RawTx, type Tx, type TxPage } from "./tx.js";
import { unixSeconds } from "../money/time.js";
import { toStatus, type RawStatus, type Status } from "./status.js";

export type { Status } from "./status.js";
export { whole, type RawEvent, type Tx, type TxPage } from "./tx.js";

/** Nodes take at most ten requests in a batch unless they are told otherwise. */
const BATCH = 10;
/** Milliseconds after which a node that does not answer counts as away. */
export const TIMEOUT_MS = 10_000;

interface Request {
  readonly method: string;
  readonly params: Record<string, unknown>;
}

interface Pending extends Request {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

interface Answer {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: { readonly message?: string; readonly data?: string };
}

/** What a node made of a request: a result, or why there is none. */
interface Outcome {
  readonly result?: unknown;
  readonly why?: NodeAway | NodeRefused;
}

/** Nodes of one chain. Requests of the same moment travel together. */
export class Rpc {
  private current = 0;
  private queue: Pending[] = [];
  /** Nodes that have said, since they were last away, that they are of the chain. */
  private readonly proven = new Map<string, Promise<void>>();
  /** Nodes that have said that they keep no index of transactions. */
  private readonly bare = new Set<string>();

  /** `nodes` are addresses without a slash at the end; one that is not of `chainId`, if that is said, is refused. `fetcher` is for tests. */
  constructor(
    private readonly nodes: readonly string[], private readonly chainId?: string,
    private readonly fetcher: typeof fetch = fetch.bind(globalThis),
  ) {}

  /** The node that is asked now. */
  get node(): string {
    return this.nodes[this.current] ?? "";
  }

  /** How many nodes there are to ask. */
  get count(): number {
    return this.nodes.length;
  }

  /** Asks the next node from now on: this one has answered what it must not, or does not serve. */
  pass(): void {
    this.leave(this.current);
  }

  /**
   * Any method of the node. Throws {@link NodeAway} if no node of the chain answers, {@link NodeRefused} if one does and refuses.
   */
  call<T>(method: string, params: Record<string, unknown> = {}): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.queue.length === 0) queueMicrotask(() => this.flush());
      this.queue.push({ method, params, resolve: resolve as (value: unknown) => void, reject });
    });
  }

  /** The node's height, time and chain. */
  async status(): Promise<Status> {
    return toStatus(await this.call<RawStatus>("status"));
  }

  /**
   * A contract's answer to a query, at a height or at the latest. `T` is the caller's word: take it from `compute-amm`.
   * Throws {@link QueryFailed} with the contract's own words, {@link Pruned}, {@link NodeRefused}, {@link NodeAway}.
   */
  async query<T>(contract: string, msg: unknown, height = 0): Promise<T> {
    const data = concat(field(1, contract), field(2, JSON.stringify(msg)));
    const answer = await this.abci("/cosmwasm.wasm.v1.Query/SmartContractState", data, height, contract);
    return JSON.parse(textOf(answer, 1)) as T;
  }

  /** What a contract has stored under a key; none if nothing. */
  async raw(contract: string, key: Uint8Array, height = 0): Promise<Uint8Array | undefined> {
    const data = concat(field(1, contract), field(2, key));
    return bytesOf(await this.abci("/cosmwasm.wasm.v1.Query/RawContractState", data, height, contract), 1);
  }

  /** Coins of an address in its wallet, base units. */
  async balance(address: string, denom: string, height = 0): Promise<bigint> {
    const data = concat(field(1, address), field(2, denom));
    return coin(await this.abci("/cosmos.bank.v1beta1.Query/Balance", data, height));
  }

  /** All coins of a denom that exist, base units. */
  async supply(denom: string, height = 0): Promise<bigint> {
    return coin(await this.abci("/cosmos.bank.v1beta1.Query/SupplyOf", field(1, denom), height));
  }

  /**
   * Transactions whose events suit a query such as `wasm-swap._contract_address='…' AND tx.height>5`. Pages count from 1.
   * Throws {@link NoIndex} if no node keeps an index.
   */
  async txs(query: string, page = 1, options: { perPage?: number; descending?: boolean } = {}): Promise<TxPage> {
    const { txs, total_count } = await this.indexed<{ txs: RawTx[] | null; total_count: string }>("tx_search", {
      query, page: `${page}`, per_page: `${options.perPage ?? 100}`, order_by: options.descending === false ? "asc" : "desc",
    });
    return { txs: (txs ?? []).map(toTx), total: whole(total_count) };
  }

  /**
   * The latest height, and a transaction by its hash; none if no block has it (yet). One node says both in one answer: who says that a block
   * is past must be who would have the transaction, and so must have all blocks since `since`; left out: any node will do. From a node without
   * an index, or one that cannot or will not say, all goes on to the next one; throws what the last one says.
   */
  async seek(hash: string, since = Infinity): Promise<{ readonly height: number; readonly tx: Tx | undefined }> {
    // A node answers them in turn. The height first: then a block that comes between the answers is none that could have it.
    const requests = [{ method: "status", params: {} }, { method: "tx", params: { hash: toBase64(fromHex(hash)) } }];
    // CometBFT: "tx (HASH) not found", from its version 2 on "tx not found: HASH"; forks of Tendermint 0.35 add an empty error to the first.
    // One that is not empty says that the index could not be read.
    const gone = new RegExp(`\\btx (\\((0x)?${hash}\\) not found(, err: %!w\\(<nil>\\))?|not found: (0x)?${hash})$`, "i");
    for (let left = this.count; ; left -= 1) {
      const { at, outcomes: [status, found] } = await this.post(requests);
      try {
        const { height, earliest } = toStatus(resultOf<RawStatus>(status));
        if (!(found?.why instanceof NodeRefused && gone.test(found.why.message))) return { height, tx: toTx(resultOf<RawTx>(found)) };
        if (earliest <= since) return { height, tx: undefined };
        throw new NodeRefused(`The node has no blocks before ${earliest}, and so does not know.`);
      } catch (error) {
        if (left <= 1) throw error;
        this.leave(at);
      }
    }
  }

  /** Unix seconds of a block. Throws {@link NodeRefused} if the node no longer has it. */
  async blockTime(height: number): Promise<number> {
    const { header } = await this.call<{ header: { time: string } }>("header", { height: `${height}` });
    return unixSeconds(header.time);
  }

  /**
   * Hands a signed transaction to a node, which only checks it. `refused`: why the chain's rules do not take it. `erred`: what the node says
   * instead of an answer. `alone`: it was handed to no other node before, which did not answer and may have it.
   */
  async broadcast(tx: Uint8Array): Promise<{ readonly refused?: string; readonly erred?: string; readonly alone: boolean }> {
    const { alone, outcomes: [one] } = await this.post([{ method: "broadcast_tx_sync", params: { tx: toBase64(tx) } }]);
    if (one?.why instanceof NodeRefused) return { erred: one.why.message, alone };
    const { code, log } = resultOf<{ code: number; log?: string }>(one);
    return code === 0 ? { alone } : { refused: log ?? "", alone };
  }

  /** A query of the application at a height (0: the latest), as protobuf both ways. `contract` is whom it asks, for errors. */
  async abci(path: string, data: Uint8Array, height = 0, contract?: string): Promise<Uint8Array> {
    const { response } = await this.call<{ response: { code: number; log: string; value: string | null } }>(
      "abci_query", { path, data: toHex(data), height: `${height}`, prove: false },
    );
    if (response.code === 0) return fromBase64(response.value ?? "");
    if (/version does not exist|failed to load state at height|height .* is not available/i.test(response.log)) {
      throw new Pruned(`The node no longer has the state of block ${height}.`);
    }
    if (/height in the future|must be less than or equal/i.test(response.log)) {
      throw new NotYet(`The node does not have block ${height} yet.`);
    }
    throw new QueryFailed(contractMessage(response.log), contract);
  }

  /** A request to the node that is asked now, or, where that keeps no index of transactions, to the first one that does. */
  private async indexed<T>(method: string, params: Record<string, unknown>): Promise<T> {
    try {
      return await this.call<T>(method, params);
    } catch (error) {
      if (!(error instanceof NoIndex)) throw error;
      for (const node of this.nodes.filter((one) => !this.bare.has(one))) {
        try {
          await this.prove(node);
          const [one] = await this.ask(node, [{ method, params }]);
          if (!(one?.why instanceof NoIndex)) return resultOf<T>(one);
        } catch (other) {
          if (other instanceof NodeRefused) throw other;
        }
      }
      throw error;
    }
  }

  private flush(): void {
    const waiting = this.queue;
    this.queue = [];
    for (let from = 0; from < waiting.length; from += BATCH) void this.send(waiting.slice(from, from + BATCH));
  }

  private async send(batch: readonly Pending[]): Promise<void> {
    try {
      const { outcomes } = await this.post(batch);
      batch.forEach(({ resolve, reject }, id) => {
        const { why, result } = outcomes[id] ?? {};
        if (why) reject(why);
        else resolve(result);
      });
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  /** To the current node, and on to the next ones while none answers. `at`: the one that did; `alone`: no other was handed the requests. */
  private async post(requests: readonly Request[]): Promise<{ readonly at: number; readonly alone: boolean; readonly outcomes: readonly Outcome[] }> {
    const reasons: string[] = [];
    let handed = 0;
    let Why = NodeAway;
    for (const _ of this.nodes) {
      const [at, node] = [this.current, this.node];
      try {
        await this.prove(node);
        handed += 1;
        return { at, outcomes: await this.ask(node, requests), alone: handed === 1 };
      } catch (error) {
        reasons.push(`${node}: ${messageOf(error)}`);
        if (error instanceof OtherChain) Why = OtherChain;
        this.leave(at);
      }
    }
    throw new Why(`No node answers${Why === OtherChain ? " for this chain" : ""} (${reasons.join("; ")}).`);
  }

  /** A node that is left must prove itself anew: it may come back as another. */
  private leave(node: number): void {
    this.proven.delete(this.nodes[node] ?? "");
    if (this.current === node) this.current = (node + 1) % this.nodes.length;
  }

  /** Throws an {@link OtherChain} unless the node says that it is of the chain. */
  private prove(node: string): Promise<void> {
    const { chainId } = this;
    if (chainId === undefined) return Promise.resolve();
    const known = this.proven.get(node);
    if (known) return known;
    const asked = this.postTo(node, JSON.stringify({ jsonrpc: "2.0", id: 0, method: "status", params: {} })).then(([answer]) => {
      const said = (answer?.result as { node_info?: { network?: unknown } } | undefined)?.node_info?.network;
      if (said !== chainId) throw new OtherChain(`expected the chain ${chainId}, got ${said === undefined ? "none" : JSON.stringify(said)}`);
    });
    this.proven.set(node, asked);
    // One that was away for a moment is asked again.
    asked.catch(() => this.proven.get(node) === asked && this.proven.delete(node));
    return asked;
  }

  /** What one node makes of each request. */
  private async ask(node: string, requests: readonly Request[]): Promise<readonly Outcome[]> {
    const bodies = requests.map(({ method, params }, id) => ({ jsonrpc: "2.0", id, method, params }));
    const answers = await this.postTo(node, JSON.stringify(bodies.length === 1 ? bodies[0] : bodies));
    return requests.map(({ method }, id) => {
      const answer = answers.find((one) => one.id === id);
      if (!answer) return { why: new NodeAway(`The node at ${node} left the request ${method} unanswered.`) };
      if (!answer.error) return { result: answer.result };
      const why = refusal(method, answer.error);
      if (why instanceof NoIndex) this.bare.add(node);
      return { why };
    });
  }

  private async postTo(node: string, body: string): Promise<Answer[]> {
    const response = await this.fetcher(node, {
      method: "POST", headers: { "content-type": "application/json" }, body, signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    // A node answers errors of single requests with status 500, and JSON.
    const text = await response.text();
    const answers = [JSON.parse(text) as Answer | Answer[]].flat();
    if (answers.every((one) => typeof one !== "object" || one === null || !("result" in one || "error" in one))) {
      throw new Error(`expected JSON-RPC, got status ${response.status}`);
    }
    return answers;
  }
}

/** The amount of the coin in an answer's first field. */
function coin(answer: Uint8Array): bigint {
  return BigInt(textOf(bytesOf(answer, 1) ?? new Uint8Array(), 2) || "0");
}

function resultOf<T>({ result, why }: Outcome = {}): T {
  if (why) throw why;
  return result as T;
}

function refusal(method: string, { message, data }: { message?: string; data?: string }): NodeRefused {
  if (/indexing is disabled/.test(`${data}`)) return new NoIndex("This node keeps no index of transactions. Whoever runs this page must name one that does.");
  return new NodeRefused(`The node refused ${method}: ${data || message || "it gave no reason"}`);
}
