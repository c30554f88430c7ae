// Those who say whether a result is right, and whether hardware is what it is said to be: keys that the devnet's wiring names, and a prover.
import { createHash, createPrivateKey, randomBytes, sign } from "node:crypto";
import { bn254 } from "@noble/curves/bn254";
import { secp256k1 } from "@noble/curves/secp256k1";
import type { Binary, HexBinary, verifierGateway } from "compute-amm";

/** What comes before the 32 bytes of a private key of Ed25519 in its usual file. */
const ED25519 = Buffer.from("302e020100300506032b657004220420", "hex");
/** As the tests in Rust make it (packages/testing/src/keys.rs): everybody knows it. */
const ARBITER = createPrivateKey({ key: Buffer.concat([ED25519, Buffer.alloc(32, 21)]), format: "der", type: "pkcs8" });

/** The arbiter's signature on a verdict's digest. */
export function arbiter(digest: HexBinary): verifierGateway.KeySignature {
  return { key: 0, signature: sign(null, Buffer.from(String(digest), "hex"), ARBITER).toString("base64") as unknown as Binary };
}

const { Fr } = bn254.fields;
const [G1, G2] = [bn254.G1.ProjectivePoint, bn254.G2.ProjectivePoint];

const scalar = () => Fr.create(BigInt(`0x${randomBytes(32).toString("hex")}`));
const words = (...all: bigint[]) => Buffer.concat(all.map((one) => Buffer.from(one.toString(16).padStart(64, "0"), "hex")));

function g1(times: bigint): Buffer {
  const { x, y } = G1.BASE.multiply(times).toAffine();
  return words(x, y);
}

function g2(times: bigint): Buffer {
  const { x, y } = G2.BASE.multiply(times).toAffine();
  return words(x.c1, x.c0, y.c1, y.c0);
}

/**
 * Proves by Groth16 over BN254 under a key of its own, of which it keeps what others destroy: so it needs no circuit, and the
 * verifier cannot tell (packages/testing/src/groth16.rs).
 */
export class Prover {
  private readonly alpha = scalar();
  private readonly beta = scalar();
  private readonly delta = scalar();
  /** Of the key's points for the two halves of a statement, and of the one that is always there. */
  private readonly inputs = [scalar(), scalar(), scalar()] as const;

  private bytes(): Buffer {
    return Buffer.concat([g1(this.alpha), g2(this.beta), g2(1n), g2(this.delta), ...this.inputs.map(g1)]);
  }

  /** The key as the gateway takes it. */
  get key(): Binary {
    return this.bytes().toString("base64") as unknown as Binary;
  }

  /** What a job names as its program, for this key to judge its result. */
  get program(): string {
    return createHash("sha256").update(this.bytes()).digest("hex");
  }

  /** The proof of a statement of 32 bytes. */
  prove(statement: HexBinary): verifierGateway.Proof {
    const [high, low] = [String(statement).slice(0, 32), String(statement).slice(32)].map((half) => BigInt(`0x${half}`));
    const [a, b] = [scalar(), scalar()];
    const [constant, first, second] = this.inputs;
    const sum = Fr.add(constant, Fr.add(Fr.mul(first, high!), Fr.mul(second, low!)));
    const c = Fr.div(Fr.sub(Fr.sub(Fr.mul(a, b), Fr.mul(this.alpha, this.beta)), sum), this.delta);
    return { groth16: { proof: Buffer.concat([g1(a), g2(b), g1(c)]).toString("base64") as unknown as Binary } };
  }
}

/** Who admits hardware to the attested class until `expiry` signs a digest, as a provider pastes it. As the tests in Rust make it. */
export function admission(digest: string, expiry: number): string {
  const signature = secp256k1.sign(digest, Buffer.alloc(32, 31), { lowS: true, prehash: false }).toCompactRawBytes();
  return JSON.stringify({ expiry, signatures: [{ key: 0, signature: Buffer.from(signature).toString("base64") }] });
}
