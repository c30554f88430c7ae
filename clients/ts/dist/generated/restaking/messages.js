import { MsgExecuteContract } from "../../cosmjs.js";
import { toUtf8 } from "../../cosmjs.js";
export class RestakingMsgComposer {
    sender;
    contractAddress;
    constructor(sender, contractAddress) {
        this.sender = sender;
        this.contractAddress = contractAddress;
        this.receive = this.receive.bind(this);
        this.createVault = this.createVault.bind(this);
        this.deposit = this.deposit.bind(this);
        this.rotate = this.rotate.bind(this);
        this.claim = this.claim.bind(this);
        this.burn = this.burn.bind(this);
        this.fund = this.fund.bind(this);
        this.listAsset = this.listAsset.bind(this);
        this.setListed = this.setListed.bind(this);
        this.updateOwnership = this.updateOwnership.bind(this);
    }
    /**
     * A cw20 asset, or a vault's receipt, that came with a [`ReceiveMsg`].
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
     * Provider: opens the vault behind its position in a class; one for each, in one asset for good. Refused for an asset that is not listed.
     */
    createVault = ({ asset, 
    /**
     * Which class.
     */
    class: _class }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    create_vault: {
                        asset,
                        class: _class
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Anyone: deposits the coins that came for shares, rounded down. A whole number of units. Refused while the asset is not listed, and by a vault that lost nearly everything.
     */
    deposit = ({ 
    /**
     * In which class.
     */
    class: _class, minShares, provider }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    deposit: {
                        class: _class,
                        min_shares: minShares,
                        provider
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Anyone: lets the exits of the generation before go. Refused while a backed job of that generation runs.
     */
    rotate = ({ 
    /**
     * In which class.
     */
    class: _class, provider }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    rotate: {
                        class: _class,
                        provider
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Pays the sender's tickets for a generation that was let go: its part of what is left of that generation's exits, rounded down.
     */
    claim = ({ 
    /**
     * In which class.
     */
    class: _class, generation, provider }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    claim: {
                        class: _class,
                        generation,
                        provider
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Anyone: sends what has burned out of existence. NET by way of the fee-collector; the stake pool's receipt is redeemed for NET first; any other asset where it lies.
     */
    burn = ({ 
    /**
     * In which class.
     */
    class: _class, provider }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    burn: {
                        class: _class,
                        provider
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Anyone: pays the vault's delegators with the coins that came, evenly over some time. A whole number of units. What is left of earlier pay streams with it, no slower than before, and no shorter but for a thousand times as much.
     */
    fund = ({ 
    /**
     * In which class.
     */
    class: _class, provider, seconds }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    fund: {
                        class: _class,
                        provider,
                        seconds
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Owner: lists an asset, at most [`MAX_ASSETS`] ever. `unit` of its base units must be redeemable for at least one base unit of NET, always: no price is asked.
     */
    listAsset = ({ asset, unit }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    list_asset: {
                        asset,
                        unit
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Owner: whether a listed asset backs jobs accepted from now on, and is taken. Exits, claims and jobs accepted before are not touched.
     */
    setListed = ({ asset, listed }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    set_listed: {
                        asset,
                        listed
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
