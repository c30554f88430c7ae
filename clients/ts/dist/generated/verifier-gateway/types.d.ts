import type * as scalars from "../../scalars.js";
export type Binary = scalars.Binary;
export type HexBinary = scalars.HexBinary;
export type Uint64 = scalars.Uint64;
export type Uint128 = scalars.Uint128;
/**
 * Actions that can be taken to alter the contract's ownership
 */
export type Action = {
    /**
     * Propose to transfer the contract's ownership to another account, optionally with an expiry time.
     *
     * Can only be called by the contract's current owner.
     *
     * Any existing pending ownership transfer is overwritten.
     */
    transfer_ownership: {
        /**
         * Until when the offer can be accepted; for ever, if left out.
         */
        expiry?: Expiration | null;
        /**
         * To whom ownership is offered: a canonical address.
         */
        new_owner: string;
    };
} | "accept_ownership" | "renounce_ownership";
/**
 * Expiration represents a point in time when some event happens. It can compare with a BlockInfo and will return is_expired() == true once the condition is hit (and for every block in the future)
 */
export type Expiration = {
    /**
     * AtHeight will expire when `env.block.height` >= height
     */
    at_height: number;
} | {
    /**
     * AtTime will expire when `env.block.time` >= time
     */
    at_time: Timestamp;
} | {
    /**
     * Never will never expire. Used to express the empty variant
     */
    never: Record<string, never>;
};
/**
 * Unix nanoseconds.
 */
export type Timestamp = scalars.Uint64;
/**
 * An address, in canonical lower-case text.
 */
export type Addr = string;
/**
 * Signature schemes.
 */
export type KeyScheme = "secp256k1" | "secp256r1" | "ed25519";
/**
 * The curve of a Groth16 key and its proofs.
 */
export type Curve = "bn254" | "bls12_381";
/**
 * Messages of the gateway.
 */
export type ExecuteMsg = {
    /**
     * Brings a signed verdict on a submitted job. Anyone brings a valid one. Signatures on an invalid one name their reporter, who alone can bring it and is paid for it; a party of the job is not.
     */
    bring_verdict: {
        /**
         * Which job.
         */
        job_id: number;
        /**
         * Signatures on that verdict of the method's keys (of the arbiter's, for a disputed result); on an invalid one they name the sender.
         */
        signatures: KeySignature[];
        /**
         * Valid or invalid.
         */
        valid: boolean;
    };
} | {
    /**
     * Anyone: has the contract of an external method look at a submitted job's result. If it accepts the result, the job settles; whatever else it does is an error that moves nothing.
     */
    verify_external: {
        /**
         * Which job.
         */
        job_id: number;
        /**
         * What the contract is told as proof, at most 64 KiB.
         */
        proof: Binary;
    };
} | {
    /**
     * Owner: adds a method, usable after the timelock.
     */
    add_method: {
        /**
         * The method.
         */
        params: MethodParams;
    };
} | {
    /**
     * Guardian or owner: stops a method for good, at once. Jobs under it end by refund.
     */
    disable_method: {
        /**
         * Which.
         */
        method: number;
    };
} | {
    /**
     * Guardian or owner: stops one selector of a RISC Zero or SP1 method for good, at once. Proofs under it no longer verify. A method whose last version is stopped is disabled.
     */
    stop_selector: {
        /**
         * Which method.
         */
        method: number;
        /**
         * Which selector, 4 bytes hex.
         */
        selector: HexBinary;
    };
} | {
    /**
     * Owner: says where a program's journal states its input's digest, for use under [`JournalPolicy::Output`] with an input; after the timelock, once per program.
     */
    register_program: {
        /**
         * Offset of the 32-byte input digest in the journal, at most 16,352.
         */
        input_offset: number;
        /**
         * Program digest, 32 bytes hex.
         */
        program: HexBinary;
    };
} | {
    /**
     * Anyone: registers a verifying key of Groth16, once and at once. The program that it judges is the sha256 of these bytes, so who registers it chooses nothing.
     */
    register_key: {
        /**
         * α ‖ β ‖ γ ‖ δ ‖ IC₀ ‖ … ‖ ICₙ, points as in a proof. Over BN254 448 bytes and 64 for each of 1 to 33 points, over BLS12-381 336 bytes and 48. The first bit tells them apart: a compressed point sets it, a coordinate over BN254 never does.
         */
        key: Binary;
    };
} | {
    /**
     * Owner: names another guardian.
     */
    set_guardian: {
        /**
         * Who.
         */
        guardian: string;
    };
} | {
    /**
     * Update the contract's ownership. The `action` to be provided can be either to propose transferring ownership to an account, accept a pending ownership transfer, or renounce the ownership permanently.
     */
    update_ownership: Action;
};
/**
 * What a method is.
 */
