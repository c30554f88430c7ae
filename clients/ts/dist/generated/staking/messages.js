import { MsgExecuteContract } from "../../cosmjs.js";
import { toUtf8 } from "../../cosmjs.js";
export class StakingMsgComposer {
    sender;
    contractAddress;
    constructor(sender, contractAddress) {
        this.sender = sender;
        this.contractAddress = contractAddress;
        this.receive = this.receive.bind(this);
        this.stake = this.stake.bind(this);
        this.collect = this.collect.bind(this);
    }
    /**
     * The receipt: shares that came with [`ReceiveMsg`].
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
     * Anyone: stakes the NET that came with it for shares, rounded down. What somebody sends without this message is no stake, and is in no book.
     */
    stake = ({ minShares }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    stake: {
                        min_shares: minShares
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Anyone: claims the stakers' share from the fee-collector and streams it, with what is left of earlier ones, over [`STREAM`] from now on. Refused while there is none to claim. Sent again and again it makes the income of the stakers decay instead of end; it takes none of it away.
     */
    collect = (funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    collect: {}
                })),
                funds: funds_
            })
        };
    };
}
