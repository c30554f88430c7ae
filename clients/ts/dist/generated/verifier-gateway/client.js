export class VerifierGatewayQueryClient {
    client;
    contractAddress;
    constructor(client, contractAddress) {
        this.client = client;
        this.contractAddress = contractAddress;
        this.config = this.config.bind(this);
        this.method = this.method.bind(this);
        this.methods = this.methods.bind(this);
        this.program = this.program.bind(this);
        this.key = this.key.bind(this);
        this.verifyProof = this.verifyProof.bind(this);
        this.verifySet = this.verifySet.bind(this);
        this.statement = this.statement.bind(this);
        this.ownership = this.ownership.bind(this);
    }
    /**
     * Guardian, peer, timelock.
     */
    config = async () => {
        return this.client.queryContractSmart(this.contractAddress, {
            config: {}
        });
    };
    /**
     * One method.
     */
    method = async ({ method }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            method: {
                method
            }
        });
    };
    /**
     * All methods by id.
     */
    methods = async ({ limit, order, startAfter }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            methods: {
                limit,
                order,
                start_after: startAfter
            }
        });
    };
    /**
     * A registered program.
     */
    program = async ({ program }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            program: {
                program
            }
        });
    };
    /**
     * A registered verifying key.
     */
    key = async ({ program }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            key: {
                program
            }
        });
    };
    /**
     * Verifies a proof of a claim under a method; an error says what is wrong with it. Anyone, with or without a job; the job-market asks this at each result that comes with a proof. A disabled or not yet active method refuses.
     */
    verifyProof = async ({ claim, method, proof }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            verify_proof: {
                claim,
                method,
                proof
            }
        });
    };
    /**
     * Verifies many claims by one receipt of RISC Zero's set builder 0.9, under a RISC Zero method that accepts the receipt's selector, or one of proof on demand that relies on such a method. All are proven, or it is an error that names the first job whose claim or path is wrong.
     */
    verifySet = async ({ claims, method, root, seal }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            verify_set: {
                claims,
                method,
                root,
                seal
            }
        });
    };
    /**
     * The statement of a claim and its verdict digests: what provers commit to and attestors sign.
     */
    statement = async ({ claim, reporter }) => {
        return this.client.queryContractSmart(this.contractAddress, {
            statement: {
                claim,
                reporter
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
export class VerifierGatewayClient extends VerifierGatewayQueryClient {
    client;
    sender;
    contractAddress;
    constructor(client, sender, contractAddress) {
        super(client, contractAddress);
        this.client = client;
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
    bringVerdict = async ({ jobId, signatures, valid }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            bring_verdict: {
                job_id: jobId,
                signatures,
                valid
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Anyone: has the contract of an external method look at a submitted job's result. If it accepts the result, the job settles; whatever else it does is an error that moves nothing.
     */
    verifyExternal = async ({ jobId, proof }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            verify_external: {
                job_id: jobId,
                proof
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Owner: adds a method, usable after the timelock.
     */
    addMethod = async ({ params }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            add_method: {
                params
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Guardian or owner: stops a method for good, at once. Jobs under it end by refund.
     */
    disableMethod = async ({ method }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            disable_method: {
                method
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Guardian or owner: stops one selector of a RISC Zero or SP1 method for good, at once. Proofs under it no longer verify. A method whose last version is stopped is disabled.
     */
    stopSelector = async ({ method, selector }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            stop_selector: {
                method,
                selector
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Owner: says where a program's journal states its input's digest, for use under [`JournalPolicy::Output`] with an input; after the timelock, once per program.
     */
    registerProgram = async ({ inputOffset, program }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            register_program: {
                input_offset: inputOffset,
                program
            }
        }, fee_, memo_, funds_);
    };
    /**
     * Anyone: registers a verifying key of Groth16, once and at once. The program that it judges is the sha256 of these bytes, so who registers it chooses nothing.
     */
    registerKey = async ({ key }, fee_ = "auto", memo_, funds_) => {
        return await this.client.execute(this.sender, this.contractAddress, {
            register_key: {
                key
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