export type MethodKind = {
    /**
     * A RISC Zero Groth16 receipt of the job's program.
     */
    risc_zero: {
        /**
         * What the journal states.
         */
        policy: JournalPolicy;
        /**
         * Selectors of the verifier versions whose receipts count, and of the set builder if one receipt may prove many jobs, 4 bytes hex each: 1 to 16, distinct, known to this code, and one of a version at the least.
         */
        selectors: HexBinary[];
    };
} | {
    /**
     * A Groth16 proof under a registered verifying key, over either [`Curve`]: the job's program is the key's sha256.
     */
    groth16: {
        /**
         * What the public inputs state.
         */
        policy: JournalPolicy;
    };
} | {
    /**
     * A Groth16 proof of the job's program by SP1.
     */
    sp1: {
        /**
         * What the public values state.
         */
        policy: JournalPolicy;
        /**
         * Selectors of the circuit versions whose proofs count, as for RISC Zero.
         */
        selectors: HexBinary[];
    };
} | {
    /**
     * At least `threshold` of `keys` sign the verdict.
     */
    attestation: {
        /**
         * Distinct keys, at most 16.
         */
        keys: AttestorKey[];
        /**
         * How many must sign.
         */
        threshold: number;
    };
} | {
    /**
     * The client accepts, or a timeout accepts for it; a dispute falls to `arbiter`.
     */
    client_approval: {
        /**
         * An attestation method whose keys judge a dispute.
         */
        arbiter: number;
    };
} | {
    /**
     * Proof on demand: a result counts unless somebody challenges it in time. Then a proof decides, and none in time is fraud.
     */
    optimistic: {
        /**
         * Least bond of a challenge that a request may name, NET base units, at least 1: it must pay for a proof.
         */
        bond_min: Uint128;
        /**
         * The validity method whose proof decides.
         */
        proof: number;
        /**
         * Seconds from the challenge to the proof, 3,600 to 604,800.
         */
        prove_within: number;
        /**
         * Seconds from the result in which it can be challenged, 600 to 259,200.
         */
        window: number;
    };
} | {
    /**
     * Another contract accepts results, by [`VerifyExternal`](ExecuteMsg::VerifyExternal), or they end by refund. It can accept, and nothing else.
     */
    external: {
        /**
         * It understands [`VerifierMsg`](crate::external_verifier::VerifierMsg).
         */
        contract: string;
        /**
         * Most gas that it may use for one result, in the chain's units, 50,000 to 10,000,000.
         */
        gas_limit: number;
    };
};
/**
 * What the journal of a zk method states: what a RISC Zero guest or an SP1 program commits, the public inputs of Groth16.
 */
export type JournalPolicy = "statement" | "output";
/**
 * In which order a list is answered.
 */
export type ListOrder = "ascending" | "descending";
/**
 * Migration takes no parameters.
 */
export type MigrateMsg = Record<string, never>;
/**
 * A proof as it comes with a result.
 */
export type Proof = {
    /**
     * A receipt.
     */
    risc_zero: {
        /**
         * The journal's bytes, at most 16 KiB. Under `Output` needed where the claim has an input, which it must state at the program's registered offset, and hashed against the output wherever it comes; under `Statement`, where it could only repeat the statement, refused.
         */
        journal?: Binary | null;
        /**
         * 260 bytes: selector and Groth16 proof.
         */
        seal: Binary;
    };
} | {
    /**
     * A Groth16 proof.
     */
    groth16: {
        /**
         * The public inputs in the key's order, 32 bytes each, big-endian. Under `Output` always needed: sha256 of them is the output, and where the claim has an input they state its digest at the program's registered offset. Under `Statement` refused.
         */
        inputs?: Binary | null;
        /**
         * A ‖ B ‖ C. Over BN254 256 bytes, coordinates big-endian, of B the imaginary parts first; over BLS12-381 192 bytes, compressed points.
         */
        proof: Binary;
    };
} | {
    /**
     * A Groth16 proof by SP1.
     */
    sp1: {
        /**
         * Selector and proof, 260 bytes before version 6, 356 from it on.
         */
        proof: Binary;
        /**
         * The public values' bytes, at most 16 KiB. Under `Output` always needed, as a proof binds 253 bits of their sha256 only; they state the claim's input as a journal does. Under `Statement`, where they are the statement, refused.
         */
        values?: Binary | null;
    };
} | {
    /**
     * Signatures on the verdict *valid*.
     */
    attestation: {
        /**
         * At least the threshold.
         */
        signatures: KeySignature[];
    };
};
/**
 * Queries of the gateway.
 */
