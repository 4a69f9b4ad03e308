import { fileRequest } from "@/lib/auth/file-request";
import { listLogKeys } from "@/lib/data/proof-chains";
import { signingKey } from "@/lib/jobs/proof/signing-key";

/** The public keys that the bank signs its log with, for whoever keeps them elsewhere. */
export const GET = fileRequest("proof.verify", async (viewer) => {
  const keys = new Set([...(await listLogKeys(viewer)), signingKey().publicKey]);
  return new Response([...keys].join(""), { headers: { "Content-Type": "application/x-pem-file", "Content-Disposition": `attachment; filename="log-keys.pem"`, "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff" } });
});
