import type * as scalars from "../../scalars.js";
export type Binary = scalars.Binary;
export type Uint64 = scalars.Uint64;
export type Uint128 = scalars.Uint128;
/**
 * Actions that can be taken to alter the contract's ownership
 */
export type Action = {
    /**
     * Propose to transfer the contract's ownership to another account, optionally with an expiry time.
     *
     * Can only be called by the contract's current owner.
     *
     * Any existing pending ownership transfer is overwritten.
     */
    transfer_ownership: {
        /**
         * Until when the offer can be accepted; for ever, if left out.
         */
        expiry?: Expiration | null;
        /**
         * To whom ownership is offered: a canonical address.
         */
        new_owner: string;
    };
} | "accept_ownership" | "renounce_ownership";
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
 * An address, in canonical lower-case text.
 */
export type Addr = string;
/**
 * Something that can be held: a bank denom or a cw20 token. A message may also say it as events do: a denom, or `cw20:` and the token contract's address, as one text (but for denoms that are called `native` or `cw20`, or start with `cw20:`).
 */
export type Asset = {
    /**
     * A coin of the bank module.
     */
    native: {
        /**
         * Its denom.
         */
        denom: string;
    };
} | {
    /**
     * A cw20 token.
     */
    cw20: {
        /**
         * The token contract, in canonical lower-case text.
         */
        address: string;
    };
};
/**
 * Messages of restaking. No message but `deposit` and `fund` takes coins.
 */
export type ExecuteMsg = {
    /**
     * A cw20 asset, or a vault's receipt, that came with a [`ReceiveMsg`].
     */
    receive: Cw20ReceiveMsg;
} | {
    /**
     * Provider: opens the vault behind its position in a class; one for each, in one asset for good. Refused for an asset that is not listed.
     */
    create_vault: {
        /**
         * A listed asset.
         */
        asset: Asset;
        /**
         * Which class.
         */
        class: string;
    };
} | {
    /**
     * Anyone: deposits the coins that came for shares, rounded down. A whole number of units. Refused while the asset is not listed, and by a vault that lost nearly everything.
     */
    deposit: {
        /**
         * In which class.
         */
        class: string;
        /**
         * The fewest shares accepted, base units of the receipt.
         */
        min_shares: Uint128;
        /**
         * Behind whom.
         */
        provider: string;
    };
} | {
    /**
     * Anyone: lets the exits of the generation before go. Refused while a backed job of that generation runs.
     */
    rotate: {
        /**
         * In which class.
         */
        class: string;
        /**
         * Behind whom.
         */
        provider: string;
    };
} | {
    /**
     * Pays the sender's tickets for a generation that was let go: its part of what is left of that generation's exits, rounded down.
     */
    claim: {
        /**
         * In which class.
         */
        class: string;
        /**
         * Which generation.
         */
        generation: number;
        /**
         * Behind whom.
         */
        provider: string;
    };
} | {
    /**
     * Anyone: sends what has burned out of existence. NET by way of the fee-collector; the stake pool's receipt is redeemed for NET first; any other asset where it lies.
     */
    burn: {
        /**
         * In which class.
         */
        class: string;
        /**
         * Behind whom.
         */
        provider: string;
    };
} | {
    /**
     * Anyone: pays the vault's delegators with the coins that came, evenly over some time. A whole number of units. What is left of earlier pay streams with it, no slower than before, and no shorter but for a thousand times as much.
     */
    fund: {
        /**
         * In which class.
         */
        class: string;
        /**
         * Behind whom.
         */
        provider: string;
        /**
         * Seconds from now, 1 to 90 days.
         */
        seconds: number;
    };
} | {
    /**
     * Owner: lists an asset, at most [`MAX_ASSETS`] ever. `unit` of its base units must be redeemable for at least one base unit of NET, always: no price is asked.
     */
    list_asset: {
        /**
         * Which; not listed before.
         */
        asset: Asset;
        /**
         * Base units that count as one base unit of NET: 1 to [`MAX_UNIT`]; 1,000 for the stake pool's receipt.
         */
        unit: Uint128;
    };
} | {
    /**
     * Owner: whether a listed asset backs jobs accepted from now on, and is taken. Exits, claims and jobs accepted before are not touched.
     */
    set_listed: {
        /**
         * Which.
         */
        asset: Asset;
        /**
         * Whether from now on.
         */
        listed: boolean;
    };
} | {
    /**
     * Update the contract's ownership. The `action` to be provided can be either to propose transferring ownership to an account, accept a pending ownership transfer, or renounce the ownership permanently.
     */
    update_ownership: Action;
};
/**
 * In which order a list is answered.
 */