export type QueryMsg = {
    /**
     * Guardian, peer, timelock.
     */
    config: Record<string, never>;
} | {
    /**
     * One method.
     */
    method: {
        /**
         * Which.
         */
        method: number;
    };
} | {
    /**
     * All methods by id.
     */
    methods: {
        /**
         * Page size, 30 if left out, at most 100.
         */
        limit?: number | null;
        /**
         * Ascending, if left out.
         */
        order?: ListOrder | null;
        /**
         * After this id, in that order.
         */
        start_after?: number | null;
    };
} | {
    /**
     * A registered program.
     */
    program: {
        /**
         * Program digest, 32 bytes hex.
         */
        program: HexBinary;
    };
} | {
    /**
     * A registered verifying key.
     */
    key: {
        /**
         * sha256 of the key, 32 bytes hex.
         */
        program: HexBinary;
    };
} | {
    /**
     * Verifies a proof of a claim under a method; an error says what is wrong with it. Anyone, with or without a job; the job-market asks this at each result that comes with a proof. A disabled or not yet active method refuses.
     */
    verify_proof: {
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
    };
} | {
    /**
     * Verifies many claims by one receipt of RISC Zero's set builder 0.9, under a RISC Zero method that accepts the receipt's selector, or one of proof on demand that relies on such a method. All are proven, or it is an error that names the first job whose claim or path is wrong.
     */
    verify_set: {
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
    };
} | {
    /**
     * The statement of a claim and its verdict digests: what provers commit to and attestors sign.
     */
    statement: {
        /**
         * What is claimed.
         */
        claim: Claim;
        /**
         * Who would bring the verdict that it is invalid; without it no such digest is answered.
         */
        reporter?: string | null;
    };
} | {
    /**
     * Query the contract's ownership information
     */
    ownership: Record<string, never>;
};
/**
 * Messages of a verifier.
 */
export type VerifierMsg = {
    /**
     * Is what is claimed shown by the proof? Whoever asks, the answer depends on claim and proof alone, or on what the verifier knows of its own; one that remembers what it accepted makes sure that the sender is the gateway.
     */
    verify: {
        /**
         * What is claimed: whose job, which program, input and output.
         */
        claim: Claim;
        /**
         * As somebody brought it, at most 64 KiB. The verifier alone knows what it means.
         */
        proof: Binary;
        /**
         * Its statement under the gateway that asks, 32 bytes hex; the answer that accepts it.
         */
        statement: HexBinary;
    };
};
/**
 * A public key that signs 32-byte digests.
 */
export interface AttestorKey {
    /**
     * secp256k1 and secp256r1: 33 bytes compressed SEC1; ed25519: 32 bytes.
     */
    key: Binary;
    /**
     * Its scheme.
     */
    scheme: KeyScheme;
}
/**
 * What is claimed. With the chain and the gateway, these are the fields of the statement, whose digest every proof, signature and verdict binds.
 */
export interface Claim {
    /**
     * Input digest, 32 bytes hex; zeros where there is none.
     */
    input: HexBinary;
    /**
     * Which job; a query without a job may say any number.
     */
    job_id: number;
    /**
     * Output digest, 32 bytes hex.
     */
    output: HexBinary;
    /**
     * Program digest (the image id of a RISC Zero guest, the verifying key of an SP1 program, sha256 of a Groth16 key), 32 bytes hex.
     */
    program: HexBinary;
    /**
     * The assigned provider, in canonical text.
     */
    provider: string;
}
/**
 * See [`QueryMsg::Config`].
 */
