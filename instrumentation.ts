/** At the start of the server, not at its first request: an environment that is not right is said at once. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { webEnv } = await import("@/lib/env");
  webEnv();
  const { allowLongUploads } = await import("@/lib/auth/upload-time");
  allowLongUploads();
}
