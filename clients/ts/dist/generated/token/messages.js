import { MsgExecuteContract } from "../../cosmjs.js";
import { toUtf8 } from "../../cosmjs.js";
export class TokenMsgComposer {
    sender;
    contractAddress;
    constructor(sender, contractAddress) {
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
    transfer = ({ amount, recipient }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    transfer: {
                        amount,
                        recipient
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Burn is a base message to destroy tokens forever
     */
    burn = ({ amount }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    burn: {
                        amount
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Send is a base message to transfer tokens to a contract and trigger an action on the receiving contract.
     */
    send = ({ amount, contract, msg }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    send: {
                        amount,
                        contract,
                        msg
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Only with "approval" extension. Allows spender to access an additional amount tokens from the owner's (env.sender) account. If expires is Some(), overwrites current allowance expiration with this one.
     */
    increaseAllowance = ({ amount, expires, spender }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    increase_allowance: {
                        amount,
                        expires,
                        spender
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Only with "approval" extension. Lowers the spender's access of tokens from the owner's (env.sender) account by amount. If expires is Some(), overwrites current allowance expiration with this one.
     */
    decreaseAllowance = ({ amount, expires, spender }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    decrease_allowance: {
                        amount,
                        expires,
                        spender
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Only with "approval" extension. Transfers amount tokens from owner -> recipient if `env.sender` has sufficient pre-approval.
     */
    transferFrom = ({ amount, owner, recipient }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    transfer_from: {
                        amount,
                        owner,
                        recipient
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Only with "approval" extension. Sends amount tokens from owner -> contract if `env.sender` has sufficient pre-approval.
     */
    sendFrom = ({ amount, contract, msg, owner }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    send_from: {
                        amount,
                        contract,
                        msg,
                        owner
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Only with "approval" extension. Destroys tokens forever
     */
    burnFrom = ({ amount, owner }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    burn_from: {
                        amount,
                        owner
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Only with the "mintable" extension. If authorized, creates amount new tokens and adds to the recipient balance.
     */
    mint = ({ amount, recipient }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    mint: {
                        amount,
                        recipient
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Only with the "mintable" extension. The current minter may set a new minter. Setting the minter to None will remove the token's minter forever.
     */
    updateMinter = ({ newMinter }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    update_minter: {
                        new_minter: newMinter
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Only with the "marketing" extension. If authorized, updates marketing metadata. Setting None/null for any of these will leave it unchanged. Setting Some("") will clear this field on the contract storage
     */
    updateMarketing = ({ description, marketing, project }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    update_marketing: {
                        description,
                        marketing,
                        project
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * If set as the "marketing" role on the contract, upload a new URL, SVG, or PNG for the token
     */
    uploadLogo = (logo, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    upload_logo: logo
                })),
                funds: funds_
            })
        };
    };
}
