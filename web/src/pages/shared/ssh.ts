// SSH keys as leases need them: ed25519, as OpenSSH writes it, and where a machine answers.
import { fromBase64, fromHex, toBase64, toHex } from "../../chain/proto.js";

const TYPE = "ssh-ed25519";
/** What stands before the 32 bytes: the type and the key's length, lengths in 4 bytes. */
const HEAD = Uint8Array.from([0, 0, 0, 11, ...new TextEncoder().encode(TYPE), 0, 0, 0, 32]);

/** A text that is no ed25519 public key; the message says what came. */
export class KeyError extends Error {
  override name = "KeyError";
}

/** The 32 bytes of a line `ssh-ed25519 AAAA…`, as 64 hexadecimal digits. Throws a {@link KeyError}. */
export function keyOf(line: string): string {
  const [type = "", blob = ""] = line.trim().split(/\s+/);
  if (/PRIVATE KEY/.test(line)) throw new KeyError("This is a private key. Never give it to anybody. Choose the file whose name ends with .pub.");
  if (type !== TYPE) {
    const came = /^(ssh-|ecdsa-|sk-)/.test(type) ? `a key of type ${type}` : type === "" ? "nothing" : "something else";
    throw new KeyError(`Expected a line that begins with ${TYPE} AAAA, got ${came}. Make one with ssh-keygen -t ed25519.`);
  }
  const bytes = decode(blob);
  if (bytes?.length !== HEAD.length + 32 || !HEAD.every((byte, index) => bytes[index] === byte)) {
    throw new KeyError(`Expected 68 letters behind ${TYPE}, got a key that is cut or changed.`);
  }
  return toHex(bytes.subarray(HEAD.length));
}

function decode(blob: string): Uint8Array | undefined {
  try {
    return fromBase64(blob);
  } catch {
    return undefined;
  }
}

/** A key of 64 hexadecimal digits as a line of `authorized_keys` and `known_hosts`. */
export function lineOf(key: string): string {
  return `${TYPE} ${toBase64(Uint8Array.from([...HEAD, ...fromHex(key)]))}`;
}

/** Where a machine answers to SSH. */
export interface Endpoint {
  /** A name or an address, IPv6 without brackets. */
  readonly host: string;
  readonly port: string;
}

/**
 * Reads `HOST`, `HOST:PORT` or `[IPV6]:PORT`; null for anything else. Providers write endpoints: a host is only what cannot be an
 * option of `ssh`, a command, or a pattern of `known_hosts`.
 */
export function endpointOf(text: string): Endpoint | null {
  const match = /^(?:\[([0-9a-fA-F:.]{2,45})\]|([A-Za-z0-9][A-Za-z0-9.-]*))(?::(\d{1,5}))?$/.exec(text);
  const host = match?.[1] ?? match?.[2];
  const port = match?.[3] ?? "22";
  if (host === undefined || text.length > 128 || BigInt(port) < 1n || BigInt(port) > 65_535n) return null;
  if (match?.[1] !== undefined && !URL.canParse(`http://[${host}]/`)) return null;
  return { host, port: BigInt(port).toString() };
}

/** A lease of some chain. */
export interface Leased {
  readonly chainId: string;
  /** The contract's address. */
  readonly leaseMarket: string;
  readonly id: number;
}

/**
 * What `ssh` calls the machine of a lease: no other lease of any chain has the name. Not its host: a provider writes that, and could
 * name somebody else's.
 */
const alias = ({ chainId, leaseMarket, id }: Leased) => `compute-amm-${chainId}-${leaseMarket.slice(-8)}-lease-${id}`;

/** The line of `known_hosts` by which `ssh` knows a lease's machine. `key` is 64 hexadecimal digits. */
export function knownHosts(lease: Leased, key: string): string {
  return `${alias(lease)} ${lineOf(key)}`;
}

/**
 * What one types to log in, to the machine of that line alone; it does not get one's SSH agent. Which user it is the provider says;
 * `root` is usual.
 */
export function sshCommand({ host, port }: Endpoint, lease: Leased): string {
  return `ssh -o HostKeyAlias=${alias(lease)} -o StrictHostKeyChecking=yes -o ForwardAgent=no ${port === "22" ? "" : `-p ${port} `}root@${host}`;
}
