import assert from "node:assert/strict";
import { test } from "node:test";
import { uint128, type restaking } from "compute-amm";
import { OtherContract } from "../src/chain/errors.js";
import type { Rpc } from "../src/chain/rpc.js";
import { troubleOf } from "../src/chain/trouble.js";
import { isOpen, perDay, readOwn, readParts, readVaults, readVaultTerms, rotates, streamRange, toTicket, toVault, vaultUnit, worthOf, type Vault } from "../src/chain/vaults.js";
import { LEAST_EARNING } from "../src/chain/staking.js";
import type { Config } from "../src/config.js";
import { burn, claim, createVault, deposit, exit, fund, rotate } from "../src/pages/shared/vaults/messages.js";
import { addressOf, amountWrong, leavingOf, shortOf, streamSeconds } from "../src/pages/shared/vaults/model.js";

const DAY = 86_400;
const NET = { symbol: "NET", decimals: 6 };
const STNET = { symbol: "stNET", decimals: 9 };

/** As the contract says it: units, here a thousandth of a millionth of stNET. */
const ANSWER = {
  provider: "p", class: "c", asset: { cw20: { address: "stnet" } }, unit: "1000", number: 1, token: "receipt", shares: "10000000000", assets: "15000000",
  free: "11000000", backed: "5000000", generation: 4, leaving: "900", leaving_before: "1000", tickets: "900000", tickets_before: "2000", burned: "70", sent: "20",
  left: "3000000", end: 30 * DAY, waits: false,
} as unknown as restaking.VaultResponse;
const VAULT = toVault(ANSWER, 7);
const ticket = (generation: number, tickets: bigint, claimable: bigint | null = null, vault: Vault = VAULT) =>
  toTicket(vault, { generation, tickets: uint128(tickets), claimable: claimable === null ? null : uint128(claimable) });

test("amounts of a vault are base units of its asset", () => {
  assert.deepEqual([VAULT.asset, VAULT.unit, VAULT.assets, VAULT.backed, VAULT.free], ["cw20:stnet", 1_000n, 15_000_000_000n, 5_000_000_000n, 11_000_000_000n]);
  assert.deepEqual([VAULT.leaving, VAULT.leavingBefore, VAULT.burned, VAULT.unsent, VAULT.left], [900_000n, 1_000_000n, 70_000n, 50_000n, 3_000_000_000n]);
  assert.equal(VAULT.shares, 10_000_000_000n, "receipts are no units");
});

test("receipts are worth whole units, rounded down", () => {
  assert.equal(worthOf(VAULT, 666_666_688n), 999_999_000n);
  assert.equal(worthOf(VAULT, 10_000_000_000n), 14_999_999_000n);
  assert.equal(worthOf({ ...VAULT, unit: 1n, assets: 15_000_000n }, 666_666_688n), 999_999n);
  assert.equal(worthOf({ ...VAULT, assets: 0n, shares: 0n }, 0n), 0n);
});

test("a day's pay, and over what time more of it may stream", () => {
  assert.equal(perDay(VAULT, 0), 100_000_000n);
  assert.equal(perDay(VAULT, 29 * DAY), 3_000_000_000n);
  assert.equal(perDay({ left: 10n, end: 3 * DAY }, 0), 3n);
  assert.equal(perDay({ left: 10n, end: 5 }, DAY), 10n, "what waits for a deposit ends later");
  assert.deepEqual(streamRange({ left: 0n, end: 0 }, 5n, 100), { least: DAY, most: 90 * DAY });
  // 3 NET over 30 days: 3 more may take 60 days at the most, and 30 at the least.
  assert.deepEqual(streamRange(VAULT, 3_000_000_000n, 0), { least: 30 * DAY, most: 60 * DAY });
  assert.deepEqual(streamRange(VAULT, 30_000_000_000n, 0), { least: 30 * DAY, most: 90 * DAY });
  // Of the last hour a small amount can only be slower.
  assert.deepEqual(streamRange({ left: 100n, end: 3_600 }, 1n, 0), { least: DAY, most: 3_636 });
  // Dust that came first binds no pay.
  assert.deepEqual([999n, 1_000n].map((paid) => streamRange({ left: 1n, end: 90 * DAY }, paid, 0).least), [90 * DAY, DAY]);
});

