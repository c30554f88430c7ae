export class TokenQueryClient {
    client;
    contractAddress;
    constructor(client, contractAddress) {
        this.client = client;
        this.contractAddress = contractAddress;
        this.balance = this.balance.bind(this);
        this.tokenInfo = this.tokenInfo.bind(this);
        this.minter = this.minter.bind(this);
        this.burners = this.burners.bind(this);
        this.allowance = this.allowance.bind(this);
        this.allAllowances = this.allAllowances.bind(this);
        this.allSpenderAllowances = this.allSpenderAllowances.bind(this);
        this.allAccounts = this.allAccounts.bind(this);
    }
    /**
     * An account's balance, 0 if it has none.
     */
    balance = async ({ address }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            balance: {
                address
            }
        });
    };
    /**
     * Name, symbol, decimals and total supply.
     */
    tokenInfo = async () => {
        return this.client.queryContractSmart(this.contractAddress, {
            token_info: {}
        });
    };
    /**
     * Who may mint.
     */
    minter = async () => {
        return this.client.queryContractSmart(this.contractAddress, {
            minter: {}
        });
    };
    /**
     * Who may burn.
     */
    burners = async () => {
        return this.client.queryContractSmart(this.contractAddress, {
            burners: {}
        });
    };
    /**
     * How much a spender may still take from an owner, 0 if nothing was granted or the grant has ended.
     */
    allowance = async ({ owner, spender }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            allowance: {
                owner,
                spender
            }
        });
    };
    /**
     * Allowances that an owner gave, by spender, also those that have ended: `expires` says when.
     */
    allAllowances = async ({ limit, owner, startAfter }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            all_allowances: {
                limit,
                owner,
                start_after: startAfter
            }
        });
    };
    /**
     * Allowances that a spender was given, by owner, also those that have ended.
     */
    allSpenderAllowances = async ({ limit, spender, startAfter }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            all_spender_allowances: {
                limit,
                spender,
                start_after: startAfter
            }
        });
    };
    /**
     * Accounts that ever held a balance, in order of address.
     */
    allAccounts = async ({ limit, startAfter }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            all_accounts: {
                limit,
                start_after: startAfter
            }
        });
    };
}
export class TokenClient extends TokenQueryClient {
    client;
    sender;
    contractAddress;
    constructor(client, sender, contractAddress) {
        super(client, contractAddress);
        this.client = client;
        this.sender = sender;
        this.contractAddress = contractAddress;
        this.transfer = this.transfer.bind(this);
        this.burn = this.burn.bind(this);
        this.send = this.send.bind(this);
        this.increaseAllowance = this.increaseAllowance.bind(this);
        this.decreaseAllowance = this.decreaseAllowance.bind(this);
        this.transferFrom = this.transferFrom.bind(this);
        this.sendFrom = this.sendFrom.bind(this);
        this.burnFrom = this.burnFrom.bind(this);
        this.mint = this.mint.bind(this);
        this.updateMinter = this.updateMinter.bind(this);
        this.updateMarketing = this.updateMarketing.bind(this);
        this.uploadLogo = this.uploadLogo.bind(this);
    }
    /**
     * Transfer is a base message to move tokens to another account without triggering actions
     */
    transfer = async ({ amount, recipient }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            transfer: {
                amount,
                recipient
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Burn is a base message to destroy tokens forever
     */
    burn = async ({ amount }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            burn: {
                amount
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Send is a base message to transfer tokens to a contract and trigger an action on the receiving contract.
     */
    send = async ({ amount, contract, msg }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            send: {
                amount,
                contract,
                msg
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Only with "approval" extension. Allows spender to access an additional amount tokens from the owner's (env.sender) account. If expires is Some(), overwrites current allowance expiration with this one.
     */
    increaseAllowance = async ({ amount, expires, spender }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            increase_allowance: {
                amount,
                expires,
                spender
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Only with "approval" extension. Lowers the spender's access of tokens from the owner's (env.sender) account by amount. If expires is Some(), overwrites current allowance expiration with this one.
     */
    decreaseAllowance = async ({ amount, expires, spender }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            decrease_allowance: {
                amount,
                expires,
                spender
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Only with "approval" extension. Transfers amount tokens from owner -> recipient if `env.sender` has sufficient pre-approval.
     */
    transferFrom = async ({ amount, owner, recipient }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            transfer_from: {
                amount,
                owner,
                recipient
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Only with "approval" extension. Sends amount tokens from owner -> contract if `env.sender` has sufficient pre-approval.
     */
    sendFrom = async ({ amount, contract, msg, owner }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            send_from: {
                amount,
                contract,
                msg,
                owner
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Only with "approval" extension. Destroys tokens forever
     */
    burnFrom = async ({ amount, owner }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            burn_from: {
                amount,
                owner
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Only with the "mintable" extension. If authorized, creates amount new tokens and adds to the recipient balance.
     */
    mint = async ({ amount, recipient }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            mint: {
                amount,
                recipient
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Only with the "mintable" extension. The current minter may set a new minter. Setting the minter to None will remove the token's minter forever.
     */
    updateMinter = async ({ newMinter }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            update_minter: {
                new_minter: newMinter
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Only with the "marketing" extension. If authorized, updates marketing metadata. Setting None/null for any of these will leave it unchanged. Setting Some("") will clear this field on the contract storage
     */
    updateMarketing = async ({ description, marketing, project }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            update_marketing: {
                description,
                marketing,
                project
            }
        }, fee_, memo_, funds_);
    };
    /**
     * If set as the "marketing" role on the contract, upload a new URL, SVG, or PNG for the token
     */
    uploadLogo = async (logo, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            upload_logo: logo
        }, fee_, memo_, funds_);
    };
}
