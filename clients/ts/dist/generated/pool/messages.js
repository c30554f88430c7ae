import { MsgExecuteContract } from "../../cosmjs.js";
import { toUtf8 } from "../../cosmjs.js";
export class PoolMsgComposer {
    sender;
    contractAddress;
    constructor(sender, contractAddress) {
        this.sender = sender;
        this.contractAddress = contractAddress;
        this.receive = this.receive.bind(this);
        this.swapExactIn = this.swapExactIn.bind(this);
        this.swapExactOut = this.swapExactOut.bind(this);
        this.provide = this.provide.bind(this);
        this.provideSingle = this.provideSingle.bind(this);
        this.deposit = this.deposit.bind(this);
        this.withdraw = this.withdraw.bind(this);
        this.transfer = this.transfer.bind(this);
        this.increaseAllowance = this.increaseAllowance.bind(this);
        this.decreaseAllowance = this.decreaseAllowance.bind(this);
        this.sweepFees = this.sweepFees.bind(this);
        this.createPool = this.createPool.bind(this);
        this.setReference = this.setReference.bind(this);
        this.setLeast = this.setLeast.bind(this);
        this.updateFees = this.updateFees.bind(this);
        this.listAsset = this.listAsset.bind(this);
        this.delistAsset = this.delistAsset.bind(this);
        this.setPaused = this.setPaused.bind(this);
        this.setGuardian = this.setGuardian.bind(this);
        this.updateOwnership = this.updateOwnership.bind(this);
    }
    /**
     * cw20 tokens that came with a [`ReceiveMsg`](super::ReceiveMsg).
     */
    receive = ({ amount, msg, sender }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    receive: {
                        amount,
                        msg,
                        sender
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Sells exactly what `from` names along the route.
     */
    swapExactIn = ({ deadline, from, minOut, route, to }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    swap_exact_in: {
                        deadline,
                        from,
                        min_out: minOut,
                        route,
                        to
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Buys exact amounts (1 or 2 legs, filled in order), paying at most what `from` names. What is left of funds goes back to the sender's wallet, and an account is debited the cost only (for [`Destination::Call`] see there). A leg passes each pool once.
     */
    swapExactOut = ({ deadline, from, legs, offer, restTo, to }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    swap_exact_out: {
                        deadline,
                        from,
                        legs,
                        offer,
                        rest_to: restTo,
                        to
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Provides both assets in the pool's proportion, using at most the amounts named. The first deposit uses all of both; its price must be within 20 % of the pool's reference price, and of NET it must bring at least the governed least. To a launch pool that has no NET yet, asset 0 alone is provided and `max_1` is 0; the first deposit there must be worth at least the governed least at the reference price. With `Funds`, native sides come with the message, exactly as named, and what is left of them goes back to the sender's wallet; a cw20 side is taken from the sender's account, and no more of it than is used.
     */
    provide = ({ deadline, from, max0, max1, minShares, poolId, receiver, restTo }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    provide: {
                        deadline,
                        from,
                        max_0: max0,
                        max_1: max1,
                        min_shares: minShares,
                        pool_id: poolId,
                        receiver,
                        rest_to: restTo
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Provides one asset only: swaps a part of it, which pays the pool's fee, and provides the rest with what that brought. What matches nothing goes back, more of it the worse the block anchor made the swap; an account is debited what is used. Needs neither swapping nor providing to be paused, because it does both. Not for launch pools.
     */
    provideSingle = ({ asset, deadline, from, minShares, poolId, receiver, restTo }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    provide_single: {
                        asset,
                        deadline,
                        from,
                        min_shares: minShares,
                        pool_id: poolId,
                        receiver,
                        rest_to: restTo
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Books the coins that came to an account. Anyone, to anyone's account; listed assets only, at most 8 coins.
     */
    deposit = ({ receiver }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    deposit: {
                        receiver
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Pays out from an account to a wallet. Never pausable.
     */
    withdraw = ({ amount, asset, owner, receiver }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    withdraw: {
                        amount,
                        asset,
                        owner,
                        receiver
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Moves between accounts, at most 8 items.
     */
    transfer = ({ items, owner }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    transfer: {
                        items,
                        owner
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Lets `spender` debit the sender's account of `asset` by `amount` more. An allowance that has ended counts as nothing.
     */
    increaseAllowance = ({ amount, asset, expires, spender }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    increase_allowance: {
                        amount,
                        asset,
                        expires,
                        spender
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Lets `spender` debit the sender's account of `asset` by `amount` less; by all that it may or more, removes the allowance. Refused where there is none, or one that has ended.
     */
    decreaseAllowance = ({ amount, asset, expires, spender }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    decrease_allowance: {
                        amount,
                        asset,
                        expires,
                        spender
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Moves a pool's accrued protocol fees and spread to the fee-collector. Anyone. A token that fails to move fails the message; the other asset's move by themselves, if it is named.
     */
    sweepFees = ({ asset, poolId }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    sweep_fees: {
                        asset,
                        pool_id: poolId
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Owner: creates a pool and instantiates its LP token.
     */
    createPool = ({ asset0, asset1, fees, launch, lpSymbol, reference0, reference1 }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    create_pool: {
                        asset_0: asset0,
                        asset_1: asset1,
                        fees,
                        launch,
                        lp_symbol: lpSymbol,
                        reference_0: reference0,
                        reference_1: reference1
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Owner: sets the reference price of a pool to which nobody has provided liquidity yet.
     */
    setReference = ({ poolId, reference0, reference1 }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    set_reference: {
                        pool_id: poolId,
                        reference_0: reference0,
                        reference_1: reference1
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Owner: sets the least NET that the first deposit of a pool must bring, in every pool of which NET is an asset (of a launch pool: be worth at the reference price). The registry reads it too: no mint uses the price of a pool that holds less.
     */
    setLeast = ({ least }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    set_least: {
                        least
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Owner: sets a pool's fees. What accrued before is swept as it accrued.
     */
    updateFees = ({ fees, poolId }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    update_fees: {
                        fees,
                        pool_id: poolId
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Owner: lets an asset come in: into accounts, pools and new pools. A cw20 must be a contract that answers `token_info`. A delisted asset can be listed again; then its pools take it in again.
     */
    listAsset = ({ asset }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    list_asset: {
                        asset
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Owner: no longer. None of it can be deposited, its pools take nothing and swap in neither direction, and no new pool has it. All that is there can leave: withdrawals, transfers, LP shares, fees. The network token stays listed.
     */
    delistAsset = ({ asset }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    delist_asset: {
                        asset
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * The guardian pauses (may only add), the owner sets freely.
     */
    setPaused = ({ paused, poolId }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    set_paused: {
                        paused,
                        pool_id: poolId
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Owner: names another guardian.
     */
    setGuardian = ({ guardian }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    set_guardian: {
                        guardian
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Update the contract's ownership. The `action` to be provided can be either to propose transferring ownership to an account, accept a pending ownership transfer, or renounce the ownership permanently.
     */
    updateOwnership = (action, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    update_ownership: action
                })),
                funds: funds_
            })
        };
    };
}
