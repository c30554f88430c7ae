export class PoolQueryClient {
    client;
    contractAddress;
    constructor(client, contractAddress) {
        this.client = client;
        this.contractAddress = contractAddress;
        this.config = this.config.bind(this);
        this.pool = this.pool.bind(this);
        this.pools = this.pools.bind(this);
        this.poolsOf = this.poolsOf.bind(this);
        this.quoteExactIn = this.quoteExactIn.bind(this);
        this.quoteExactOut = this.quoteExactOut.bind(this);
        this.quoteProvide = this.quoteProvide.bind(this);
        this.quoteProvideSingle = this.quoteProvideSingle.bind(this);
        this.quoteWithdraw = this.quoteWithdraw.bind(this);
        this.prices = this.prices.bind(this);
        this.account = this.account.bind(this);
        this.accounts = this.accounts.bind(this);
        this.accountsOf = this.accountsOf.bind(this);
        this.allowance = this.allowance.bind(this);
        this.assets = this.assets.bind(this);
        this.ownership = this.ownership.bind(this);
    }
    /**
     * Guardian, peers, token code, the least NET of a first deposit.
     */
    config = async () => {
        return this.client.queryContractSmart(this.contractAddress, {
            config: {}
        });
    };
    /**
     * One pool.
     */
    pool = async ({ poolId }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            pool: {
                pool_id: poolId
            }
        });
    };
    /**
     * All pools by id.
     */
    pools = async ({ limit, order, startAfter }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            pools: {
                limit,
                order,
                start_after: startAfter
            }
        });
    };
    /**
     * The pools of an asset by id, also those of a delisted one.
     */
    poolsOf = async ({ asset, limit, order, startAfter }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            pools_of: {
                asset,
                limit,
                order,
                start_after: startAfter
            }
        });
    };
    /**
     * What [`ExecuteMsg::SwapExactIn`](super::ExecuteMsg::SwapExactIn) would yield now.
     */
    quoteExactIn = async ({ amountIn, route }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            quote_exact_in: {
                amount_in: amountIn,
                route
            }
        });
    };
    /**
     * What [`ExecuteMsg::SwapExactOut`](super::ExecuteMsg::SwapExactOut) would cost now.
     */
    quoteExactOut = async ({ legs, offer }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            quote_exact_out: {
                legs,
                offer
            }
        });
    };
    /**
     * What [`ExecuteMsg::Provide`](super::ExecuteMsg::Provide) would use and give now.
     */
    quoteProvide = async ({ max0, max1, poolId }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            quote_provide: {
                max_0: max0,
                max_1: max1,
                pool_id: poolId
            }
        });
    };
    /**
     * What [`ExecuteMsg::ProvideSingle`](super::ExecuteMsg::ProvideSingle) would give now.
     */
    quoteProvideSingle = async ({ amount, asset, poolId }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            quote_provide_single: {
                amount,
                asset,
                pool_id: poolId
            }
        });
    };
    /**
     * What LP shares are worth in reserves now.
     */
    quoteWithdraw = async ({ poolId, shares }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            quote_withdraw: {
                pool_id: poolId,
                shares
            }
        });
    };
    /**
     * Spot and time-weighted prices of asset 0 in asset 1. All are null while nobody has provided liquidity.
     */
    prices = async ({ poolId }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            prices: {
                pool_id: poolId
            }
        });
    };
    /**
     * One account.
     */
    account = async ({ asset, owner }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            account: {
                asset,
                owner
            }
        });
    };
    /**
     * All accounts of an asset, in the order of their owners' canonical addresses.
     */
    accounts = async ({ asset, limit, order, startAfter }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            accounts: {
                asset,
                limit,
                order,
                start_after: startAfter
            }
        });
    };
    /**
     * All accounts of an owner: one entry, if only of 0, for each asset that is listed or once was, in the order of [`Asset::key`]. Nobody has an account of another.
     */
    accountsOf = async ({ limit, order, owner, startAfter }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            accounts_of: {
                limit,
                order,
                owner,
                start_after: startAfter
            }
        });
    };
    /**
     * One allowance; an amount of 0 if there is none, or one that has ended.
     */
    allowance = async ({ asset, owner, spender }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            allowance: {
                asset,
                owner,
                spender
            }
        });
    };
    /**
     * Listed assets.
     */
    assets = async ({ limit, order, startAfter }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            assets: {
                limit,
                order,
                start_after: startAfter
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
export class PoolClient extends PoolQueryClient {
    client;
    sender;
    contractAddress;
    constructor(client, sender, contractAddress) {
        super(client, contractAddress);
        this.client = client;
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
     * Sells exactly what `from` names along the route.
     */
    swapExactIn = async ({ deadline, from, minOut, route, to }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            swap_exact_in: {
                deadline,
                from,
                min_out: minOut,
                route,
                to
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Buys exact amounts (1 or 2 legs, filled in order), paying at most what `from` names. What is left of funds goes back to the sender's wallet, and an account is debited the cost only (for [`Destination::Call`] see there). A leg passes each pool once.
     */
    swapExactOut = async ({ deadline, from, legs, offer, restTo, to }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            swap_exact_out: {
                deadline,
                from,
                legs,
                offer,
                rest_to: restTo,
                to
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Provides both assets in the pool's proportion, using at most the amounts named. The first deposit uses all of both; its price must be within 20 % of the pool's reference price, and of NET it must bring at least the governed least. To a launch pool that has no NET yet, asset 0 alone is provided and `max_1` is 0; the first deposit there must be worth at least the governed least at the reference price. With `Funds`, native sides come with the message, exactly as named, and what is left of them goes back to the sender's wallet; a cw20 side is taken from the sender's account, and no more of it than is used.
     */
    provide = async ({ deadline, from, max0, max1, minShares, poolId, receiver, restTo }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
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
        }, fee_, memo_, funds_);
    };
    /**
     * Provides one asset only: swaps a part of it, which pays the pool's fee, and provides the rest with what that brought. What matches nothing goes back, more of it the worse the block anchor made the swap; an account is debited what is used. Needs neither swapping nor providing to be paused, because it does both. Not for launch pools.
     */
    provideSingle = async ({ asset, deadline, from, minShares, poolId, receiver, restTo }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            provide_single: {
                asset,
                deadline,
                from,
                min_shares: minShares,
                pool_id: poolId,
                receiver,
                rest_to: restTo
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Books the coins that came to an account. Anyone, to anyone's account; listed assets only, at most 8 coins.
     */
    deposit = async ({ receiver }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            deposit: {
                receiver
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Pays out from an account to a wallet. Never pausable.
     */
    withdraw = async ({ amount, asset, owner, receiver }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            withdraw: {
                amount,
                asset,
                owner,
                receiver
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Moves between accounts, at most 8 items.
     */
    transfer = async ({ items, owner }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            transfer: {
                items,
                owner
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Lets `spender` debit the sender's account of `asset` by `amount` more. An allowance that has ended counts as nothing.
     */
    increaseAllowance = async ({ amount, asset, expires, spender }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            increase_allowance: {
                amount,
                asset,
                expires,
                spender
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Lets `spender` debit the sender's account of `asset` by `amount` less; by all that it may or more, removes the allowance. Refused where there is none, or one that has ended.
     */
    decreaseAllowance = async ({ amount, asset, expires, spender }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            decrease_allowance: {
                amount,
                asset,
                expires,
                spender
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Moves a pool's accrued protocol fees and spread to the fee-collector. Anyone. A token that fails to move fails the message; the other asset's move by themselves, if it is named.
     */
    sweepFees = async ({ asset, poolId }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            sweep_fees: {
                asset,
                pool_id: poolId
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Owner: creates a pool and instantiates its LP token.
     */
    createPool = async ({ asset0, asset1, fees, launch, lpSymbol, reference0, reference1 }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            create_pool: {
                asset_0: asset0,
                asset_1: asset1,
                fees,
                launch,
                lp_symbol: lpSymbol,
                reference_0: reference0,
                reference_1: reference1
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Owner: sets the reference price of a pool to which nobody has provided liquidity yet.
     */
    setReference = async ({ poolId, reference0, reference1 }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            set_reference: {
                pool_id: poolId,
                reference_0: reference0,
                reference_1: reference1
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Owner: sets the least NET that the first deposit of a pool must bring, in every pool of which NET is an asset (of a launch pool: be worth at the reference price). The registry reads it too: no mint uses the price of a pool that holds less.
     */
    setLeast = async ({ least }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            set_least: {
                least
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Owner: sets a pool's fees. What accrued before is swept as it accrued.
     */
    updateFees = async ({ fees, poolId }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            update_fees: {
                fees,
                pool_id: poolId
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Owner: lets an asset come in: into accounts, pools and new pools. A cw20 must be a contract that answers `token_info`. A delisted asset can be listed again; then its pools take it in again.
     */
    listAsset = async ({ asset }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            list_asset: {
                asset
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Owner: no longer. None of it can be deposited, its pools take nothing and swap in neither direction, and no new pool has it. All that is there can leave: withdrawals, transfers, LP shares, fees. The network token stays listed.
     */
    delistAsset = async ({ asset }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            delist_asset: {
                asset
            }
        }, fee_, memo_, funds_);
    };
    /**
     * The guardian pauses (may only add), the owner sets freely.
     */
    setPaused = async ({ paused, poolId }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            set_paused: {
                paused,
                pool_id: poolId
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