export type ListOrder = "ascending" | "descending";
/**
 * Migration takes no parameters.
 */
export type MigrateMsg = Record<string, never>;
/**
 * Queries of restaking. Pay that has streamed by now counts.
 */
export type QueryMsg = {
    /**
     * What it was started with.
     */
    config: Record<string, never>;
} | {
    /**
     * All assets that were ever listed, by their numbers.
     */
    assets: Record<string, never>;
} | {
    /**
     * One vault.
     */
    vault: {
        /**
         * In which class.
         */
        class: string;
        /**
         * Behind whom.
         */
        provider: string;
    };
} | {
    /**
     * The vaults of a class by provider.
     */
    vaults: {
        /**
         * Which class.
         */
        class: string;
        /**
         * Page size, 30 if left out, at most 100.
         */
        limit?: number | null;
        /**
         * Ascending, if left out.
         */
        order?: ListOrder | null;
        /**
         * After this provider, in that order.
         */
        start_after?: string | null;
    };
} | {
    /**
     * Somebody's tickets of a vault by generation, with what of them can be claimed.
     */
    tickets: {
        /**
         * In which class.
         */
        class: string;
        /**
         * Page size, 30 if left out, at most 100.
         */
        limit?: number | null;
        /**
         * Ascending, if left out.
         */
        order?: ListOrder | null;
        /**
         * Whose.
         */
        owner: string;
        /**
         * Behind whom.
         */
        provider: string;
        /**
         * After this generation, in that order.
         */
        start_after?: number | null;
    };
} | {
    /**
     * What a deposit would bring now; refused as the message would be.
     */
    preview_deposit: {
        /**
         * Base units of the asset.
         */
        amount: Uint128;
        /**
         * In which class.
         */
        class: string;
        /**
         * Behind whom.
         */
        provider: string;
    };
} | {
    /**
     * What an exit would take out now; refused as the message would be.
     */
    preview_exit: {
        /**
         * In which class.
         */
        class: string;
        /**
         * Behind whom.
         */
        provider: string;
        /**
         * Base units of the receipt.
         */
        shares: Uint128;
    };
} | {
    /**
     * Query the contract's ownership information
     */
    ownership: Record<string, never>;
};
/**
 * What a cw20 Send carries.
 */
export type ReceiveMsg = {
    /**
     * The vault's asset: as [`ExecuteMsg::Deposit`].
     */
    deposit: {
        /**
         * In which class.
         */
        class: string;
        /**
         * The fewest shares accepted, base units of the receipt.
         */
        min_shares: Uint128;
        /**
         * Behind whom.
         */
        provider: string;
    };
} | {
    /**
     * The vault's asset: as [`ExecuteMsg::Fund`].
     */
    fund: {
        /**
         * In which class.
         */
        class: string;
        /**
         * Behind whom.
         */
        provider: string;
        /**
         * Seconds from now, 1 to 90 days.
         */
        seconds: number;
    };
} | {
    /**
     * A vault's receipt: its shares leave. They become tickets for what they are worth, which backs the jobs accepted until the next rotation, and burns with them, until those have ended. Nothing stops an exit.
     */
    exit: Record<string, never>;
};
/**
 * See [`QueryMsg::Assets`].
 */
export interface AssetsResponse {
    /**
     * In the order of their numbers, from 0.
     */
    assets: ListedAsset[];
}
/**
 * An asset that may back.
 */
export interface ListedAsset {
    /**
     * Which.
     */
    asset: Asset;
    /**
     * Whether it backs jobs accepted now, and is taken.
     */
    listed: boolean;
    /**
     * Base units that count as one unit.
     */
    unit: Uint128;
}
/**
 * See [`QueryMsg::Config`].
 */
export interface ConfigResponse {
    /**
     * The smallest first deposit into a vault, units, each of so many base units as the list of assets says.
     */
    least: Uint128;
    /**
     * The network token.
     */
    network_denom: string;
    /**
     * The wired peers.
     */
    peers: Peers;
    /**
     * Who may migrate receipts from the start on.
     */
    token_admin: Addr;
    /**
     * The code from which receipts are started.
     */
    token_code_id: number;
}
/**
 * Fixed at the start.
 */
