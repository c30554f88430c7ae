import type * as scalars from "../../scalars.js";
export type Binary = scalars.Binary;
export type Uint64 = scalars.Uint64;
export type Uint128 = scalars.Uint128;
/**
 * Expiration represents a point in time when some event happens. It can compare with a BlockInfo and will return is_expired() == true once the condition is hit (and for every block in the future)
 */
export type Expiration = {
    /**
     * AtHeight will expire when `env.block.height` >= height
     */
    at_height: number;
} | {
    /**
     * AtTime will expire when `env.block.time` >= time
     */
    at_time: Timestamp;
} | {
    /**
     * Never will never expire. Used to express the empty variant
     */
    never: Record<string, never>;
};
/**
 * Unix nanoseconds.
 */
export type Timestamp = scalars.Uint64;
/**
 * This is used to store the logo on the blockchain in an accepted format. Enforce maximum size of 5KB on all variants.
 */
export type EmbeddedLogo = {
    /**
     * Store the Logo as an SVG file. The content must conform to the spec at https://en.wikipedia.org/wiki/Scalable_Vector_Graphics (The contract should do some light-weight sanity-check validation)
     */
    svg: Binary;
} | {
    /**
     * Store the Logo as a PNG file. This will likely only support up to 64x64 or so within the 5KB limit.
     */
    png: Binary;
};
export type ExecuteMsg = {
    /**
     * Transfer is a base message to move tokens to another account without triggering actions
     */
    transfer: {
        /**
         * How much, base units of the token.
         */
        amount: Uint128;
        /**
         * Who receives: an address.
         */
        recipient: string;
    };
} | {
    /**
     * Burn is a base message to destroy tokens forever
     */
    burn: {
        /**
         * How much, base units of the token.
         */
        amount: Uint128;
    };
} | {
    /**
     * Send is a base message to transfer tokens to a contract and trigger an action on the receiving contract.
     */
    send: {
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
    };
} | {
    /**
     * Only with "approval" extension. Allows spender to access an additional amount tokens from the owner's (env.sender) account. If expires is Some(), overwrites current allowance expiration with this one.
     */
    increase_allowance: {
        /**
         * How much, base units of the token.
         */
        amount: Uint128;
        /**
         * When the allowance ends; where a message leaves it out, it stays as it is, and a new one never ends.
         */
        expires?: Expiration | null;
        /**
         * Who may move or debit the tokens within the allowance: an address.
         */
        spender: string;
    };
} | {
    /**
     * Only with "approval" extension. Lowers the spender's access of tokens from the owner's (env.sender) account by amount. If expires is Some(), overwrites current allowance expiration with this one.
     */
    decrease_allowance: {
        /**
         * How much, base units of the token.
         */
        amount: Uint128;
        /**
         * When the allowance ends; where a message leaves it out, it stays as it is, and a new one never ends.
         */
        expires?: Expiration | null;
        /**
         * Who may move or debit the tokens within the allowance: an address.
         */
        spender: string;
    };
} | {
    /**
     * Only with "approval" extension. Transfers amount tokens from owner -> recipient if `env.sender` has sufficient pre-approval.
     */
    transfer_from: {
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
    };
} | {
    /**
     * Only with "approval" extension. Sends amount tokens from owner -> contract if `env.sender` has sufficient pre-approval.
     */
    send_from: {
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
    };
} | {
    /**
     * Only with "approval" extension. Destroys tokens forever
     */
    burn_from: {
        /**
         * How much, base units of the token.
         */
        amount: Uint128;
        /**
         * Whose tokens: an address.
         */
        owner: string;
    };
} | {
    /**
     * Only with the "mintable" extension. If authorized, creates amount new tokens and adds to the recipient balance.
     */
    mint: {
        /**
         * How much, base units of the token.
         */
        amount: Uint128;
        /**
         * Who receives: an address.
         */
        recipient: string;
    };
} | {
    /**
     * Only with the "mintable" extension. The current minter may set a new minter. Setting the minter to None will remove the token's minter forever.
     */
    update_minter: {
        /**
         * Who: an address. Always refused.
         */
        new_minter?: string | null;
    };
} | {
    /**
     * Only with the "marketing" extension. If authorized, updates marketing metadata. Setting None/null for any of these will leave it unchanged. Setting Some("") will clear this field on the contract storage
     */
    update_marketing: {
        /**
         * A longer description of the token and it's utility. Designed for tooltips or such
         */
        description?: string | null;
        /**
         * The address (if any) who can update this data structure
         */
        marketing?: string | null;
        /**
         * A URL pointing to the project behind this token.
         */
        project?: string | null;
    };
} | {
    /**
     * If set as the "marketing" role on the contract, upload a new URL, SVG, or PNG for the token
     */
    upload_logo: Logo;
};
/**
 * This is used for uploading logo data, or setting it in InstantiateData
 */
export type Logo = {
    /**
     * A reference to an externally hosted logo. Must be a valid HTTP or HTTPS URL.
     */
    url: string;
} | {
    /**
     * Logo content stored on the blockchain. Enforce maximum size of 5KB on all variants
     */
    embedded: EmbeddedLogo;
};
/**
 * Moves a token to newer code; there is nothing to say.
 */
