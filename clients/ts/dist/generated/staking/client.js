export class StakingQueryClient {
    client;
    contractAddress;
    constructor(client, contractAddress) {
        this.client = client;
        this.contractAddress = contractAddress;
        this.config = this.config.bind(this);
        this.state = this.state.bind(this);
        this.previewStake = this.previewStake.bind(this);
        this.previewUnstake = this.previewUnstake.bind(this);
    }
    /**
     * What it was started with, and the receipt.
     */
    config = async () => {
        return this.client.queryContractSmart(this.contractAddress, {
            config: {}
        });
    };
    /**
     * What is staked, the shares, the stream and the price.
     */
    state = async () => {
        return this.client.queryContractSmart(this.contractAddress, {
            state: {}
        });
    };
    /**
     * What a stake would bring now; refused as the message would be.
     */
    previewStake = async ({ amount }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            preview_stake: {
                amount
            }
        });
    };
    /**
     * What shares would redeem for now; refused as the message would be.
     */
    previewUnstake = async ({ shares }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            preview_unstake: {
                shares
            }
        });
    };
}
export class StakingClient extends StakingQueryClient {
    client;
    sender;
    contractAddress;
    constructor(client, sender, contractAddress) {
        super(client, contractAddress);
        this.client = client;
        this.sender = sender;
        this.contractAddress = contractAddress;
        this.receive = this.receive.bind(this);
        this.stake = this.stake.bind(this);
        this.collect = this.collect.bind(this);
    }
    /**
     * The receipt: shares that came with [`ReceiveMsg`].
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
     * Anyone: stakes the NET that came with it for shares, rounded down. What somebody sends without this message is no stake, and is in no book.
     */
    stake = async ({ minShares }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            stake: {
                min_shares: minShares
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Anyone: claims the stakers' share from the fee-collector and streams it, with what is left of earlier ones, over [`STREAM`] from now on. Refused while there is none to claim. Sent again and again it makes the income of the stakers decay instead of end; it takes none of it away.
     */
    collect = async (fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            collect: {}
        }, fee_, memo_, funds_);
    };
}
