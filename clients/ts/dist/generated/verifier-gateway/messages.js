import { MsgExecuteContract } from "../../cosmjs.js";
import { toUtf8 } from "../../cosmjs.js";
export class VerifierGatewayMsgComposer {
    sender;
    contractAddress;
    constructor(sender, contractAddress) {
        this.sender = sender;
        this.contractAddress = contractAddress;
        this.bringVerdict = this.bringVerdict.bind(this);
        this.verifyExternal = this.verifyExternal.bind(this);
        this.addMethod = this.addMethod.bind(this);
        this.disableMethod = this.disableMethod.bind(this);
        this.stopSelector = this.stopSelector.bind(this);
        this.registerProgram = this.registerProgram.bind(this);
        this.registerKey = this.registerKey.bind(this);
        this.setGuardian = this.setGuardian.bind(this);
        this.updateOwnership = this.updateOwnership.bind(this);
    }
    /**
     * Brings a signed verdict on a submitted job. Anyone brings a valid one. Signatures on an invalid one name their reporter, who alone can bring it and is paid for it; a party of the job is not.
     */
    bringVerdict = ({ jobId, signatures, valid }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    bring_verdict: {
                        job_id: jobId,
                        signatures,
                        valid
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Anyone: has the contract of an external method look at a submitted job's result. If it accepts the result, the job settles; whatever else it does is an error that moves nothing.
     */
    verifyExternal = ({ jobId, proof }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    verify_external: {
                        job_id: jobId,
                        proof
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Owner: adds a method, usable after the timelock.
     */
    addMethod = ({ params }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    add_method: {
                        params
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Guardian or owner: stops a method for good, at once. Jobs under it end by refund.
     */
    disableMethod = ({ method }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    disable_method: {
                        method
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Guardian or owner: stops one selector of a RISC Zero or SP1 method for good, at once. Proofs under it no longer verify. A method whose last version is stopped is disabled.
     */
    stopSelector = ({ method, selector }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    stop_selector: {
                        method,
                        selector
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Owner: says where a program's journal states its input's digest, for use under [`JournalPolicy::Output`] with an input; after the timelock, once per program.
     */
    registerProgram = ({ inputOffset, program }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    register_program: {
                        input_offset: inputOffset,
                        program
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Anyone: registers a verifying key of Groth16, once and at once. The program that it judges is the sha256 of these bytes, so who registers it chooses nothing.
     */
    registerKey = ({ key }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    register_key: {
                        key
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Owner: names another guardian.
     */
    setGuardian = ({ guardian }, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    set_guardian: {
                        guardian
                    }
                })),
                funds: funds_
            })
        };
    };
    /**
     * Update the contract's ownership. The `action` to be provided can be either to propose transferring ownership to an account, accept a pending ownership transfer, or renounce the ownership permanently.
     */
    updateOwnership = (action, funds_) => {
        return {
            typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
            value: MsgExecuteContract.fromPartial({
                sender: this.sender,
                contract: this.contractAddress,
                msg: toUtf8(JSON.stringify({
                    update_ownership: action
                })),
                funds: funds_
            })
        };
    };
}