test("days of a stream are refused where the contract would", () => {
  const fresh = { left: 0n, end: 0 };
  assert.equal(streamSeconds(fresh, 1n, "30", 5), 30 * DAY);
  for (const [vault, value, days, why] of [
    [fresh, 1n, "0", /Expected 1 to 90 days; got 0/], [fresh, 1n, "91", /Expected 1 to 90 days/], [fresh, 1n, "1.5", /Expected a whole number/],
    [VAULT, 3_000_000_000n, "29", /Expected 30 to 60 days, as what streams already can become neither shorter nor slower; got 29/], [VAULT, 3_000_000_000n, "61", /30 to 60 days/],
    [VAULT, 30_000_000_000n, "12", /Expected 30 to 90 days, as what streams already cannot end earlier; got 12/],
    [{ left: 100n, end: 3_600 }, 1n, "1", /so little would slow down/],
  ] as const) assert.throws(() => streamSeconds(vault, value, days, 0), why, days);
  // A part of a day counts as one.
  assert.equal(streamSeconds(VAULT, 3_000_000_000n, "30", 5), 30 * DAY);
  assert.throws(() => streamSeconds(VAULT, 3_000_000_000n, "60", 5), /Expected 30 to 59 days/);
});

test("a vault takes deposits while a unit brings at most a million base units of its receipt", () => {
  for (const [assets, shares, open] of [[0n, 0n, true], [1_000n, 10n ** 9n, true], [999n, 10n ** 9n, false], [0n, LEAST_EARNING, true], [0n, LEAST_EARNING + 1n, false]] as const) {
    assert.equal(isOpen({ assets: assets * 1_000n, shares, unit: 1_000n }), open, `${assets} and ${shares}`);
  }
});

test("a deposit is of whole units, and the first one not too small", () => {
  const [unit, shares] = [1_000n, 0n];
  assert.equal(amountWrong({ unit, shares }, "2", STNET, 1_000_000n), undefined);
  assert.match(amountWrong({ unit, shares }, "2.0000001", STNET) ?? "", /multiple of 0\.000001 stNET/);
  assert.match(amountWrong({ unit, shares }, "0.999999", STNET, 1_000_000n) ?? "", /at least 1 stNET: it is the first deposit/);
  assert.equal(amountWrong({ unit, shares: 1n }, "0.999999", STNET, 1_000_000n), undefined);
  assert.equal(amountWrong({ unit: 1n, shares }, "", NET, 1_000_000n), undefined);
  assert.equal(amountWrong({ unit: 1n, shares }, "x", NET, 1_000_000n), undefined, "the field says what is wrong with the number");
});

test("what an amount lacks in the wallet is said, with what stays there for fees", () => {
  assert.deepEqual([shortOf(5n, 5n, 0n, NET), shortOf(5n, undefined, 9n, NET), shortOf(4n, 5n, 1n, NET)], [undefined, undefined, undefined]);
  assert.equal(shortOf(5_000_001n, 5_000_000n, 0n, NET), "There are 5 in the wallet.");
  assert.equal(shortOf(5_000_000n, 5_000_000n, 37_500n, NET), "There are 5 in the wallet, of which 0.0375 stay there for fees.");
});

test("a ticket waits for two generations, for one, or can be claimed", () => {
  assert.deepEqual(ticket(4, 450_000n).state, { kind: "later", worth: 450_000n, waits: false });
  assert.deepEqual(ticket(3, 501n).state, { kind: "next", worth: 250_000n, waits: false });
  assert.deepEqual(ticket(3, 501n, null, { ...VAULT, waits: true }).state, { kind: "next", worth: 250_000n, waits: true });
  assert.deepEqual(ticket(2, 5n, 77_000n).state, { kind: "free", pays: 77_000n });
  assert.deepEqual(ticket(2, 5n, 0n).state, { kind: "free", pays: 0n });
  assert.deepEqual(ticket(3, 5n, null, { ...VAULT, ticketsBefore: 0n }).state, { kind: "next", worth: 0n, waits: false });
  assert.deepEqual(leavingOf([ticket(4, 450_000n), ticket(3, 501n), ticket(2, 5n, 77_000n)]), { waits: 700_000n, free: 77_000n });
  assert.equal(rotates(VAULT), true);
  assert.equal(rotates({ ...VAULT, waits: true }), false);
  assert.equal(rotates({ ...VAULT, tickets: 0n, ticketsBefore: 0n }), false, "nobody waits for it");
});

