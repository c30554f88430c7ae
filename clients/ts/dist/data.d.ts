/** What {@link dataOf} needs of a broadcast transaction: CosmJS's DeliverTxResponse has it. */
export interface Answered {
    /** One for each message. */
    readonly msgResponses: readonly {
        readonly value: Uint8Array;
    }[];
}
/**
 * The `data` that the contract of a transaction's message answered with: JSON of `jobMarket.JobOpened`,
 * `pool.PoolCreated` or `verifierGateway.MethodAdded`; undefined where it answers with none. The type is the caller's
 * word. `index` counts the transaction's messages from 0.
 */
export declare function dataOf<Data>(response: Answered, index?: number): Data | undefined;
