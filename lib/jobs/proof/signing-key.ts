import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import type { LogSigner } from "@/lib/data/proof-log";

/** What the heads of the log are signed with, and what whoever verifies them needs. */
export type SigningKey = LogSigner & { /** PEM. */ publicKey: string };

const KEPT_KEY = ".data/proof-signing-key.pem";
const PUBLIC_KEY = ".data/proof-public-key.pem";

/**
 * The bank's own Ed25519 key (`PROOF_SIGNING_KEY`: PKCS #8, as PEM or its base64), or one that is made once, readable by its user alone,
 * with its public half beside it. Throws when what is given is no such key.
 */
export function signingKey(source: NodeJS.ProcessEnv = process.env): SigningKey {
  const given = source.PROOF_SIGNING_KEY;
  return signerOf(given ? readKey(given) : keptKey());
}

export function signerOf(privateKey: KeyObject): SigningKey {
  const publicKey = createPublicKey(privateKey);
  return {
    keyId: keyIdOf(publicKey),
    publicKey: publicKey.export({ type: "spki", format: "pem" }).toString(),
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString("base64"),
  };
}

/** Sixteen digits of the SHA-256 of the public key. */
export function keyIdOf(publicKey: KeyObject): string {
  return createHash("sha256").update(publicKey.export({ type: "spki", format: "der" })).digest("hex").slice(0, 16);
}

function readKey(given: string): KeyObject {
  const key = given.includes("-----BEGIN") ? createPrivateKey(given.replaceAll("\\n", "\n")) : createPrivateKey({ key: Buffer.from(given, "base64"), format: "der", type: "pkcs8" });
  if (key.asymmetricKeyType !== "ed25519") throw new Error("PROOF_SIGNING_KEY must be an Ed25519 key (openssl genpkey -algorithm ed25519).");
  return key;
}

function keptKey(): KeyObject {
  fs.mkdirSync(path.dirname(KEPT_KEY), { recursive: true });
  if (!fs.existsSync(KEPT_KEY)) makeKey();
  return createPrivateKey(fs.readFileSync(KEPT_KEY, "utf8"));
}

/** Whole or not at all: another process may be making it, too, and the first of them is kept. */
function makeKey(): void {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const draft = `${KEPT_KEY}.${process.pid}`;
  fs.writeFileSync(draft, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  try {
    fs.linkSync(draft, KEPT_KEY);
    fs.writeFileSync(PUBLIC_KEY, publicKey.export({ type: "spki", format: "pem" }));
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    fs.rmSync(draft);
  }
}
