"use server";
import { revalidatePath } from "next/cache";
import { newApiToken } from "@/lib/auth/api-token";
import { serverAction } from "@/lib/auth/server-action";
import { createApiKey, revokeApiKey } from "@/lib/data/api-keys";
import { createApiKeyInput, revokeApiKeyInput } from "@/lib/schemas/api-key";

/** Makes a key and answers the whole of it, for the only time. */
export const createApiKeyAction = serverAction("apiKeys.manage", createApiKeyInput, async (viewer, input) => {
  const { token, ...hashed } = newApiToken();
  await createApiKey(viewer, hashed, input);
  revalidatePath("/admin/api-keys");
  return { token };
});

export const revokeApiKeyAction = serverAction("apiKeys.manage", revokeApiKeyInput, async (viewer, input) => {
  await revokeApiKey(viewer, input);
  revalidatePath("/admin/api-keys");
});
