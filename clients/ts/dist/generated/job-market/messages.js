import { MsgExecuteContract } from "../../cosmjs.js";
import { toUtf8 } from "../../cosmjs.js";
export class JobMarketMsgComposer {
    sender;
    contractAddress;
    constructor(sender, contractAddress) {
        this.sender = sender;
        this.contractAddress = contractAddress;
        this.receive = this.receive.bind(this);
        this.receiveSwap = this.receiveSwap.bind(this);
        this.requestJob = this.requestJob.bind(this);
        this.requestJobWithCredits = this.requestJobWithCredits.bind(this);
        this.cancelJob = this.cancelJob.bind(this);
        this.acceptJob = this.acceptJob.bind(this);
        this.callJob = this.callJob.bind(this);
        this.requestData = this.requestData.bind(this);
        this.answerData = this.answerData.bind(this);
        this.submitResult = this.submitResult.bind(this);
        this.submitBatch = this.submitBatch.bind(this);
        this.approveResult = this.approveResult.bind(this);
        this.disputeResult = this.disputeResult.bind(this);
        this.challengeResult = this.challengeResult.bind(this);
        this.proveChallenged = this.proveChallenged.bind(this);
        this.timeoutJob = this.timeoutJob.bind(this);
        this.verdict = this.verdict.bind(this);
        this.tellEnd = this.tellEnd.bind(this);
        this.sweepTake = this.sweepTake.bind(this);
        this.listClass = this.listClass.bind(this);
        this.updateClass = this.updateClass.bind(this);
        this.setTemplate = this.setTemplate.bind(this);
        this.updateParams = this.updateParams.bind(this);
        this.setPaused = this.setPaused.bind(this);
        this.setGuardian = this.setGuardian.bind(this);
        this.updateOwnership = this.updateOwnership.bind(this);
    }
    /**
     * Credits that came with a [`ReceiveMsg`]: they are the job's; take and tip come from the sender's account.
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
     * Peer (pool): a swap ended here, `msg` is a [`SwapMsg`]. The leanest way to request a job.
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
     * Requests a job, paying NET that came or NET from one's account.
     */
    requestJob = ({ from, request }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    request_job: {
                        from,
                        request
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Requests a job, paying with credits from one's account, take and tip with NET from one's account.
     */
    requestJobWithCredits = ({ request }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    request_job_with_credits: {
                        request
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * The owner withdraws a job nobody has accepted: credits come back, the take is kept. Too late once the job's time to be accepted is over: `TimeoutJob` then gives back what is not used up of the take. While accepting is paused it is never too late, and the whole take comes back, because nobody could accept.
     */
    cancelJob = ({ jobId }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    cancel_job: {
                        job_id: jobId
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * A provider takes the job; its bond is locked.
     */
    acceptJob = ({ jobId, payout }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    accept_job: {
                        job_id: jobId,
                        payout
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Calls a standard job that nobody accepted in time on the first callable debtor of its class. Its owner, or anyone where the request said so; from the end of its time to be accepted until it has ended.
     */
    callJob = ({ input, jobId, look }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    call_job: {
                        input,
                        job_id: jobId,
                        look
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * The assigned provider, before a quarter of its time is over: asks for the input, or one chunk of it, with the bond in force, exactly. Not answered within an hour, the job is cancelled without fault and the bond comes back. Who has waited for answers for an hour in all, and for a quarter of its time, asks no more and may give the job up without fault.
     */
    requestData = ({ chunk, from, jobId }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    request_data: {
                        chunk,
                        from,
                        job_id: jobId
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Answers a data request. Anyone; the bond goes to the job's owner. The job goes on, and has the time that it waited in addition.
     */
    answerData = ({ data, jobId, path }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    answer_data: {
                        data,
                        job_id: jobId,
                        path
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * The assigned provider delivers.
     */
    submitResult = ({ jobId, output, outputLocator, proof }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    submit_result: {
                        job_id: jobId,
                        output,
                        output_locator: outputLocator,
                        proof
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * The assigned provider delivers many jobs of one RISC Zero method, all of them its own, with one receipt of a set builder. All settle, or none does: the first job that is not its own, not assigned, late, given twice or not in the set is named.
     */
    submitBatch = ({ results, root, seal }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    submit_batch: {
                        results,
                        root,
                        seal
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * The owner accepts a result that waits for its word.
     */
    approveResult = ({ jobId }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    approve_result: {
                        job_id: jobId
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * The owner rejects a result that waits for its word, with the dispute bond in force when the job was requested, exactly; the method's arbiter judges.
     */
    disputeResult = ({ from, jobId }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    dispute_result: {
                        from,
                        job_id: jobId
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Doubts a result under proof on demand, with the bond that the request named, exactly; once, before the method's window is over. Anyone. If no proof comes in time the result is fraud, and who challenged has its bond back and the reporter's part, unless it is a party of the job.
     */
    challengeResult = ({ from, jobId }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    challenge_result: {
                        from,
                        job_id: jobId
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Brings the proof of a challenged result, in time: the job settles, and its provider gets 80 % of the challenge's bond, rounded down; the rest is burned. Anyone.
     */
    proveChallenged = ({ jobId, proof }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    prove_challenged: {
                        job_id: jobId,
                        proof
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Does what the passed deadline of the job's state says: a standard job that nobody accepted is left to whoever calls it for another 600 s, every other job ends. Also refunds a job whose method was stopped, and one that waits to be accepted or called 30 days after accepting was paused. Anyone.
     */
    timeoutJob = ({ jobId }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    timeout_job: {
                        job_id: jobId
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Peer (verifier-gateway): a verdict on a submitted job.
     */
    verdict = ({ jobId, reporter, valid }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    verdict: {
                        job_id: jobId,
                        reporter,
                        valid
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Anyone: tells the contract that the request named as its callback that the job has ended. Refused if that contract fails, and may be sent again then; once it was told, there is nothing to tell any more.
     */
    tellEnd = ({ jobId }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    tell_end: {
                        job_id: jobId
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Moves the take of ended days (and of today so far) to the fee-collector, oldest day first, at most 8 days. Anyone.
     */
    sweepTake = (funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    sweep_take: {}
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
     * Owner: sets a class's terms, for jobs requested from now on.
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
     * Owner: registers a template of a class for standard jobs (at most 32), replaces or, left out, removes it. Jobs keep what they were requested with.
     */
    setTemplate = ({ 
    /**
     * Which class.
     */
    class: _class, template, terms }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    set_template: {
                        class: _class,
                        template,
                        terms
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Owner: sets the parameters, for jobs requested from now on.
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
     * The guardian stops new requests, the owner sets freely. Everything else goes on.
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
