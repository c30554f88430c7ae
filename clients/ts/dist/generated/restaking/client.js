export class RestakingQueryClient {
    client;
    contractAddress;
    constructor(client, contractAddress) {
        this.client = client;
        this.contractAddress = contractAddress;
        this.config = this.config.bind(this);
        this.assets = this.assets.bind(this);
        this.vault = this.vault.bind(this);
        this.vaults = this.vaults.bind(this);
        this.tickets = this.tickets.bind(this);
        this.previewDeposit = this.previewDeposit.bind(this);
        this.previewExit = this.previewExit.bind(this);
        this.ownership = this.ownership.bind(this);
    }
    /**
     * What it was started with.
     */
    config = async () => {
        return this.client.queryContractSmart(this.contractAddress, {
            config: {}
        });
    };
    /**
     * All assets that were ever listed, by their numbers.
     */
    assets = async () => {
        return this.client.queryContractSmart(this.contractAddress, {
            assets: {}
        });
    };
    /**
     * One vault.
     */
    vault = async ({ 
    /**
     * In which class.
     */
    class: _class, provider }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            vault: {
                class: _class,
                provider
            }
        });
    };
    /**
     * The vaults of a class by provider.
     */
    vaults = async ({ 
    /**
     * Which class.
     */
    class: _class, limit, order, startAfter }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            vaults: {
                class: _class,
                limit,
                order,
                start_after: startAfter
            }
        });
    };
    /**
     * Somebody's tickets of a vault by generation, with what of them can be claimed.
     */
    tickets = async ({ 
    /**
     * In which class.
     */
    class: _class, limit, order, owner, provider, startAfter }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            tickets: {
                class: _class,
                limit,
                order,
                owner,
                provider,
                start_after: startAfter
            }
        });
    };
    /**
     * What a deposit would bring now; refused as the message would be.
     */
    previewDeposit = async ({ amount, 
    /**
     * In which class.
     */
    class: _class, provider }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            preview_deposit: {
                amount,
                class: _class,
                provider
            }
        });
    };
    /**
     * What an exit would take out now; refused as the message would be.
     */
    previewExit = async ({ 
    /**
     * In which class.
     */
    class: _class, provider, shares }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            preview_exit: {
                class: _class,
                provider,
                shares
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
export class RestakingClient extends RestakingQueryClient {
    client;
    sender;
    contractAddress;
    constructor(client, sender, contractAddress) {
        super(client, contractAddress);
        this.client = client;
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
     * Provider: opens the vault behind its position in a class; one for each, in one asset for good. Refused for an asset that is not listed.
     */
    createVault = async ({ asset, 
    /**
     * Which class.
     */
    class: _class }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            create_vault: {
                asset,
                class: _class
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Anyone: deposits the coins that came for shares, rounded down. A whole number of units. Refused while the asset is not listed, and by a vault that lost nearly everything.
     */
    deposit = async ({ 
    /**
     * In which class.
     */
    class: _class, minShares, provider }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            deposit: {
                class: _class,
                min_shares: minShares,
                provider
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Anyone: lets the exits of the generation before go. Refused while a backed job of that generation runs.
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
     * Pays the sender's tickets for a generation that was let go: its part of what is left of that generation's exits, rounded down.
     */
    claim = async ({ 
    /**
     * In which class.
     */
    class: _class, generation, provider }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            claim: {
                class: _class,
                generation,
                provider
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Anyone: sends what has burned out of existence. NET by way of the fee-collector; the stake pool's receipt is redeemed for NET first; any other asset where it lies.
     */
    burn = async ({ 
    /**
     * In which class.
     */
    class: _class, provider }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            burn: {
                class: _class,
                provider
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Anyone: pays the vault's delegators with the coins that came, evenly over some time. A whole number of units. What is left of earlier pay streams with it, no slower than before, and no shorter but for a thousand times as much.
     */
    fund = async ({ 
    /**
     * In which class.
     */
    class: _class, provider, seconds }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            fund: {
                class: _class,
                provider,
                seconds
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Owner: lists an asset, at most [`MAX_ASSETS`] ever. `unit` of its base units must be redeemable for at least one base unit of NET, always: no price is asked.
     */
    listAsset = async ({ asset, unit }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            list_asset: {
                asset,
                unit
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Owner: whether a listed asset backs jobs accepted from now on, and is taken. Exits, claims and jobs accepted before are not touched.
     */
    setListed = async ({ asset, listed }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            set_listed: {
                asset,
                listed
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
