import type { ExecuteResult } from "@cosmjs/cosmwasm";
import { ICosmWasmClient, ISigningCosmWasmClient } from "../../cosmjs.js";
import { Coin, StdFee } from "../../cosmjs.js";
import { HexBinary, Binary, MethodParams, Action, KeySignature, ListOrder, Proof, Claim, SetClaim, ConfigResponse, KeyResponse, MethodResponse, MethodsResponse, OwnershipForString, ProgramResponse, StatementResponse, VerifyResponse } from "./types.js";
export interface VerifierGatewayReadOnlyInterface {
    contractAddress: string;
    /**
     * Guardian, peer, timelock.
     */
    config: () => Promise<ConfigResponse>;
    /**
     * One method.
     */
    method: ({ method }: {
        /**
         * Which.
         */
        method: number;
    }) => Promise<MethodResponse>;
    /**
     * All methods by id.
     */
    methods: ({ limit, order, startAfter }: {
        /**
         * Page size, 30 if left out, at most 100.
         */
        limit?: number;
        /**
         * Ascending, if left out.
         */
        order?: ListOrder;
        /**
         * After this id, in that order.
         */
        startAfter?: number;
    }) => Promise<MethodsResponse>;
    /**
     * A registered program.
     */
    program: ({ program }: {
        /**
         * Program digest, 32 bytes hex.
         */
        program: HexBinary;
    }) => Promise<ProgramResponse>;
    /**
     * A registered verifying key.
     */
    key: ({ program }: {
        /**
         * sha256 of the key, 32 bytes hex.
         */
        program: HexBinary;
    }) => Promise<KeyResponse>;
    /**
     * Verifies a proof of a claim under a method; an error says what is wrong with it. Anyone, with or without a job; the job-market asks this at each result that comes with a proof. A disabled or not yet active method refuses.
     */
    verifyProof: ({ claim, method, proof }: {
        /**
         * What is claimed.
         */
        claim: Claim;
        /**
         * Under which method.
         */
        method: number;
        /**
         * Its proof.
         */
        proof: Proof;
    }) => Promise<VerifyResponse>;
    /**
     * Verifies many claims by one receipt of RISC Zero's set builder 0.9, under a RISC Zero method that accepts the receipt's selector, or one of proof on demand that relies on such a method. All are proven, or it is an error that names the first job whose claim or path is wrong.
     */
    verifySet: ({ claims, method, root, seal }: {
        /**
         * 1 to 64 claims, each with its path.
         */
        claims: SetClaim[];
        /**
         * Under which method.
         */
        method: number;
        /**
         * The root of the claims' Merkle tree, 32 bytes hex.
         */
        root: HexBinary;
        /**
         * The set builder's receipt, 260 bytes: selector and Groth16 proof.
         */
        seal: Binary;
    }) => Promise<VerifyResponse>;
    /**
     * The statement of a claim and its verdict digests: what provers commit to and attestors sign.
     */
    statement: ({ claim, reporter }: {
        /**
         * What is claimed.
         */
        claim: Claim;
        /**
         * Who would bring the verdict that it is invalid; without it no such digest is answered.
         */
        reporter?: string;
    }) => Promise<StatementResponse>;
    /**
     * Query the contract's ownership information
     */
    ownership: () => Promise<OwnershipForString>;
}
export declare class VerifierGatewayQueryClient implements VerifierGatewayReadOnlyInterface {
    client: ICosmWasmClient;
    contractAddress: string;
    constructor(client: ICosmWasmClient, contractAddress: string);
    /**
     * Guardian, peer, timelock.
     */
    config: () => Promise<ConfigResponse>;
    /**
     * One method.
     */
    method: ({ method }: {
        /**
         * Which.
         */
        method: number;
    }) => Promise<MethodResponse>;
    /**
     * All methods by id.
     */
    methods: ({ limit, order, startAfter }: {
        /**
         * Page size, 30 if left out, at most 100.
         */
        limit?: number;
        /**
         * Ascending, if left out.
         */
        order?: ListOrder;
        /**
         * After this id, in that order.
         */
        startAfter?: number;
    }) => Promise<MethodsResponse>;
    /**
     * A registered program.
     */
    program: ({ program }: {
        /**
         * Program digest, 32 bytes hex.
         */
        program: HexBinary;
    }) => Promise<ProgramResponse>;
    /**
     * A registered verifying key.
     */
    key: ({ program }: {
        /**
         * sha256 of the key, 32 bytes hex.
         */
        program: HexBinary;
    }) => Promise<KeyResponse>;
    /**
     * Verifies a proof of a claim under a method; an error says what is wrong with it. Anyone, with or without a job; the job-market asks this at each result that comes with a proof. A disabled or not yet active method refuses.
     */
    verifyProof: ({ claim, method, proof }: {
        /**
         * What is claimed.
         */
        claim: Claim;
        /**
         * Under which method.
         */
        method: number;
        /**
         * Its proof.
         */
        proof: Proof;
    }) => Promise<VerifyResponse>;
    /**
     * Verifies many claims by one receipt of RISC Zero's set builder 0.9, under a RISC Zero method that accepts the receipt's selector, or one of proof on demand that relies on such a method. All are proven, or it is an error that names the first job whose claim or path is wrong.
     */
    verifySet: ({ claims, method, root, seal }: {
        /**
         * 1 to 64 claims, each with its path.
         */
        claims: SetClaim[];
        /**
         * Under which method.
         */
        method: number;
        /**
         * The root of the claims' Merkle tree, 32 bytes hex.
         */
        root: HexBinary;
        /**
         * The set builder's receipt, 260 bytes: selector and Groth16 proof.
         */
        seal: Binary;
    }) => Promise<VerifyResponse>;
    /**
     * The statement of a claim and its verdict digests: what provers commit to and attestors sign.
     */
    statement: ({ claim, reporter }: {
        /**
         * What is claimed.
         */
        claim: Claim;
        /**
         * Who would bring the verdict that it is invalid; without it no such digest is answered.
         */
        reporter?: string;
    }) => Promise<StatementResponse>;
    /**
     * Query the contract's ownership information
     */
    ownership: () => Promise<OwnershipForString>;
}
export interface VerifierGatewayInterface extends VerifierGatewayReadOnlyInterface {
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
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
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
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Owner: adds a method, usable after the timelock.
     */
    addMethod: ({ params }: {
        /**
         * The method.
         */
        params: MethodParams;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Guardian or owner: stops a method for good, at once. Jobs under it end by refund.
     */
    disableMethod: ({ method }: {
        /**
         * Which.
         */
        method: number;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
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
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
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
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Anyone: registers a verifying key of Groth16, once and at once. The program that it judges is the sha256 of these bytes, so who registers it chooses nothing.
     */
    registerKey: ({ key }: {
        /**
         * α ‖ β ‖ γ ‖ δ ‖ IC₀ ‖ … ‖ ICₙ, points as in a proof. Over BN254 448 bytes and 64 for each of 1 to 33 points, over BLS12-381 336 bytes and 48. The first bit tells them apart: a compressed point sets it, a coordinate over BN254 never does.
         */
        key: Binary;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Owner: names another guardian.
     */
    setGuardian: ({ guardian }: {
        /**
         * Who.
         */
        guardian: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Update the contract's ownership. The `action` to be provided can be either to propose transferring ownership to an account, accept a pending ownership transfer, or renounce the ownership permanently.
     */
    updateOwnership: (action: Action, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
}
export declare class VerifierGatewayClient extends VerifierGatewayQueryClient implements VerifierGatewayInterface {
    client: ISigningCosmWasmClient;
    sender: string;
    contractAddress: string;
    constructor(client: ISigningCosmWasmClient, sender: string, contractAddress: string);
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
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
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
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Owner: adds a method, usable after the timelock.
     */
    addMethod: ({ params }: {
        /**
         * The method.
         */
        params: MethodParams;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Guardian or owner: stops a method for good, at once. Jobs under it end by refund.
     */
    disableMethod: ({ method }: {
        /**
         * Which.
         */
        method: number;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
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
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
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
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Anyone: registers a verifying key of Groth16, once and at once. The program that it judges is the sha256 of these bytes, so who registers it chooses nothing.
     */
    registerKey: ({ key }: {
        /**
         * α ‖ β ‖ γ ‖ δ ‖ IC₀ ‖ … ‖ ICₙ, points as in a proof. Over BN254 448 bytes and 64 for each of 1 to 33 points, over BLS12-381 336 bytes and 48. The first bit tells them apart: a compressed point sets it, a coordinate over BN254 never does.
         */
        key: Binary;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Owner: names another guardian.
     */
    setGuardian: ({ guardian }: {
        /**
         * Who.
         */
        guardian: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Update the contract's ownership. The `action` to be provided can be either to propose transferring ownership to an account, accept a pending ownership transfer, or renounce the ownership permanently.
     */
    updateOwnership: (action: Action, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
}