export interface ConfigResponse {
    /**
     * May disable methods and stop selectors.
     */
    guardian: Addr;
    /**
     * `contracts/job-market`.
     */
    job_market: Addr;
    /**
     * Seconds.
     */
    timelock: number;
}
/**
 * One signature, and which of the registered keys made it.
 */
export interface KeySignature {
    /**
     * Index in the list of keys; no index twice.
     */
    key: number;
    /**
     * 64 bytes.
     */
    signature: Binary;
}
/**
 * A method as governance adds it.
 */
export interface MethodParams {
    /**
     * p: probability that a cheat is detected, basis points: 10,000 for a validity proof, 500 to 10,000 for an external verifier, 500 to 5,000 else.
     */
    detection_bps: number;
    /**
     * What it is.
     */
    kind: MethodKind;
    /**
     * A name for people, 1 to 64 bytes.
     */
    name: string;
}
/**
 * Start of the gateway: its first methods are active at once, later ones wait for the timelock.
 */
export interface InstantiateMsg {
    /**
     * May disable a method, or stop one of its selectors, at once; nothing else.
     */
    guardian: string;
    /**
     * `contracts/job-market`: whose jobs the verdicts are about.
     */
    job_market: string;
    /**
     * Methods 1, 2, … from the start, at most 16.
     */
    methods: MethodParams[];
    /**
     * Governance: adds methods, registers programs.
     */
    owner: string;
    /**
     * Seconds from adding a method to its first use, a day to a year.
     */
    timelock: number;
}
/**
 * See [`QueryMsg::Key`].
 */
export interface KeyResponse {
    /**
     * Its curve.
     */
    curve: Curve;
    /**
     * How many public inputs its proofs have.
     */
    inputs: number;
}
/**
 * `data` of the response to `AddMethod`, in JSON.
 */
export interface MethodAdded {
    /**
     * The method's id.
     */
    method: number;
}
/**
 * A method as it stands.
 */
export interface MethodResponse {
    /**
     * Of a RISC Zero or SP1 method the selectors, 4 bytes hex each, that were not stopped, oldest version first; none of any other.
     */
    accepted: HexBinary[];
    /**
     * Unix seconds from which it can be used.
     */
    active_from: number;
    /**
     * Whether it was stopped.
     */
    disabled: boolean;
    /**
     * Its id.
     */
    method: number;
    /**
     * What it is.
     */
    params: MethodParams;
}
/**
 * See [`QueryMsg::Methods`].
 */
export interface MethodsResponse {
    /**
     * One page.
     */
    methods: MethodResponse[];
}
/**
 * The contract's ownership info
 */
export interface OwnershipForString {
    /**
     * The contract's current owner. `None` if the ownership has been renounced.
     */
    owner?: string | null;
    /**
     * The deadline for the pending owner to accept the ownership. `None` if there isn't a pending ownership transfer, or if a transfer exists and it doesn't have a deadline.
     */
    pending_expiry?: Expiration | null;
    /**
     * The account who has been proposed to take over the ownership. `None` if there isn't a pending ownership transfer.
     */
    pending_owner?: string | null;
}
/**
 * See [`QueryMsg::Program`].
 */
export interface ProgramResponse {
    /**
     * Unix seconds from which the registration counts.
     */
    active_from: number;
    /**
     * Offset of the 32-byte input digest in the journal.
     */
    input_offset: number;
}
/**
 * A claim of a set.
 */
export interface SetClaim {
    /**
     * What is claimed.
     */
    claim: Claim;
    /**
     * As of [`Proof::RiscZero`].
     */
    journal?: Binary | null;
    /**
     * Its siblings from the leaf upwards, without leaf and root: at most 6 nodes of 32 bytes.
     */
    path: Binary;
}
/**
 * See [`QueryMsg::Statement`].
 */
export interface StatementResponse {
    /**
     * What attestors sign for *invalid*, 32 bytes hex, if the question names the reporter.
     */
    invalid?: HexBinary | null;
    /**
     * What every method binds, 32 bytes hex.
     */
    statement: HexBinary;
    /**
     * What attestors sign for *valid*, 32 bytes hex.
     */
    valid: HexBinary;
}
/**
 * See [`QueryMsg::VerifyProof`]: an answer means the proof is valid.
 */
export interface VerifyResponse {
    /**
     * Always true: an invalid proof is an error that says why.
     */
    valid: boolean;
}
