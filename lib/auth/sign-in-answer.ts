/** How next-auth's answer to a refused sign-in reads in the browser: its error is one string. */
export const LIMITED_PREFIX = "LIMITED:";

export type SignInRefusal = { kind: "WRONG" } | { kind: "LIMITED"; retryAt: Date } | { kind: "FAILED" };

/** What next-auth's `error` means. Anything unknown is a failure of ours, never a wrong password. */
export function refusalOf(error: string): SignInRefusal {
  if (error === "CredentialsSignin") return { kind: "WRONG" };
  const retryAt = new Date(error.slice(LIMITED_PREFIX.length));
  const isLimited = error.startsWith(LIMITED_PREFIX) && !Number.isNaN(retryAt.getTime());
  return isLimited ? { kind: "LIMITED", retryAt } : { kind: "FAILED" };
}
