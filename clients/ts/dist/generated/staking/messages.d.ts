import { Coin } from "../../cosmjs.js";
import { EncodeObject } from "../../cosmjs.js";
import { Uint128, Binary } from "./types.js";
export interface StakingMsg {
    contractAddress: string;
    sender: string;
    /**
     * The receipt: shares that came with [`ReceiveMsg`].
     */
    receive: ({ amount, msg, sender }: {
        /**
         * How much, base units of the token.
         */
        amount: Uint128;
        /**
         * What the receiver is to do: JSON of its hook message, as base64.
         */
        msg: Binary;
        /**
         * Who sent the tokens: an address. The token contract's word; trust it as far as the token.
         */
        sender: string;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Anyone: stakes the NET that came with it for shares, rounded down. What somebody sends without this message is no stake, and is in no book.
     */
    stake: ({ minShares }: {
        /**
         * The fewest shares accepted, base units of the receipt.
         */
        minShares: Uint128;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Anyone: claims the stakers' share from the fee-collector and streams it, with what is left of earlier ones, over [`STREAM`] from now on. Refused while there is none to claim. Sent again and again it makes the income of the stakers decay instead of end; it takes none of it away.
     */
    collect: (funds_?: Coin[]) => EncodeObject;
}
export declare class StakingMsgComposer implements StakingMsg {
    sender: string;
    contractAddress: string;
    constructor(sender: string, contractAddress: string);
    /**
     * The receipt: shares that came with [`ReceiveMsg`].
     */
    receive: ({ amount, msg, sender }: {
        /**
         * How much, base units of the token.
         */
        amount: Uint128;
        /**
         * What the receiver is to do: JSON of its hook message, as base64.
         */
        msg: Binary;
        /**
         * Who sent the tokens: an address. The token contract's word; trust it as far as the token.
         */
        sender: string;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Anyone: stakes the NET that came with it for shares, rounded down. What somebody sends without this message is no stake, and is in no book.
     */
    stake: ({ minShares }: {
        /**
         * The fewest shares accepted, base units of the receipt.
         */
        minShares: Uint128;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Anyone: claims the stakers' share from the fee-collector and streams it, with what is left of earlier ones, over [`STREAM`] from now on. Refused while there is none to claim. Sent again and again it makes the income of the stakers decay instead of end; it takes none of it away.
     */
    collect: (funds_?: Coin[]) => EncodeObject;
}
