import type { ExecuteResult } from "@cosmjs/cosmwasm";
import { ICosmWasmClient, ISigningCosmWasmClient } from "../../cosmjs.js";
import { Coin, StdFee } from "../../cosmjs.js";
import { Uint128, Binary, Expiration, Logo, AllAccountsResponse, AllAllowancesResponse, AllSpenderAllowancesResponse, AllowanceResponse, BalanceResponse, BurnersResponse, NullableMinterResponse, TokenInfoResponse } from "./types.js";
export interface TokenReadOnlyInterface {
    contractAddress: string;
    /**
     * An account's balance, 0 if it has none.
     */
    balance: ({ address }: {
        /**
         * Whose.
         */
        address: string;
    }) => Promise<BalanceResponse>;
    /**
     * Name, symbol, decimals and total supply.
     */
    tokenInfo: () => Promise<TokenInfoResponse>;
    /**
     * Who may mint.
     */
    minter: () => Promise<NullableMinterResponse>;
    /**
     * Who may burn.
     */
    burners: () => Promise<BurnersResponse>;
    /**
     * How much a spender may still take from an owner, 0 if nothing was granted or the grant has ended.
     */
    allowance: ({ owner, spender }: {
        /**
         * Whose tokens.
         */
        owner: string;
        /**
         * Who may move them.
         */
        spender: string;
    }) => Promise<AllowanceResponse>;
    /**
     * Allowances that an owner gave, by spender, also those that have ended: `expires` says when.
     */
    allAllowances: ({ limit, owner, startAfter }: {
        /**
         * Page length: 10 if left out, at most 30.
         */
        limit?: number;
        /**
         * Whose tokens.
         */
        owner: string;
        /**
         * Last spender of the page before.
         */
        startAfter?: string;
    }) => Promise<AllAllowancesResponse>;
    /**
     * Allowances that a spender was given, by owner, also those that have ended.
     */
    allSpenderAllowances: ({ limit, spender, startAfter }: {
        /**
         * Page length: 10 if left out, at most 30.
         */
        limit?: number;
        /**
         * Who may move the tokens.
         */
        spender: string;
        /**
         * Last owner of the page before.
         */
        startAfter?: string;
    }) => Promise<AllSpenderAllowancesResponse>;
    /**
     * Accounts that ever held a balance, in order of address.
     */
    allAccounts: ({ limit, startAfter }: {
        /**
         * Page length: 10 if left out, at most 30.
         */
        limit?: number;
        /**
         * Last account of the page before.
         */
        startAfter?: string;
    }) => Promise<AllAccountsResponse>;
}
export declare class TokenQueryClient implements TokenReadOnlyInterface {
    client: ICosmWasmClient;
    contractAddress: string;
    constructor(client: ICosmWasmClient, contractAddress: string);
    /**
     * An account's balance, 0 if it has none.
     */
    balance: ({ address }: {
        /**
         * Whose.
         */
        address: string;
    }) => Promise<BalanceResponse>;
    /**
     * Name, symbol, decimals and total supply.
     */
    tokenInfo: () => Promise<TokenInfoResponse>;
    /**
     * Who may mint.
     */
    minter: () => Promise<NullableMinterResponse>;
    /**
     * Who may burn.
     */
    burners: () => Promise<BurnersResponse>;
    /**
     * How much a spender may still take from an owner, 0 if nothing was granted or the grant has ended.
     */
    allowance: ({ owner, spender }: {
        /**
         * Whose tokens.
         */
        owner: string;
        /**
         * Who may move them.
         */
        spender: string;
    }) => Promise<AllowanceResponse>;
    /**
     * Allowances that an owner gave, by spender, also those that have ended: `expires` says when.
     */
    allAllowances: ({ limit, owner, startAfter }: {
        /**
         * Page length: 10 if left out, at most 30.
         */
        limit?: number;
        /**
         * Whose tokens.
         */
        owner: string;
        /**
         * Last spender of the page before.
         */
        startAfter?: string;
    }) => Promise<AllAllowancesResponse>;
    /**
     * Allowances that a spender was given, by owner, also those that have ended.
     */
    allSpenderAllowances: ({ limit, spender, startAfter }: {
        /**
         * Page length: 10 if left out, at most 30.
         */
        limit?: number;
        /**
         * Who may move the tokens.
         */
        spender: string;
        /**
         * Last owner of the page before.
         */
        startAfter?: string;
    }) => Promise<AllSpenderAllowancesResponse>;
    /**
     * Accounts that ever held a balance, in order of address.
     */
    allAccounts: ({ limit, startAfter }: {
        /**
         * Page length: 10 if left out, at most 30.
         */
        limit?: number;
        /**
         * Last account of the page before.
         */
        startAfter?: string;
    }) => Promise<AllAccountsResponse>;
}
export interface TokenInterface extends TokenReadOnlyInterface {
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
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Burn is a base message to destroy tokens forever
     */
    burn: ({ amount }: {
        /**
         * How much, base units of the token.
         */
        amount: Uint128;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
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
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
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
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
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
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
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
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
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
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
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
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
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
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Only with the "mintable" extension. The current minter may set a new minter. Setting the minter to None will remove the token's minter forever.
     */
    updateMinter: ({ newMinter }: {
        /**
         * Who: an address. Always refused.
         */
        newMinter?: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
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
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * If set as the "marketing" role on the contract, upload a new URL, SVG, or PNG for the token
     */
    uploadLogo: (logo: Logo, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
}
export declare class TokenClient extends TokenQueryClient implements TokenInterface {
    client: ISigningCosmWasmClient;
    sender: string;
    contractAddress: string;
    constructor(client: ISigningCosmWasmClient, sender: string, contractAddress: string);
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
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Burn is a base message to destroy tokens forever
     */
    burn: ({ amount }: {
        /**
         * How much, base units of the token.
         */
        amount: Uint128;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
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
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
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
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
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
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
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
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
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
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
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
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
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
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Only with the "mintable" extension. The current minter may set a new minter. Setting the minter to None will remove the token's minter forever.
     */
    updateMinter: ({ newMinter }: {
        /**
         * Who: an address. Always refused.
         */
        newMinter?: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
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
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * If set as the "marketing" role on the contract, upload a new URL, SVG, or PNG for the token
     */
    uploadLogo: (logo: Logo, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
}
