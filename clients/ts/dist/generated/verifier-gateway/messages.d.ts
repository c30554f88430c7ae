import { Coin } from "../../cosmjs.js";
import { EncodeObject } from "../../cosmjs.js";
import { HexBinary, Binary, MethodParams, Action, KeySignature } from "./types.js";
export interface VerifierGatewayMsg {
    contractAddress: string;
    sender: string;
    /**
     * Brings a signed verdict on a submitted job. Anyone brings a valid one. Signatures on an invalid one name their reporter, who alone can bring it and is paid for it; a party of the job is not.
     */
    bringVerdict: ({ jobId, signatures, valid }: {
        /**
         * Which job.
         */
        jobId: number;
        /**
         * Signatures on that verdict of the method's keys (of the arbiter's, for a disputed result); on an invalid one they name the sender.
         */
        signatures: KeySignature[];
        /**
         * Valid or invalid.
         */
        valid: boolean;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Anyone: has the contract of an external method look at a submitted job's result. If it accepts the result, the job settles; whatever else it does is an error that moves nothing.
     */
    verifyExternal: ({ jobId, proof }: {
        /**
         * Which job.
         */
        jobId: number;
        /**
         * What the contract is told as proof, at most 64 KiB.
         */
        proof: Binary;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Owner: adds a method, usable after the timelock.
     */
    addMethod: ({ params }: {
        /**
         * The method.
         */
        params: MethodParams;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Guardian or owner: stops a method for good, at once. Jobs under it end by refund.
     */
    disableMethod: ({ method }: {
        /**
         * Which.
         */
        method: number;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Guardian or owner: stops one selector of a RISC Zero or SP1 method for good, at once. Proofs under it no longer verify. A method whose last version is stopped is disabled.
     */
    stopSelector: ({ method, selector }: {
        /**
         * Which method.
         */
        method: number;
        /**
         * Which selector, 4 bytes hex.
         */
        selector: HexBinary;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Owner: says where a program's journal states its input's digest, for use under [`JournalPolicy::Output`] with an input; after the timelock, once per program.
     */
    registerProgram: ({ inputOffset, program }: {
        /**
         * Offset of the 32-byte input digest in the journal, at most 16,352.
         */
        inputOffset: number;
        /**
         * Program digest, 32 bytes hex.
         */
        program: HexBinary;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Anyone: registers a verifying key of Groth16, once and at once. The program that it judges is the sha256 of these bytes, so who registers it chooses nothing.
     */
    registerKey: ({ key }: {
        /**
         * α ‖ β ‖ γ ‖ δ ‖ IC₀ ‖ … ‖ ICₙ, points as in a proof. Over BN254 448 bytes and 64 for each of 1 to 33 points, over BLS12-381 336 bytes and 48. The first bit tells them apart: a compressed point sets it, a coordinate over BN254 never does.
         */
        key: Binary;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Owner: names another guardian.
     */
    setGuardian: ({ guardian }: {
        /**
         * Who.
         */
        guardian: string;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Update the contract's ownership. The `action` to be provided can be either to propose transferring ownership to an account, accept a pending ownership transfer, or renounce the ownership permanently.
     */
    updateOwnership: (action: Action, funds_?: Coin[]) => EncodeObject;
}
export declare class VerifierGatewayMsgComposer implements VerifierGatewayMsg {
    sender: string;
    contractAddress: string;
    constructor(sender: string, contractAddress: string);
    /**
     * Brings a signed verdict on a submitted job. Anyone brings a valid one. Signatures on an invalid one name their reporter, who alone can bring it and is paid for it; a party of the job is not.
     */
    bringVerdict: ({ jobId, signatures, valid }: {
        /**
         * Which job.
         */
        jobId: number;
        /**
         * Signatures on that verdict of the method's keys (of the arbiter's, for a disputed result); on an invalid one they name the sender.
         */
        signatures: KeySignature[];
        /**
         * Valid or invalid.
         */
        valid: boolean;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Anyone: has the contract of an external method look at a submitted job's result. If it accepts the result, the job settles; whatever else it does is an error that moves nothing.
     */
    verifyExternal: ({ jobId, proof }: {
        /**
         * Which job.
         */
        jobId: number;
        /**
         * What the contract is told as proof, at most 64 KiB.
         */
        proof: Binary;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Owner: adds a method, usable after the timelock.
     */
    addMethod: ({ params }: {
        /**
         * The method.
         */
        params: MethodParams;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Guardian or owner: stops a method for good, at once. Jobs under it end by refund.
     */
    disableMethod: ({ method }: {
        /**
         * Which.
         */
        method: number;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Guardian or owner: stops one selector of a RISC Zero or SP1 method for good, at once. Proofs under it no longer verify. A method whose last version is stopped is disabled.
     */
    stopSelector: ({ method, selector }: {
        /**
         * Which method.
         */
        method: number;
        /**
         * Which selector, 4 bytes hex.
         */
        selector: HexBinary;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Owner: says where a program's journal states its input's digest, for use under [`JournalPolicy::Output`] with an input; after the timelock, once per program.
     */
    registerProgram: ({ inputOffset, program }: {
        /**
         * Offset of the 32-byte input digest in the journal, at most 16,352.
         */
        inputOffset: number;
        /**
         * Program digest, 32 bytes hex.
         */
        program: HexBinary;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Anyone: registers a verifying key of Groth16, once and at once. The program that it judges is the sha256 of these bytes, so who registers it chooses nothing.
     */
    registerKey: ({ key }: {
        /**
         * α ‖ β ‖ γ ‖ δ ‖ IC₀ ‖ … ‖ ICₙ, points as in a proof. Over BN254 448 bytes and 64 for each of 1 to 33 points, over BLS12-381 336 bytes and 48. The first bit tells them apart: a compressed point sets it, a coordinate over BN254 never does.
         */
        key: Binary;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Owner: names another guardian.
     */
    setGuardian: ({ guardian }: {
        /**
         * Who.
         */
        guardian: string;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Update the contract's ownership. The `action` to be provided can be either to propose transferring ownership to an account, accept a pending ownership transfer, or renounce the ownership permanently.
     */
    updateOwnership: (action: Action, funds_?: Coin[]) => EncodeObject;
}