test("coins come with the message, tokens by their own", () => {
  const native = { ...VAULT, asset: "unet" };
  const of = { provider: "p", class: "c" };
  assert.deepEqual(deposit("vaults", native, 7n, 6n), { contract: "vaults", msg: { deposit: { ...of, min_shares: "6" } }, funds: [{ denom: "unet", amount: 7n }] });
  assert.deepEqual(fund("vaults", native, 7n, DAY), { contract: "vaults", msg: { fund: { ...of, seconds: DAY } }, funds: [{ denom: "unet", amount: 7n }] });
  for (const [message, token, hook] of [
    [deposit("vaults", VAULT, 7n, 6n), "stnet", { deposit: { ...of, min_shares: "6" } }], [fund("vaults", VAULT, 7n, DAY), "stnet", { fund: { ...of, seconds: DAY } }],
    [exit("vaults", VAULT.token, 7n), "receipt", { exit: {} }],
  ] as const) {
    const { send } = message.msg as { readonly send: { readonly contract: string; readonly amount: string; readonly msg: string } };
    assert.deepEqual([message.contract, message.funds, send.contract, send.amount, JSON.parse(atob(send.msg))], [token, [], "vaults", "7", hook]);
  }
  assert.deepEqual([rotate("vaults", VAULT).msg, burn("vaults", VAULT).msg, claim("vaults", VAULT, 3).msg], [{ rotate: of }, { burn: of }, { claim: { ...of, generation: 3 } }]);
  assert.deepEqual(createVault("vaults", "c", "cw20:stnet").msg, { create_vault: { class: "c", asset: { cw20: { address: "stnet" } } } });
  assert.deepEqual(createVault("vaults", "c", "unet").msg, { create_vault: { class: "c", asset: { native: { denom: "unet" } } } });
  assert.equal(addressOf("a b", "p"), "#/vaults?class=a%20b&provider=p");
});

test("vaults of another registry are refused, by their key", async () => {
  const answers: Record<string, Record<string, object>> = {
    vaults: { config: { peers: { provider_registry: "registry" }, least: "5" }, assets: { assets: [{ asset: { native: { denom: "unet" } }, unit: "1", listed: true }] } },
    registry: { config: { peers: { restaking: "vaults" } } }, other: { config: { peers: { restaking: "vaults" } } }, stakes: { config: { token: "stnet" } },
  };
  const rpc = { query: (contract: string, msg: object) => Promise.resolve(answers[contract]![Object.keys(msg)[0]!]) } as unknown as Rpc;
  const terms = await readVaultTerms(rpc, "vaults", "registry", "stakes", 7);
  assert.deepEqual(terms, { assets: [{ key: "unet", unit: 1n, listed: true }], least: 5n, receipt: "cw20:stnet" });
  const app = { unit: (key: string) => ({ symbol: key, decimals: 0 }) };
  assert.deepEqual([vaultUnit(app, terms, "cw20:stnet").symbol, vaultUnit(app, terms, "unet").symbol], ["stNET", "unet"]);
  assert.equal((await readVaultTerms(rpc, "vaults", "registry", null, 7)).receipt, null);
  const wrong = await readVaultTerms(rpc, "vaults", "other", null, 7).catch((error: unknown) => error);
  assert(wrong instanceof OtherContract);
  assert.match(troubleOf(wrong, { restaking: "vaults" } as Config, false).text, /^Asked was vaults, "restaking" of config\.json\. Expected the vaults of other/);
});

test("vaults are read by pages, and one's part of one at its block", async () => {
  const asked: object[] = [];
  const rpc = {
    query: (_: string, msg: Record<string, { start_after?: string; provider?: string }>, height: number) => {
      asked.push({ ...msg, height });
      const [[what, { start_after, provider }]] = Object.entries(msg) as [[string, { start_after?: string; provider?: string }]];
      if (what === "vault") return Promise.resolve({ ...ANSWER, provider });
      if (what === "balance") return Promise.resolve({ balance: "12" });
      if (what === "tickets") return Promise.resolve({ tickets: [{ generation: 2, tickets: "5", claimable: "9" }] });
      const from = start_after === undefined ? 0 : Number(start_after) + 1;
      return Promise.resolve({ vaults: Array.from({ length: Math.min(30, 70 - from) }, (_one, index) => ({ provider: `${from + index}` })) });
    },
  } as unknown as Rpc;
  const counts = await Promise.all([1, 2, 3].map(async (pages) => {
    const { found, more } = await readVaults(rpc, "vaults", "c", 7, pages);
    return [found.length, found.at(-1)?.provider, more];
  }));
  assert.deepEqual(counts, [[30, "29", true], [60, "59", true], [70, "69", false]]);
  asked.length = 0;
  const own = await readOwn(rpc, "vaults", VAULT, "me");
  assert.deepEqual([own.shares, own.tickets], [12n, [{ generation: 2, tickets: 5n, state: { kind: "free", pays: 9n } }]]);
  const parts = await readParts(rpc, "vaults", ["c"], "me", 7);
  assert.deepEqual([parts.found.length, parts.more, parts.found[0]?.own], [30, false, own]);
  const none = { query: (_: string, msg: object) => Promise.resolve("vaults" in msg ? { vaults: [{ provider: "p" }] } : "balance" in msg ? { balance: "0" } : { tickets: [] }) } as unknown as Rpc;
  assert.deepEqual(await readParts(none, "vaults", ["c"], "me", 7), { found: [], more: false });
  assert(asked.every((one) => (one as { height: number }).height === 7));
});
