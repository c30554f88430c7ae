import { MsgExecuteContract } from "../../cosmjs.js";
import { toUtf8 } from "../../cosmjs.js";
export class FeeCollectorMsgComposer {
    sender;
    contractAddress;
    constructor(sender, contractAddress) {
        this.sender = sender;
        this.contractAddress = contractAddress;
        this.receive = this.receive.bind(this);
        this.deposit = this.deposit.bind(this);
        this.distribute = this.distribute.bind(this);
        this.buyBack = this.buyBack.bind(this);
        this.addLiquidity = this.addLiquidity.bind(this);
        this.claimStakers = this.claimStakers.bind(this);
        this.updateSplit = this.updateSplit.bind(this);
        this.setStakers = this.setStakers.bind(this);
        this.setRoute = this.setRoute.bind(this);
        this.setLiquidityPool = this.setLiquidityPool.bind(this);
        this.withdrawLiquidity = this.withdrawLiquidity.bind(this);
        this.updateOwnership = this.updateOwnership.bind(this);
    }
    /**
     * Peer (pool, markets): cw20 fees and spread that came with [`ReceiveMsg`]; the token must be listed by the pool, so that nobody's own token can name the pool as its sender.
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
     * Peers, by category (a donation: anyone): books the coins that came.
     */
    deposit = ({ category }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    deposit: {
                        category
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Splits pending NET revenue: burns the burn share at once, books the others. Anyone.
     */
    distribute = (funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    distribute: {}
                })),
                funds: funds_
            })
        };
    };
    /**
     * Sells what waits of an asset, or as much of it as its pools take at once, along its route, and books the NET as the revenue that it was. Anyone, for a tip of [`TIP_BPS`] of the NET, rounded down. A pool takes a quota at once, from all assets together, which comes back within half an hour. Refused while the price is not what the pools' means say; whatever fails, nothing is changed.
     */
    buyBack = ({ asset }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    buy_back: {
                        asset
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Brings NET of the liquidity share, or as much of it as the pool takes at once, to a pool that governance allows, and keeps the LP shares. Anyone; it uses the pool's quota and is guarded as [`ExecuteMsg::BuyBack`] is.
     */
    addLiquidity = ({ poolId }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    add_liquidity: {
                        pool_id: poolId
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * The stakers' recipient: claims their share.
     */
    claimStakers = ({ receiver }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    claim_stakers: {
                        receiver
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Owner: sets the split, for revenue not yet distributed as well (which is distributed by the old one first).
     */
    updateSplit = ({ split }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    update_split: {
                        split
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Owner: names who may claim the stakers' share.
     */
    setStakers = ({ stakers }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    set_stakers: {
                        stakers
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Owner: sets the pools by which an asset is sold for NET. They must exist and lead there, each once, and pass NET at the end only.
     */
    setRoute = ({ asset, pools }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    set_route: {
                        asset,
                        pools
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Owner: lets [`ExecuteMsg::AddLiquidity`] go to a pool, or no longer. It must trade NET and be no launch pool.
     */
    setLiquidityPool = ({ allowed, poolId }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    set_liquidity_pool: {
                        allowed,
                        pool_id: poolId
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Owner: sends LP shares that the contract holds to somebody that can draw them.
     */
    withdrawLiquidity = ({ poolId, receiver, shares }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    withdraw_liquidity: {
                        pool_id: poolId,
                        receiver,
                        shares
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
