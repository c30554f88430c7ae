export class FeeCollectorQueryClient {
    client;
    contractAddress;
    constructor(client, contractAddress) {
        this.client = client;
        this.contractAddress = contractAddress;
        this.config = this.config.bind(this);
        this.balances = this.balances.bind(this);
        this.waiting = this.waiting.bind(this);
        this.routes = this.routes.bind(this);
        this.treasury = this.treasury.bind(this);
        this.metrics = this.metrics.bind(this);
        this.ownership = this.ownership.bind(this);
    }
    /**
     * Peers, split, recipients.
     */
    config = async () => {
        return this.client.queryContractSmart(this.contractAddress, {
            config: {}
        });
    };
    /**
     * NET by purpose.
     */
    balances = async () => {
        return this.client.queryContractSmart(this.contractAddress, {
            balances: {}
        });
    };
    /**
     * Revenue in other assets: what waits for its buy-back, and what was bought back.
     */
    waiting = async ({ limit, order, startAfter }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            waiting: {
                limit,
                order,
                start_after: startAfter
            }
        });
    };
    /**
     * By which pools each asset is sold for NET.
     */
    routes = async ({ limit, order, startAfter }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            routes: {
                limit,
                order,
                start_after: startAfter
            }
        });
    };
    /**
     * Pools that liquidity may go to or went to, by id, with what the protocol holds of them.
     */
    treasury = async ({ limit, order, startAfter }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            treasury: {
                limit,
                order,
                start_after: startAfter
            }
        });
    };
    /**
     * What happened in a window.
     */
    metrics = async ({ window }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            metrics: {
                window
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
export class FeeCollectorClient extends FeeCollectorQueryClient {
    client;
    sender;
    contractAddress;
    constructor(client, sender, contractAddress) {
        super(client, contractAddress);
        this.client = client;
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
     * Peers, by category (a donation: anyone): books the coins that came.
     */
    deposit = async ({ category }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            deposit: {
                category
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Splits pending NET revenue: burns the burn share at once, books the others. Anyone.
     */
    distribute = async (fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            distribute: {}
        }, fee_, memo_, funds_);
    };
    /**
     * Sells what waits of an asset, or as much of it as its pools take at once, along its route, and books the NET as the revenue that it was. Anyone, for a tip of [`TIP_BPS`] of the NET, rounded down. A pool takes a quota at once, from all assets together, which comes back within half an hour. Refused while the price is not what the pools' means say; whatever fails, nothing is changed.
     */
    buyBack = async ({ asset }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            buy_back: {
                asset
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Brings NET of the liquidity share, or as much of it as the pool takes at once, to a pool that governance allows, and keeps the LP shares. Anyone; it uses the pool's quota and is guarded as [`ExecuteMsg::BuyBack`] is.
     */
    addLiquidity = async ({ poolId }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            add_liquidity: {
                pool_id: poolId
            }
        }, fee_, memo_, funds_);
    };
    /**
     * The stakers' recipient: claims their share.
     */
    claimStakers = async ({ receiver }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            claim_stakers: {
                receiver
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Owner: sets the split, for revenue not yet distributed as well (which is distributed by the old one first).
     */
    updateSplit = async ({ split }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            update_split: {
                split
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Owner: names who may claim the stakers' share.
     */
    setStakers = async ({ stakers }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            set_stakers: {
                stakers
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Owner: sets the pools by which an asset is sold for NET. They must exist and lead there, each once, and pass NET at the end only.
     */
    setRoute = async ({ asset, pools }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            set_route: {
                asset,
                pools
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Owner: lets [`ExecuteMsg::AddLiquidity`] go to a pool, or no longer. It must trade NET and be no launch pool.
     */
    setLiquidityPool = async ({ allowed, poolId }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            set_liquidity_pool: {
                allowed,
                pool_id: poolId
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Owner: sends LP shares that the contract holds to somebody that can draw them.
     */
    withdrawLiquidity = async ({ poolId, receiver, shares }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            withdraw_liquidity: {
                pool_id: poolId,
                receiver,
                shares
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
