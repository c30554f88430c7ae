import { Coin } from "../../cosmjs.js";
import { EncodeObject } from "../../cosmjs.js";
import { Uint128, Binary, Expiration, Logo } from "./types.js";
export interface TokenMsg {
    contractAddress: string;
    sender: string;
    /**
     * Transfer is a base message to move tokens to another account without triggering actions
     */
    transfer: ({ amount, recipient }: {
        /**
         * How much, base units of the token.
         */
        amount: Uint128;
        /**
         * Who receives: an address.
         */
        recipient: string;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Burn is a base message to destroy tokens forever
     */
    burn: ({ amount }: {
        /**
         * How much, base units of the token.
         */
        amount: Uint128;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Send is a base message to transfer tokens to a contract and trigger an action on the receiving contract.
     */
    send: ({ amount, contract, msg }: {
        /**
         * How much, base units of the token.
         */
        amount: Uint128;
        /**
         * The contract that receives the tokens and is called: an address.
         */
        contract: string;
        /**
         * What the receiver is to do: JSON of its hook message, as base64.
         */
        msg: Binary;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Only with "approval" extension. Allows spender to access an additional amount tokens from the owner's (env.sender) account. If expires is Some(), overwrites current allowance expiration with this one.
     */
    increaseAllowance: ({ amount, expires, spender }: {
        /**
         * How much, base units of the token.
         */
        amount: Uint128;
        /**
         * When the allowance ends; where a message leaves it out, it stays as it is, and a new one never ends.
         */
        expires?: Expiration;
        /**
         * Who may move or debit the tokens within the allowance: an address.
         */
        spender: string;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Only with "approval" extension. Lowers the spender's access of tokens from the owner's (env.sender) account by amount. If expires is Some(), overwrites current allowance expiration with this one.
     */
    decreaseAllowance: ({ amount, expires, spender }: {
        /**
         * How much, base units of the token.
         */
        amount: Uint128;
        /**
         * When the allowance ends; where a message leaves it out, it stays as it is, and a new one never ends.
         */
        expires?: Expiration;
        /**
         * Who may move or debit the tokens within the allowance: an address.
         */
        spender: string;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Only with "approval" extension. Transfers amount tokens from owner -> recipient if `env.sender` has sufficient pre-approval.
     */
    transferFrom: ({ amount, owner, recipient }: {
        /**
         * How much, base units of the token.
         */
        amount: Uint128;
        /**
         * Whose tokens: an address.
         */
        owner: string;
        /**
         * Who receives: an address.
         */
        recipient: string;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Only with "approval" extension. Sends amount tokens from owner -> contract if `env.sender` has sufficient pre-approval.
     */
    sendFrom: ({ amount, contract, msg, owner }: {
        /**
         * How much, base units of the token.
         */
        amount: Uint128;
        /**
         * The contract that receives the tokens and is called: an address.
         */
        contract: string;
        /**
         * What the receiver is to do: JSON of its hook message, as base64.
         */
        msg: Binary;
        /**
         * Whose tokens: an address.
         */
        owner: string;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Only with "approval" extension. Destroys tokens forever
     */
    burnFrom: ({ amount, owner }: {
        /**
         * How much, base units of the token.
         */
        amount: Uint128;
        /**
         * Whose tokens: an address.
         */
        owner: string;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Only with the "mintable" extension. If authorized, creates amount new tokens and adds to the recipient balance.
     */
    mint: ({ amount, recipient }: {
        /**
         * How much, base units of the token.
         */
        amount: Uint128;
        /**
         * Who receives: an address.
         */
        recipient: string;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Only with the "mintable" extension. The current minter may set a new minter. Setting the minter to None will remove the token's minter forever.
     */
    updateMinter: ({ newMinter }: {
        /**
         * Who: an address. Always refused.
         */
        newMinter?: string;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Only with the "marketing" extension. If authorized, updates marketing metadata. Setting None/null for any of these will leave it unchanged. Setting Some("") will clear this field on the contract storage
     */
    updateMarketing: ({ description, marketing, project }: {
        /**
         * A longer description of the token and it's utility. Designed for tooltips or such
         */
        description?: string;
        /**
         * The address (if any) who can update this data structure
         */
        marketing?: string;
        /**
         * A URL pointing to the project behind this token.
         */
        project?: string;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * If set as the "marketing" role on the contract, upload a new URL, SVG, or PNG for the token
     */
    uploadLogo: (logo: Logo, funds_?: Coin[]) => EncodeObject;
}
export declare class TokenMsgComposer implements TokenMsg {
    sender: string;
    contractAddress: string;
    constructor(sender: string, contractAddress: string);
    /**
     * Transfer is a base message to move tokens to another account without triggering actions
     */
    transfer: ({ amount, recipient }: {
        /**
         * How much, base units of the token.
         */
        amount: Uint128;
        /**
         * Who receives: an address.
         */
        recipient: string;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Burn is a base message to destroy tokens forever
     */
    burn: ({ amount }: {
        /**
         * How much, base units of the token.
         */
        amount: Uint128;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Send is a base message to transfer tokens to a contract and trigger an action on the receiving contract.
     */
    send: ({ amount, contract, msg }: {
        /**
         * How much, base units of the token.
         */
        amount: Uint128;
        /**
         * The contract that receives the tokens and is called: an address.
         */
        contract: string;
        /**
         * What the receiver is to do: JSON of its hook message, as base64.
         */
        msg: Binary;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Only with "approval" extension. Allows spender to access an additional amount tokens from the owner's (env.sender) account. If expires is Some(), overwrites current allowance expiration with this one.
     */
    increaseAllowance: ({ amount, expires, spender }: {
        /**
         * How much, base units of the token.
         */
        amount: Uint128;
        /**
         * When the allowance ends; where a message leaves it out, it stays as it is, and a new one never ends.
         */
        expires?: Expiration;
        /**
         * Who may move or debit the tokens within the allowance: an address.
         */
        spender: string;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Only with "approval" extension. Lowers the spender's access of tokens from the owner's (env.sender) account by amount. If expires is Some(), overwrites current allowance expiration with this one.
     */
    decreaseAllowance: ({ amount, expires, spender }: {
        /**
         * How much, base units of the token.
         */
        amount: Uint128;
        /**
         * When the allowance ends; where a message leaves it out, it stays as it is, and a new one never ends.
         */
        expires?: Expiration;
        /**
         * Who may move or debit the tokens within the allowance: an address.
         */
        spender: string;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Only with "approval" extension. Transfers amount tokens from owner -> recipient if `env.sender` has sufficient pre-approval.
     */
    transferFrom: ({ amount, owner, recipient }: {
        /**
         * How much, base units of the token.
         */
        amount: Uint128;
        /**
         * Whose tokens: an address.
         */
        owner: string;
        /**
         * Who receives: an address.
         */
        recipient: string;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Only with "approval" extension. Sends amount tokens from owner -> contract if `env.sender` has sufficient pre-approval.
     */
    sendFrom: ({ amount, contract, msg, owner }: {
        /**
         * How much, base units of the token.
         */
        amount: Uint128;
        /**
         * The contract that receives the tokens and is called: an address.
         */
        contract: string;
        /**
         * What the receiver is to do: JSON of its hook message, as base64.
         */
        msg: Binary;
        /**
         * Whose tokens: an address.
         */
        owner: string;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Only with "approval" extension. Destroys tokens forever
     */
    burnFrom: ({ amount, owner }: {
        /**
         * How much, base units of the token.
         */
        amount: Uint128;
        /**
         * Whose tokens: an address.
         */
        owner: string;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Only with the "mintable" extension. If authorized, creates amount new tokens and adds to the recipient balance.
     */
    mint: ({ amount, recipient }: {
        /**
         * How much, base units of the token.
         */
        amount: Uint128;
        /**
         * Who receives: an address.
         */
        recipient: string;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Only with the "mintable" extension. The current minter may set a new minter. Setting the minter to None will remove the token's minter forever.
     */
    updateMinter: ({ newMinter }: {
        /**
         * Who: an address. Always refused.
         */
        newMinter?: string;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Only with the "marketing" extension. If authorized, updates marketing metadata. Setting None/null for any of these will leave it unchanged. Setting Some("") will clear this field on the contract storage
     */
    updateMarketing: ({ description, marketing, project }: {
        /**
         * A longer description of the token and it's utility. Designed for tooltips or such
         */
        description?: string;
        /**
         * The address (if any) who can update this data structure
         */
        marketing?: string;
        /**
         * A URL pointing to the project behind this token.
         */
        project?: string;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * If set as the "marketing" role on the contract, upload a new URL, SVG, or PNG for the token
     */
    uploadLogo: (logo: Logo, funds_?: Coin[]) => EncodeObject;
}
