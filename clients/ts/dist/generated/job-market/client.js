export class JobMarketQueryClient {
    client;
    contractAddress;
    constructor(client, contractAddress) {
        this.client = client;
        this.contractAddress = contractAddress;
        this.config = this.config.bind(this);
        this.job = this.job.bind(this);
        this.jobs = this.jobs.bind(this);
        this.templates = this.templates.bind(this);
        this.callable = this.callable.bind(this);
        this.claim = this.claim.bind(this);
        this.quote = this.quote.bind(this);
        this.occupancy = this.occupancy.bind(this);
        this.occupancies = this.occupancies.bind(this);
        this.holdings = this.holdings.bind(this);
        this.ownership = this.ownership.bind(this);
    }
    /**
     * Guardian, peers, parameters.
     */
    config = async () => {
        return this.client.queryContractSmart(this.contractAddress, {
            config: {}
        });
    };
    /**
     * One job.
     */
    job = async ({ jobId }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            job: {
                job_id: jobId
            }
        });
    };
    /**
     * Jobs by id, all or those that a filter lets through.
     *
     * Nothing is stored for it: a page looks at the jobs themselves, at 500 at the most, so that it ends even if the filter lets nothing through; it may be short, or empty, though `next` says that more follow. By owner, provider, class or a state that is not final it looks at jobs alone that have not ended, about 1,000 gas each and 1,300 more for each that owner and class let through (at most 1.2 million in all); by a final state at those that somebody took or that ended, about 250 each; without a filter it answers whatever it looks at, about 3,000 each.
     */
    jobs = async ({ filter, limit, order, startAfter }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            jobs: {
                filter,
                limit,
                order,
                start_after: startAfter
            }
        });
    };
    /**
     * The templates of a class.
     */
    templates = async ({ 
    /**
     * Which class.
     */
    class: _class }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            templates: {
                class: _class
            }
        });
    };
    /**
     * Standard jobs of a class that nobody has accepted yet: what can be called, and from when on. About 4,000 gas for each.
     */
    callable = async ({ 
    /**
     * Which class.
     */
    class: _class, limit, order, startAfter }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            callable: {
                class: _class,
                limit,
                order,
                start_after: startAfter
            }
        });
    };
    /**
     * What the gateway needs to judge a submitted job; an error in any other state.
     */
    claim = async ({ jobId }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            claim: {
                job_id: jobId
            }
        });
    };
    /**
     * What a request would cost in a fresh block now; runs the functions that execution runs, and execution takes what it says, to the unit. A request names at least `cost` + `take` as its `max_payment`. Refused where no job of that length ends before its class; a request is refused earlier, if its waits are longer.
     */
    quote = async ({ 
    /**
     * Which class.
     */
    class: _class, declaredValue, gpus, method, payWith, seconds, tip }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            quote: {
                class: _class,
                declared_value: declaredValue,
                gpus,
                method,
                pay_with: payWith,
                seconds,
                tip
            }
        });
    };
    /**
     * Terms, occupancy and multiplier of a class now.
     */
    occupancy = async ({ 
    /**
     * Which class.
     */
    class: _class }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            occupancy: {
                class: _class
            }
        });
    };
    /**
     * The same of all listed classes (at most 64).
     */
    occupancies = async () => {
        return this.client.queryContractSmart(this.contractAddress, {
            occupancies: {}
        });
    };
    /**
     * Take that waits to be swept, over the oldest 366 days that have any. The account in the pool contract holds more: what jobs that have not ended hold, and credits that were redeemed at the end of a job and not yet burned, which the registry counts.
     */
    holdings = async () => {
        return this.client.queryContractSmart(this.contractAddress, {
            holdings: {}
        });
    };
    /**
     * Query the contract's ownership information
     */
    ownership = async () => {
        return this.client.queryContractSmart(this.contractAddress, {
            ownership: {}
        });
    };
}
export class JobMarketClient extends JobMarketQueryClient {
    client;
    sender;
    contractAddress;
    constructor(client, sender, contractAddress) {
        super(client, contractAddress);
        this.client = client;
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
    receive = async ({ amount, msg, sender }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            receive: {
                amount,
                msg,
                sender
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Peer (pool): a swap ended here, `msg` is a [`SwapMsg`]. The leanest way to request a job.
     */
    receiveSwap = async ({ legs, msg, rest, sender }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            receive_swap: {
                legs,
                msg,
                rest,
                sender
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Requests a job, paying NET that came or NET from one's account.
     */
    requestJob = async ({ from, request }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            request_job: {
                from,
                request
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Requests a job, paying with credits from one's account, take and tip with NET from one's account.
     */
    requestJobWithCredits = async ({ request }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            request_job_with_credits: {
                request
            }
        }, fee_, memo_, funds_);
    };
    /**
     * The owner withdraws a job nobody has accepted: credits come back, the take is kept. Too late once the job's time to be accepted is over: `TimeoutJob` then gives back what is not used up of the take. While accepting is paused it is never too late, and the whole take comes back, because nobody could accept.
     */
    cancelJob = async ({ jobId }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            cancel_job: {
                job_id: jobId
            }
        }, fee_, memo_, funds_);
    };
    /**
     * A provider takes the job; its bond is locked.
     */
    acceptJob = async ({ jobId, payout }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            accept_job: {
                job_id: jobId,
                payout
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Calls a standard job that nobody accepted in time on the first callable debtor of its class. Its owner, or anyone where the request said so; from the end of its time to be accepted until it has ended.
     */
    callJob = async ({ input, jobId, look }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            call_job: {
                input,
                job_id: jobId,
                look
            }
        }, fee_, memo_, funds_);
    };
    /**
     * The assigned provider, before a quarter of its time is over: asks for the input, or one chunk of it, with the bond in force, exactly. Not answered within an hour, the job is cancelled without fault and the bond comes back. Who has waited for answers for an hour in all, and for a quarter of its time, asks no more and may give the job up without fault.
     */
    requestData = async ({ chunk, from, jobId }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            request_data: {
                chunk,
                from,
                job_id: jobId
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Answers a data request. Anyone; the bond goes to the job's owner. The job goes on, and has the time that it waited in addition.
     */
    answerData = async ({ data, jobId, path }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            answer_data: {
                data,
                job_id: jobId,
                path
            }
        }, fee_, memo_, funds_);
    };
    /**
     * The assigned provider delivers.
     */
    submitResult = async ({ jobId, output, outputLocator, proof }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            submit_result: {
                job_id: jobId,
                output,
                output_locator: outputLocator,
                proof
            }
        }, fee_, memo_, funds_);
    };
    /**
     * The assigned provider delivers many jobs of one RISC Zero method, all of them its own, with one receipt of a set builder. All settle, or none does: the first job that is not its own, not assigned, late, given twice or not in the set is named.
     */
    submitBatch = async ({ results, root, seal }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            submit_batch: {
                results,
                root,
                seal
            }
        }, fee_, memo_, funds_);
    };
    /**
     * The owner accepts a result that waits for its word.
     */
    approveResult = async ({ jobId }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            approve_result: {
                job_id: jobId
            }
        }, fee_, memo_, funds_);
    };
    /**
     * The owner rejects a result that waits for its word, with the dispute bond in force when the job was requested, exactly; the method's arbiter judges.
     */
    disputeResult = async ({ from, jobId }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            dispute_result: {
                from,
                job_id: jobId
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Doubts a result under proof on demand, with the bond that the request named, exactly; once, before the method's window is over. Anyone. If no proof comes in time the result is fraud, and who challenged has its bond back and the reporter's part, unless it is a party of the job.
     */
    challengeResult = async ({ from, jobId }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            challenge_result: {
                from,
                job_id: jobId
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Brings the proof of a challenged result, in time: the job settles, and its provider gets 80 % of the challenge's bond, rounded down; the rest is burned. Anyone.
     */
    proveChallenged = async ({ jobId, proof }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            prove_challenged: {
                job_id: jobId,
                proof
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Does what the passed deadline of the job's state says: a standard job that nobody accepted is left to whoever calls it for another 600 s, every other job ends. Also refunds a job whose method was stopped, and one that waits to be accepted or called 30 days after accepting was paused. Anyone.
     */
    timeoutJob = async ({ jobId }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            timeout_job: {
                job_id: jobId
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Peer (verifier-gateway): a verdict on a submitted job.
     */
    verdict = async ({ jobId, reporter, valid }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            verdict: {
                job_id: jobId,
                reporter,
                valid
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Anyone: tells the contract that the request named as its callback that the job has ended. Refused if that contract fails, and may be sent again then; once it was told, there is nothing to tell any more.
     */
    tellEnd = async ({ jobId }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            tell_end: {
                job_id: jobId
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Moves the take of ended days (and of today so far) to the fee-collector, oldest day first, at most 8 days. Anyone.
     */
    sweepTake = async (fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            sweep_take: {}
        }, fee_, memo_, funds_);
    };
    /**
     * Owner: opens the market for a class of the registry that has its pool.
     */
    listClass = async ({ 
    /**
     * Which class.
     */
    class: _class, terms }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            list_class: {
                class: _class,
                terms
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Owner: sets a class's terms, for jobs requested from now on.
     */
    updateClass = async ({ 
    /**
     * Which class.
     */
    class: _class, terms }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            update_class: {
                class: _class,
                terms
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Owner: registers a template of a class for standard jobs (at most 32), replaces or, left out, removes it. Jobs keep what they were requested with.
     */
    setTemplate = async ({ 
    /**
     * Which class.
     */
    class: _class, template, terms }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            set_template: {
                class: _class,
                template,
                terms
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Owner: sets the parameters, for jobs requested from now on.
     */
    updateParams = async ({ params }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            update_params: {
                params
            }
        }, fee_, memo_, funds_);
    };
    /**
     * The guardian stops new requests, the owner sets freely. Everything else goes on.
     */
    setPaused = async ({ requests }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            set_paused: {
                requests
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Owner: names another guardian.
     */
    setGuardian = async ({ guardian }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            set_guardian: {
                guardian
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Update the contract's ownership. The `action` to be provided can be either to propose transferring ownership to an account, accept a pending ownership transfer, or renounce the ownership permanently.
     */
    updateOwnership = async (action, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            update_ownership: action
        }, fee_, memo_, funds_);
    };
}
