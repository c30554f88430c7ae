export class LeaseMarketQueryClient {
    client;
    contractAddress;
    constructor(client, contractAddress) {
        this.client = client;
        this.contractAddress = contractAddress;
        this.config = this.config.bind(this);
        this.lease = this.lease.bind(this);
        this.leases = this.leases.bind(this);
        this.quoteClose = this.quoteClose.bind(this);
        this.quote = this.quote.bind(this);
        this.clock = this.clock.bind(this);
        this.classes = this.classes.bind(this);
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
     * One lease, with what was earned so far.
     */
    lease = async ({ leaseId }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            lease: {
                lease_id: leaseId
            }
        });
    };
    /**
     * Leases by id, all or those that a filter lets through.
     *
     * Nothing is stored for it: a page looks at 500 leases at the most, so that it ends even if the filter lets nothing through; it may be short, or empty, though `next` says that more follow. With a filter by client, provider, class or a state that is not final it looks at those leases alone that are not over.
     */
    leases = async ({ filter, limit, order, startAfter }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            leases: {
                filter,
                limit,
                order,
                start_after: startAfter
            }
        });
    };
    /**
     * What a `Close` of a running lease would do and pay now; runs what execution runs. Refused as the message would be.
     */
    quoteClose = async ({ leaseId, sender }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            quote_close: {
                lease_id: leaseId,
                sender
            }
        });
    };
    /**
     * What a request would cost in a fresh block now; runs the functions that execution runs, and execution takes what it says, to the unit; with credits at most that, because it asks for the price after it has sold some for the take. A request names at least `cost` + `take` as its `max_payment`.
     */
    quote = async ({ 
    /**
     * Which class.
     */
    class: _class, gpus, payWith, seconds }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            quote: {
                class: _class,
                gpus,
                pay_with: payWith,
                seconds
            }
        });
    };
    /**
     * When a provider was heard of, and its gaps; an error for one that has started no lease.
     */
    clock = async ({ provider }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            clock: {
                provider
            }
        });
    };
    /**
     * All listed classes (at most 64).
     */
    classes = async () => {
        return this.client.queryContractSmart(this.contractAddress, {
            classes: {}
        });
    };
    /**
     * What waits to be swept: take of the oldest 366 days that have any, fees in credits of all classes. The account in the pool contract holds it, and beside it what leases hold that are not over.
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
export class LeaseMarketClient extends LeaseMarketQueryClient {
    client;
    sender;
    contractAddress;
    constructor(client, sender, contractAddress) {
        super(client, contractAddress);
        this.client = client;
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
     * Peer (provider-registry): a provider pledged bond and GPUs to the lease of that id, `msg` is a [`PledgeMsg`]. The one way to start a lease.
     */
    receivePledge = async ({ amount, 
    /**
     * In which class.
     */
    class: _class, endsBy, gpus, id, msg, provider }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            receive_pledge: {
                amount,
                class: _class,
                ends_by: endsBy,
                gpus,
                id,
                msg,
                provider
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Withdraws a lease that nobody has started: credits and take go back to its client's account. Its client at any time; anyone once its time to be started is over.
     */
    cancel = async ({ leaseId }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            cancel: {
                lease_id: leaseId
            }
        }, fee_, memo_, funds_);
    };
    /**
     * A provider that has started a lease says that all its machines run. Covers the next `heartbeat_within` seconds of all its leases, and costs the same whatever their number.
     */
    heartbeat = async (fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            heartbeat: {}
        }, fee_, memo_, funds_);
    };
    /**
     * Pays the covered seconds that are not paid yet to the provider's account. Anyone. Seconds without a heartbeat after the end count against the provider too, so it should claim before its heartbeats stop.
     */
    claim = async ({ leaseId }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            claim: {
                lease_id: leaseId
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Pays what is due to the provider and ends the lease; the rest goes back to its client's account.
     *
     * Anyone, after its end, or after three times `heartbeat_within` without a heartbeat; its client, at any time, for a fee within the first `minimum` seconds; its provider, at any time. A provider that closes before the end, or is closed for silence, pays the client the part of its pledge that is left of the requested seconds; nothing for added ones. In an interruptible class a provider's `Close` pays nothing, is refused within the first `minimum` seconds, and brings the end forward to [`NOTICE`](super::NOTICE) seconds from now.
     */
    close = async ({ leaseId }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            close: {
                lease_id: leaseId
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Moves earned take and the credits of fees to the fee-collector: the oldest 8 days and the first 8 classes that have any. Anyone.
     */
    sweep = async (fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            sweep: {}
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
     * Owner: sets a class's terms, for leases requested from now on.
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
     * The guardian stops new requests and top-ups, the owner sets freely. Everything else goes on.
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
