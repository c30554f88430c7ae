export class ProviderRegistryQueryClient {
    client;
    contractAddress;
    constructor(client, contractAddress) {
        this.client = client;
        this.contractAddress = contractAddress;
        this.config = this.config.bind(this);
        this._class = this._class.bind(this);
        this.classes = this.classes.bind(this);
        this.provider = this.provider.bind(this);
        this.providers = this.providers.bind(this);
        this.position = this.position.bind(this);
        this.backing = this.backing.bind(this);
        this.positions = this.positions.bind(this);
        this.available = this.available.bind(this);
        this.jobLock = this.jobLock.bind(this);
        this.jobCall = this.jobCall.bind(this);
        this.pledged = this.pledged.bind(this);
        this.markets = this.markets.bind(this);
        this.queue = this.queue.bind(this);
        this.price = this.price.bind(this);
        this.quoteLock = this.quoteLock.bind(this);
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
    _class = async ({ class: _class }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            class: {
                class: _class
            }
        });
    };
    /**
     * All classes by id.
     */
    classes = async ({ limit, order, startAfter }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            classes: {
                limit,
                order,
                start_after: startAfter
            }
        });
    };
    /**
     * One provider.
     */
    provider = async ({ provider }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            provider: {
                provider
            }
        });
    };
    /**
     * All providers by address.
     */
    providers = async ({ limit, order, startAfter }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            providers: {
                limit,
                order,
                start_after: startAfter
            }
        });
    };
    /**
     * One provider's position in one class.
     */
    position = async ({ 
    /**
     * In which class.
     */
    class: _class, provider }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            position: {
                class: _class,
                provider
            }
        });
    };
    /**
     * What backs a provider's position in a class.
     */
    backing = async ({ 
    /**
     * In which class.
     */
    class: _class, provider }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            backing: {
                class: _class,
                provider
            }
        });
    };
    /**
     * All positions in a class by provider.
     */
    positions = async ({ 
    /**
     * In which class.
     */
    class: _class, limit, order, startAfter }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            positions: {
                class: _class,
                limit,
                order,
                start_after: startAfter
            }
        });
    };
    /**
     * Who could volunteer for a job of a class now: registered, lately seen, not in jail, admitted where the class asks for it, with GPUs free. Nobody, while accepting is paused in the class or once it has ended. Whether the bond suffices, what the job's lock is says ([`QueryMsg::QuoteLock`]); one that goes on beyond the class's announced end is refused.
     *
     * There is no index: a page looks at `limit` positions of the class in the order of their providers' canonical addresses and tells those that could, perhaps none. A position that it looks at costs at most about 2,000 gas of storage.
     */
    available = async ({ 
    /**
     * In which class.
     */
    class: _class, limit, minGpus, order, startAfter }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            available: {
                class: _class,
                limit,
                min_gpus: minGpus,
                order,
                start_after: startAfter
            }
        });
    };
    /**
     * What a job binds of its provider, from its call or its acceptance to its end. A call binds no lock, and before it is accepted no GPUs.
     */
    jobLock = async ({ jobId }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            job_lock: {
                job_id: jobId
            }
        });
    };
    /**
     * The call of a job that has not ended, accepted or not.
     */
    jobCall = async ({ jobId }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            job_call: {
                job_id: jobId
            }
        });
    };
    /**
     * What is pledged to work of a market, from the pledge to its end.
     */
    pledged = async ({ id, market }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            pledged: {
                id,
                market
            }
        });
    };
    /**
     * The markets that governance ever allowed, by address.
     */
    markets = async ({ limit, order, startAfter }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            markets: {
                limit,
                order,
                start_after: startAfter
            }
        });
    };
    /**
     * Who owes open credits, in the order in which jobs are called.
     */
    queue = async ({ 
    /**
     * Which class.
     */
    class: _class, limit, order, startAfter }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            queue: {
                class: _class,
                limit,
                order,
                start_after: startAfter
            }
        });
    };
    /**
     * The prices that a mint and a call now would use.
     */
    price = async ({ 
    /**
     * Which class.
     */
    class: _class }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            price: {
                class: _class
            }
        });
    };
    /**
     * What accepting such a job would lock, NET base units. Of a standard job at least the penalty is locked, ⌈penalty_bps of its credits' `call` price⌉: see [`QueryMsg::Price`].
     */
    quoteLock = async ({ cost, declaredValue, detectionBps }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            quote_lock: {
                cost,
                declared_value: declaredValue,
                detection_bps: detectionBps
            }
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
export class ProviderRegistryClient extends ProviderRegistryQueryClient {
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
     * Peer (pool): credits bought at the end of a swap, `msg` is a [`ReceiveMsg`].
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
     * Becomes a provider.
     */
    register = async ({ metadata }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            register: {
                metadata
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Changes one's metadata.
     */
    updateProvider = async ({ metadata }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            update_provider: {
                metadata
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Stops being a provider; refused while it owes credits, holds locks or offers GPUs in any class. Bonds can be withdrawn as ever, reputation stays.
     */
    leave = async (fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            leave: {}
        }, fee_, memo_, funds_);
    };
    /**
     * Says that the provider is there.
     */
    heartbeat = async (fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            heartbeat: {}
        }, fee_, memo_, funds_);
    };
    /**
     * Leaves jail once its time is over.
     */
    unjail = async (fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            unjail: {}
        }, fee_, memo_, funds_);
    };
    /**
     * Adds NET to one's bond in a class.
     */
    bond = async ({ 
    /**
     * Which class.
     */
    class: _class, from }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            bond: {
                class: _class,
                from
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Takes part of one's free bond back, at once.
     */
    withdrawBond = async ({ amount, 
    /**
     * Which class.
     */
    class: _class, payout }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            withdraw_bond: {
                amount,
                class: _class,
                payout
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Sets how many GPUs one offers in a class: not below what is busy, what the debt needs within H or, while anything is owed, what the class's standard jobs need.
     */
    offerGpus = async ({ admission, 
    /**
     * Which class.
     */
    class: _class, gpus }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            offer_gpus: {
                admission,
                class: _class,
                gpus
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Mints credits: one owes that GPU time from now on. Their collateral is taken from the free bond and stays theirs to the end. Refused once the class's end is announced, and for a debt on which the class's largest standard job could not be called.
     */
    mintCredits = async ({ amount, 
    /**
     * Which class.
     */
    class: _class, maxCollateral, payout }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            mint_credits: {
                amount,
                class: _class,
                max_collateral: maxCollateral,
                payout
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Redeems credits from one's account in the pool contract against one's debt: all that is open, or leaving at least the class's largest standard job. Their collateral is free bond again.
     */
    redeemCredits = async ({ amount, 
    /**
     * Which class.
     */
    class: _class }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            redeem_credits: {
                amount,
                class: _class
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Burns credits that were redeemed through accounts and still exist. Anyone.
     */
    burnRedeemed = async ({ 
    /**
     * Which class.
     */
    class: _class }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            burn_redeemed: {
                class: _class
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Brings a provider's part of the class's proven GPUs and its place in the queue up to date. Anyone.
     */
    touch = async ({ 
    /**
     * Which class.
     */
    class: _class, provider }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            touch: {
                class: _class,
                provider
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Owner: ends a class 90 days from now. Minting stops at once; at the date nothing is called or accepted any more.
     */
    announceSunset = async ({ 
    /**
     * Which class.
     */
    class: _class }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            announce_sunset: {
                class: _class
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Moves what a provider still owes in an ended class, with its part of the collateral, to the class's pot. Anyone, once none of its credits are called.
     */
    collect = async ({ 
    /**
     * Which class.
     */
    class: _class, provider }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            collect: {
                class: _class,
                provider
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Brings credits of an ended class, from one's account in the pool contract, to its pot, which pays each its part. Once every debt is collected; for ever after.
     */
    claimPot = async ({ amount, 
    /**
     * Which class.
     */
    class: _class, payout }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            claim_pot: {
                amount,
                class: _class,
                payout
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Peer (job-market): calls a standard job that nobody accepted on the first callable debtor.
     */
    beginCall = async ({ 
    /**
     * Its class.
     */
    class: _class, credits, gpus, jobId, look, minDamages, serveWithin }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            begin_call: {
                class: _class,
                credits,
                gpus,
                job_id: jobId,
                look,
                min_damages: minDamages,
                serve_within: serveWithin
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Peer (job-market): binds bond and GPUs of the provider that accepts a job; of a called one its GPUs only.
     */
    lockJob = async ({ 
    /**
     * Class of the job.
     */
    class: _class, endsBy, gpus, jobId, provesGpus, provider, seconds, terms }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
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
        }, fee_, memo_, funds_);
    };
    /**
     * Peer (job-market): the result is there and waits for its verdict; frees the job's GPUs, not its bond.
     */
    freeGpus = async ({ jobId }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            free_gpus: {
                job_id: jobId
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Peer (job-market): an accepted or called job ended.
     */
    endJob = async ({ end, jobId }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            end_job: {
                end,
                job_id: jobId
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Provider: pledges GPUs and part of its free bond to work in another market, which governance allows, and tells that market so by a [`PledgeReceived`]. If the market refuses, nothing is pledged.
     */
    pledge = async ({ amount, 
    /**
     * In which class.
     */
    class: _class, endsBy, gpus, id, market, msg }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            pledge: {
                amount,
                class: _class,
                ends_by: endsBy,
                gpus,
                id,
                market,
                msg
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Peer (a market to which it was pledged): the work has ended.
     */
    endPledge = async ({ end, id }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            end_pledge: {
                end,
                id
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Peer (restaking): others' stake is behind a position from now on.
     */
    back = async ({ amount, asset, 
    /**
     * In which class.
     */
    class: _class, provider }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            back: {
                amount,
                asset,
                class: _class,
                provider
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Peer (restaking): stake backs no new jobs of a position any more, and leaves once the jobs that it backs have ended.
     */
    unback = async ({ amount, 
    /**
     * In which class.
     */
    class: _class, provider }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            unback: {
                amount,
                class: _class,
                provider
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Peer (restaking): a new generation of exits begins; refused while a backed job of the generation before runs.
     */
    rotate = async ({ 
    /**
     * In which class.
     */
    class: _class, provider }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            rotate: {
                class: _class,
                provider
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Peer (restaking): whether stake in an asset backs new jobs. Jobs accepted before stay backed.
     */
    setBacking = async ({ asset, listed }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            set_backing: {
                asset,
                listed
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Peer (job-market): the standard jobs of a class are others; none if it has no template.
     */
    setStandard = async ({ 
    /**
     * Which class.
     */
    class: _class, standard }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            set_standard: {
                class: _class,
                standard
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Owner: adds a class and instantiates its credit token.
     */
    addClass = async ({ 
    /**
     * Its id.
     */
    class: _class, creditSymbol, params }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            add_class: {
                class: _class,
                credit_symbol: creditSymbol,
                params
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Owner: names the class's primary pool (credit as asset 0, NET as asset 1); once.
     */
    setClassPool = async ({ 
    /**
     * Which class.
     */
    class: _class, poolId }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            set_class_pool: {
                class: _class,
                pool_id: poolId
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Owner: sets a class's parameters; its coverage stays.
     */
    updateClass = async ({ 
    /**
     * Which class.
     */
    class: _class, params }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            update_class: {
                class: _class,
                params
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Owner: sets the parameters.
     */
    updateParams = async ({ params }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            update_params: {
                params
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Owner: lets providers pledge to a market, or no more. What is pledged already ends as agreed.
     */
    allowMarket = async ({ allowed, market }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            allow_market: {
                allowed,
                market
            }
        }, fee_, memo_, funds_);
    };
    /**
     * The guardian stops (may only add), the owner sets freely.
     */
    setPaused = async ({ 
    /**
     * Which class.
     */
    class: _class, paused }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            set_paused: {
                class: _class,
                paused
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