export type MigrateMsg = Record<string, never>;
export type NullableMinterResponse = MinterResponse | null;
/**
 * What can be asked: cw20's queries without marketing, and who may burn.
 */
export type QueryMsg = {
    /**
     * An account's balance, 0 if it has none.
     */
    balance: {
        /**
         * Whose.
         */
        address: string;
    };
} | {
    /**
     * Name, symbol, decimals and total supply.
     */
    token_info: Record<string, never>;
} | {
    /**
     * Who may mint.
     */
    minter: Record<string, never>;
} | {
    /**
     * Who may burn.
     */
    burners: Record<string, never>;
} | {
    /**
     * How much a spender may still take from an owner, 0 if nothing was granted or the grant has ended.
     */
    allowance: {
        /**
         * Whose tokens.
         */
        owner: string;
        /**
         * Who may move them.
         */
        spender: string;
    };
} | {
    /**
     * Allowances that an owner gave, by spender, also those that have ended: `expires` says when.
     */
    all_allowances: {
        /**
         * Page length: 10 if left out, at most 30.
         */
        limit?: number | null;
        /**
         * Whose tokens.
         */
        owner: string;
        /**
         * Last spender of the page before.
         */
        start_after?: string | null;
    };
} | {
    /**
     * Allowances that a spender was given, by owner, also those that have ended.
     */
    all_spender_allowances: {
        /**
         * Page length: 10 if left out, at most 30.
         */
        limit?: number | null;
        /**
         * Who may move the tokens.
         */
        spender: string;
        /**
         * Last owner of the page before.
         */
        start_after?: string | null;
    };
} | {
    /**
     * Accounts that ever held a balance, in order of address.
     */
    all_accounts: {
        /**
         * Page length: 10 if left out, at most 30.
         */
        limit?: number | null;
        /**
         * Last account of the page before.
         */
        start_after?: string | null;
    };
};
/**
 * What the token calls a contract with that tokens are sent to (`send`, `send_from`): it must take this message beside its own.
 */
export type ReceiverMsg = {
    /**
     * Tokens came.
     */
    receive: Cw20ReceiveMsg;
};
export interface AllAccountsResponse {
    /**
     * One page: addresses.
     */
    accounts: string[];
}
export interface AllAllowancesResponse {
    /**
     * One page.
     */
    allowances: AllowanceInfo[];
}
export interface AllowanceInfo {
    /**
     * What may still be moved or debited, base units of the token.
     */
    allowance: Uint128;
    /**
     * When the allowance ends; where a message leaves it out, it stays as it is, and a new one never ends.
     */
    expires: Expiration;
    /**
     * Who may move or debit the tokens within the allowance: an address.
     */
    spender: string;
}
export interface AllSpenderAllowancesResponse {
    /**
     * One page.
     */
    allowances: SpenderAllowanceInfo[];
}
export interface SpenderAllowanceInfo {
    /**
     * What may still be moved or debited, base units of the token.
     */
    allowance: Uint128;
    /**
     * When the allowance ends; where a message leaves it out, it stays as it is, and a new one never ends.
     */
    expires: Expiration;
    /**
     * Whose tokens: an address.
     */
    owner: string;
}
export interface AllowanceResponse {
    /**
     * What may still be moved or debited, base units of the token.
     */
    allowance: Uint128;
    /**
     * When the allowance ends; where a message leaves it out, it stays as it is, and a new one never ends.
     */
    expires: Expiration;
}
export interface BalanceResponse {
    /**
     * What it holds, base units of the token.
     */
    balance: Uint128;
}
/**
 * Answer to [`QueryMsg::Burners`].
 */
export interface BurnersResponse {
    /**
     * Addresses that may burn their own balance, or another's within an allowance.
     */
    burners: string[];
}
/**
 * Cw20ReceiveMsg should be de/serialized under `Receive()` variant in a ExecuteMsg
 */
export interface Cw20ReceiveMsg {
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
}
/**
 * Starts a token with a supply of zero.
 */
export interface InstantiateMsg {
    /**
     * Who alone may burn, for good: at most [`MAX_BURNERS`], each once. Nobody, if empty.
     */
    burners: string[];
    /**
     * Decimal places of one whole token, at most 18.
     */
    decimals: number;
    /**
     * Who alone may mint, for good. There is no cap.
     */
    minter: string;
    /**
     * Full name, 3 to 50 bytes.
     */
    name: string;
    /**
     * Ticker, 3 to 12 letters or `-`.
     */
    symbol: string;
}
export interface MinterResponse {
    /**
     * cap is a hard cap on total supply that can be achieved by minting. Note that this refers to total_supply. If None, there is unlimited cap.
     */
    cap?: Uint128 | null;
    /**
     * Who may mint: an address.
     */
    minter: string;
}
export interface TokenInfoResponse {
    /**
     * Decimal places of one whole token: it has 10^decimals base units.
     */
    decimals: number;
    /**
     * Full name, 3 to 50 bytes.
     */
    name: string;
    /**
     * Ticker, 3 to 12 letters or `-`.
     */
    symbol: string;
    /**
     * All tokens in existence, base units.
     */
    total_supply: Uint128;
}
