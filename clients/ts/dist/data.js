// What a transaction answers with.
import { MsgExecuteContractResponse } from "cosmjs-types/cosmwasm/wasm/v1/tx";
/**
 * The `data` that the contract of a transaction's message answered with: JSON of `jobMarket.JobOpened`,
 * `pool.PoolCreated` or `verifierGateway.MethodAdded`; undefined where it answers with none. The type is the caller's
 * word. `index` counts the transaction's messages from 0.
 */
export function dataOf(response, index = 0) {
    const message = response.msgResponses[index];
    if (!message)
        throw new RangeError(`expected an answer ${index}, got ${response.msgResponses.length} answers`);
    const { data } = MsgExecuteContractResponse.decode(message.value);
    return data.length === 0 ? undefined : JSON.parse(new TextDecoder().decode(data));
}
