// What a transaction answers with.
import { MsgExecuteContractResponse } from "cosmjs-types/cosmwasm/wasm/v1/tx";

/** What {@link dataOf} needs of a broadcast transaction: CosmJS's DeliverTxResponse has it. */
export interface Answered {
  /** One for each message. */
  readonly msgResponses: readonly { readonly value: Uint8Array }[];
}

/**
 * The `data` that the contract of a transaction's message answered with: JSON of `jobMarket.JobOpened`,
 * `pool.PoolCreated` or `verifierGateway.MethodAdded`; undefined where it answers with none. The type is the caller's
 * word. `index` counts the transaction's messages from 0.
 */
export function dataOf<Data>(response: Answered, index = 0): Data | undefined {
  const message = response.msgResponses[index];
  if (!message) throw new RangeError(`expected an answer ${index}, got ${response.msgResponses.length} answers`);
  const { data } = MsgExecuteContractResponse.decode(message.value);
  return data.length === 0 ? undefined : (JSON.parse(new TextDecoder().decode(data)) as Data);
}
