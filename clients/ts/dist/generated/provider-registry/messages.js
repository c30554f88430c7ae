import { MsgExecuteContract } from "../../cosmjs.js";
import { toUtf8 } from "../../cosmjs.js";
export class ProviderRegistryMsgComposer {
    sender;
    contractAddress;
    constructor(sender, contractAddress) {
        this.sender = sender;
        this.contractAddress = contractAddress;
        this.receive = this.receive.bind(this);
        this.receiveSwap = this.receiveSwap.bind(this);
        this.register = this.register.bind(this);
        this.updateProvider = this.updateProvider.bind(this);
        this.leave = this.leave.bind(this);
        this.heartbeat = this.heartbeat.bind(this);
        this.unjail = this.unjail.bind(this);
        this.bond = this.bond.bind(this);
        this.withdrawBond = this.withdrawBond.bind(this);
        this.offerGpus = this.offerGpus.bind(this);
        this.mintCredits = this.mintCredits.bind(this);
        this.redeemCredits = this.redeemCredits.bind(this);
        this.burnRedeemed = this.burnRedeemed.bind(this);
        this.touch = this.touch.bind(this);
        this.announceSunset = this.announceSunset.bind(this);
        this.collect = this.collect.bind(this);
        this.claimPot = this.claimPot.bind(this);
        this.beginCall = this.beginCall.bind(this);
        this.lockJob = this.lockJob.bind(this);
        this.freeGpus = this.freeGpus.bind(this);
        this.endJob = this.endJob.bind(this);
        this.pledge = this.pledge.bind(this);
        this.endPledge = this.endPledge.bind(this);
        this.back = this.back.bind(this);
        this.unback = this.unback.bind(this);
        this.rotate = this.rotate.bind(this);
        this.setBacking = this.setBacking.bind(this);
        this.setStandard = this.setStandard.bind(this);
        this.addClass = this.addClass.bind(this);
        this.setClassPool = this.setClassPool.bind(this);
        this.updateClass = this.updateClass.bind(this);
        this.updateParams = this.updateParams.bind(this);
        this.allowMarket = this.allowMarket.bind(this);
        this.setPaused = this.setPaused.bind(this);
        this.setGuardian = this.setGuardian.bind(this);
        this.updateOwnership = this.updateOwnership.bind(this);
    }
    /**
     * Credits that came with a [`ReceiveMsg`].
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
     * Peer (pool): credits bought at the end of a swap, `msg` is a [`ReceiveMsg`].
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
     * Becomes a provider.
     */
    register = ({ metadata }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    register: {
                        metadata
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Changes one's metadata.
     */
    updateProvider = ({ metadata }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    update_provider: {
                        metadata
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Stops being a provider; refused while it owes credits, holds locks or offers GPUs in any class. Bonds can be withdrawn as ever, reputation stays.
     */
    leave = (funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    leave: {}
                })),
                funds: funds_
            })
        };
    };
    /**
     * Says that the provider is there.
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
     * Leaves jail once its time is over.
     */
    unjail = (funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    unjail: {}
                })),
                funds: funds_
            })
        };
    };
    /**
     * Adds NET to one's bond in a class.
     */
    bond = ({ 
    /**
     * Which class.
     */
    class: _class, from }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    bond: {
                        class: _class,
                        from
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Takes part of one's free bond back, at once.
     */
    withdrawBond = ({ amount, 
    /**
     * Which class.
     */
    class: _class, payout }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    withdraw_bond: {
                        amount,
                        class: _class,
                        payout
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Sets how many GPUs one offers in a class: not below what is busy, what the debt needs within H or, while anything is owed, what the class's standard jobs need.
     */
    offerGpus = ({ admission, 
    /**
     * Which class.
     */
    class: _class, gpus }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    offer_gpus: {
                        admission,
                        class: _class,
                        gpus
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Mints credits: one owes that GPU time from now on. Their collateral is taken from the free bond and stays theirs to the end. Refused once the class's end is announced, and for a debt on which the class's largest standard job could not be called.
     */
    mintCredits = ({ amount, 
    /**
     * Which class.
     */
    class: _class, maxCollateral, payout }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    mint_credits: {
                        amount,
                        class: _class,
                        max_collateral: maxCollateral,
                        payout
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Redeems credits from one's account in the pool contract against one's debt: all that is open, or leaving at least the class's largest standard job. Their collateral is free bond again.
     */
    redeemCredits = ({ amount, 
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
                    redeem_credits: {
                        amount,
                        class: _class
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Burns credits that were redeemed through accounts and still exist. Anyone.
     */
    burnRedeemed = ({ 
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
                    burn_redeemed: {
                        class: _class
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Brings a provider's part of the class's proven GPUs and its place in the queue up to date. Anyone.
     */
    touch = ({ 
    /**
     * Which class.
     */
    class: _class, provider }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    touch: {
                        class: _class,
                        provider
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Owner: ends a class 90 days from now. Minting stops at once; at the date nothing is called or accepted any more.
     */
    announceSunset = ({ 
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
                    announce_sunset: {
                        class: _class
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Moves what a provider still owes in an ended class, with its part of the collateral, to the class's pot. Anyone, once none of its credits are called.
     */
    collect = ({ 
    /**
     * Which class.
     */
    class: _class, provider }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    collect: {
                        class: _class,
                        provider
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Brings credits of an ended class, from one's account in the pool contract, to its pot, which pays each its part. Once every debt is collected; for ever after.
     */
    claimPot = ({ amount, 
    /**
     * Which class.
     */
    class: _class, payout }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    claim_pot: {
                        amount,
                        class: _class,
                        payout
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Peer (job-market): calls a standard job that nobody accepted on the first callable debtor.
     */
    beginCall = ({ 
    /**
     * Its class.
     */
    class: _class, credits, gpus, jobId, look, minDamages, serveWithin }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    begin_call: {
                        class: _class,
                        credits,
                        gpus,
                        job_id: jobId,
                        look,
                        min_damages: minDamages,
                        serve_within: serveWithin
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Peer (job-market): binds bond and GPUs of the provider that accepts a job; of a called one its GPUs only.
     */
    lockJob = ({ 
    /**
     * Class of the job.
     */
    class: _class, endsBy, gpus, jobId, provesGpus, provider, seconds, terms }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    lock_job: {
                        class: _class,
                        ends_by: endsBy,
                        gpus,
                        job_id: jobId,
                        proves_gpus: provesGpus,
                        provider,
                        seconds,
                        terms
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Peer (job-market): the result is there and waits for its verdict; frees the job's GPUs, not its bond.
     */
    freeGpus = ({ jobId }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    free_gpus: {
                        job_id: jobId
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Peer (job-market): an accepted or called job ended.
     */
    endJob = ({ end, jobId }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    end_job: {
                        end,
                        job_id: jobId
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Provider: pledges GPUs and part of its free bond to work in another market, which governance allows, and tells that market so by a [`PledgeReceived`]. If the market refuses, nothing is pledged.
     */
    pledge = ({ amount, 
    /**
     * In which class.
     */
    class: _class, endsBy, gpus, id, market, msg }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    pledge: {
                        amount,
                        class: _class,
                        ends_by: endsBy,
                        gpus,
                        id,
                        market,
                        msg
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Peer (a market to which it was pledged): the work has ended.
     */
    endPledge = ({ end, id }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    end_pledge: {
                        end,
                        id
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Peer (restaking): others' stake is behind a position from now on.
     */
    back = ({ amount, asset, 
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
                    back: {
                        amount,
                        asset,
                        class: _class,
                        provider
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Peer (restaking): stake backs no new jobs of a position any more, and leaves once the jobs that it backs have ended.
     */
    unback = ({ amount, 
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
                    unback: {
                        amount,
                        class: _class,
                        provider
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Peer (restaking): a new generation of exits begins; refused while a backed job of the generation before runs.
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
     * Peer (restaking): whether stake in an asset backs new jobs. Jobs accepted before stay backed.
     */
    setBacking = ({ asset, listed }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    set_backing: {
                        asset,
                        listed
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Peer (job-market): the standard jobs of a class are others; none if it has no template.
     */
    setStandard = ({ 
    /**
     * Which class.
     */
    class: _class, standard }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    set_standard: {
                        class: _class,
                        standard
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Owner: adds a class and instantiates its credit token.
     */
    addClass = ({ 
    /**
     * Its id.
     */
    class: _class, creditSymbol, params }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    add_class: {
                        class: _class,
                        credit_symbol: creditSymbol,
                        params
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Owner: names the class's primary pool (credit as asset 0, NET as asset 1); once.
     */
    setClassPool = ({ 
    /**
     * Which class.
     */
    class: _class, poolId }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    set_class_pool: {
                        class: _class,
                        pool_id: poolId
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Owner: sets a class's parameters; its coverage stays.
     */
    updateClass = ({ 
    /**
     * Which class.
     */
    class: _class, params }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    update_class: {
                        class: _class,
                        params
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
     * Owner: lets providers pledge to a market, or no more. What is pledged already ends as agreed.
     */
    allowMarket = ({ allowed, market }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    allow_market: {
                        allowed,
                        market
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * The guardian stops (may only add), the owner sets freely.
     */
    setPaused = ({ 
    /**
     * Which class.
     */
    class: _class, paused }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    set_paused: {
                        class: _class,
                        paused
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
