import { MsgExecuteContract } from "../../cosmjs.js";
import { toUtf8 } from "../../cosmjs.js";
export class LeaseMarketMsgComposer {
    sender;
    contractAddress;
    constructor(sender, contractAddress) {
        this.sender = sender;
        this.contractAddress = contractAddress;
        this.receiveSwap = this.receiveSwap.bind(this);
        this.receivePledge = this.receivePledge.bind(this);
        this.cancel = this.cancel.bind(this);
        this.heartbeat = this.heartbeat.bind(this);
        this.claim = this.claim.bind(this);
        this.close = this.close.bind(this);
        this.sweep = this.sweep.bind(this);
        this.listClass = this.listClass.bind(this);
        this.updateClass = this.updateClass.bind(this);
        this.updateParams = this.updateParams.bind(this);
        this.setPaused = this.setPaused.bind(this);
        this.setGuardian = this.setGuardian.bind(this);
        this.updateOwnership = this.updateOwnership.bind(this);
    }
    /**
     * Peer (pool): a swap ended here, `msg` is a [`SwapMsg`]. The one way to request a lease and to top it up.
     */
    receiveSwap = ({ legs, msg, rest, sender }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    receive_swap: {
                        legs,
                        msg,
                        rest,
                        sender
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Peer (provider-registry): a provider pledged bond and GPUs to the lease of that id, `msg` is a [`PledgeMsg`]. The one way to start a lease.
     */
    receivePledge = ({ amount, 
    /**
     * In which class.
     */
    class: _class, endsBy, gpus, id, msg, provider }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    receive_pledge: {
                        amount,
                        class: _class,
                        ends_by: endsBy,
                        gpus,
                        id,
                        msg,
                        provider
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Withdraws a lease that nobody has started: credits and take go back to its client's account. Its client at any time; anyone once its time to be started is over.
     */
    cancel = ({ leaseId }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    cancel: {
                        lease_id: leaseId
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * A provider that has started a lease says that all its machines run. Covers the next `heartbeat_within` seconds of all its leases, and costs the same whatever their number.
     */
    heartbeat = (funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    heartbeat: {}
                })),
                funds: funds_
            })
        };
    };
    /**
     * Pays the covered seconds that are not paid yet to the provider's account. Anyone. Seconds without a heartbeat after the end count against the provider too, so it should claim before its heartbeats stop.
     */
    claim = ({ leaseId }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    claim: {
                        lease_id: leaseId
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Pays what is due to the provider and ends the lease; the rest goes back to its client's account.
     *
     * Anyone, after its end, or after three times `heartbeat_within` without a heartbeat; its client, at any time, for a fee within the first `minimum` seconds; its provider, at any time. A provider that closes before the end, or is closed for silence, pays the client the part of its pledge that is left of the requested seconds; nothing for added ones. In an interruptible class a provider's `Close` pays nothing, is refused within the first `minimum` seconds, and brings the end forward to [`NOTICE`](super::NOTICE) seconds from now.
     */
    close = ({ leaseId }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    close: {
                        lease_id: leaseId
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Moves earned take and the credits of fees to the fee-collector: the oldest 8 days and the first 8 classes that have any. Anyone.
     */
    sweep = (funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    sweep: {}
                })),
                funds: funds_
            })
        };
    };
    /**
     * Owner: opens the market for a class of the registry that has its pool.
     */
    listClass = ({ 
    /**
     * Which class.
     */
    class: _class, terms }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    list_class: {
                        class: _class,
                        terms
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Owner: sets a class's terms, for leases requested from now on.
     */
    updateClass = ({ 
    /**
     * Which class.
     */
    class: _class, terms }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    update_class: {
                        class: _class,
                        terms
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Owner: sets the parameters.
     */
    updateParams = ({ params }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    update_params: {
                        params
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * The guardian stops new requests and top-ups, the owner sets freely. Everything else goes on.
     */
    setPaused = ({ requests }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    set_paused: {
                        requests
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