export interface Peers {
    /**
     * `contracts/fee-collector`, which burns NET.
     */
    fee_collector: string;
    /**
     * `contracts/provider-registry`, which keeps what backs a position.
     */
    provider_registry: string;
    /**
     * `contracts/staking`: its receipt is redeemed for NET before it burns.
     */
    staking: string;
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
 * Starts the contract without assets or vaults. The peers need not exist yet; none is asked anything.
 */
export interface InstantiateMsg {
    /**
     * The smallest first deposit into a vault, units, each of so many base units as the list of assets says; more than 0.
     */
    least: Uint128;
    /**
     * The network token.
     */
    network_denom: string;
    /**
     * Governance: lists assets.
     */
    owner: string;
    /**
     * The wired peers.
     */
    peers: Peers;
    /**
     * Who may migrate the receipts.
     */
    token_admin: string;
    /**
     * Code of `contracts/token`, from which receipts are started.
     */
    token_code_id: number;
}
/**
 * The contract's ownership info
 */
export interface OwnershipForString {
    /**
     * The contract's current owner. `None` if the ownership has been renounced.
     */
    owner?: string | null;
    /**
     * The deadline for the pending owner to accept the ownership. `None` if there isn't a pending ownership transfer, or if a transfer exists and it doesn't have a deadline.
     */
    pending_expiry?: Expiration | null;
    /**
     * The account who has been proposed to take over the ownership. `None` if there isn't a pending ownership transfer.
     */
    pending_owner?: string | null;
}
/**
 * See [`QueryMsg::PreviewDeposit`].
 */
export interface PreviewDepositResponse {
    /**
     * Base units of the receipt, rounded down.
     */
    shares: Uint128;
}
/**
 * See [`QueryMsg::PreviewExit`].
 */
export interface PreviewExitResponse {
    /**
     * Base units of the asset that would leave, if none of it burns; a whole number of units, rounded down.
     */
    amount: Uint128;
    /**
     * Of which generation.
     */
    generation: number;
    /**
     * How many tickets for them.
     */
    tickets: Uint128;
}
/**
 * Somebody's tickets for one generation.
 */
export interface TicketsEntry {
    /**
     * What they pay, base units of the asset; null while the generation was not let go.
     */
    claimable?: Uint128 | null;
    /**
     * Which generation.
     */
    generation: number;
    /**
     * How many.
     */
    tickets: Uint128;
}
/**
 * See [`QueryMsg::Tickets`].
 */
export interface TicketsResponse {
    /**
     * One page.
     */
    tickets: TicketsEntry[];
}
/**
 * A vault of a list.
 */
export interface VaultEntry {
    /**
     * Its asset.
     */
    asset: Asset;
    /**
     * Behind whom.
     */
    provider: Addr;
    /**
     * The receipt's supply, base units.
     */
    shares: Uint128;
    /**
     * Its receipt.
     */
    token: Addr;
}
/**
 * See [`QueryMsg::Vault`]. Amounts in units, each of which is `unit` base units of the asset; shares in base units, tickets in how many.
 */
export interface VaultResponse {
    /**
     * Its asset.
     */
    asset: Asset;
    /**
     * A: what stays and belongs to the shares.
     */
    assets: Uint128;
    /**
     * What jobs that run may burn, of what stays and of what leaves.
     */
    backed: Uint128;
    /**
     * All that ever burned.
     */
    burned: Uint128;
    /**
     * In which class.
     */
    class: string;
    /**
     * Unix seconds at which all of it has; later while there are few shares.
     */
    end: number;
    /**
     * What backs no job.
     */
    free: Uint128;
    /**
     * g.
     */
    generation: number;
    /**
     * B of this generation: exits that wait for two rotations.
     */
    leaving: Uint128;
    /**
     * B of the generation before: exits that the next rotation lets go.
     */
    leaving_before: Uint128;
    /**
     * Pay that has not streamed.
     */
    left: Uint128;
    /**
     * Counts vaults from 1; what it let go is stored under it.
     */
    number: number;
    /**
     * Behind whom.
     */
    provider: Addr;
    /**
     * What of it has left the contract.
     */
    sent: Uint128;
    /**
     * S: the receipt's supply, base units.
     */
    shares: Uint128;
    /**
     * Tickets for `leaving`.
     */
    tickets: Uint128;
    /**
     * Tickets for `leaving_before`.
     */
    tickets_before: Uint128;
    /**
     * Its receipt, a cw20 token of [`super::DECIMALS`].
     */
    token: Addr;
    /**
     * Base units of the asset in a unit.
     */
    unit: Uint128;
    /**
     * Whether a rotation would be refused: a backed job of the generation before runs.
     */
    waits: boolean;
}
/**
 * See [`QueryMsg::Vaults`].
 */
export interface VaultsResponse {
    /**
     * One page.
     */
    vaults: VaultEntry[];
}
