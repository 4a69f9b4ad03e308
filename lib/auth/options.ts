import "server-only";
import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { logEvent, traceOf } from "@/lib/log";
import { credentialsInput } from "@/lib/schemas/credentials";
import { safeCallbackUrl } from "./callback-url";
import { SESSION_SECONDS } from "./session";
import { signIn } from "./sign-in";
import { LIMITED_PREFIX } from "./sign-in-answer";

type RequestHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** next-auth's part: the CSRF token, the signed cookie, the end of a session. What it signs is lib/auth/sign-in.ts's to say. */
export const authOptions: NextAuthOptions = {
  session: { strategy: "jwt", maxAge: SESSION_SECONDS },
  pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
  providers: [
    CredentialsProvider({
      credentials: { email: {}, password: {} },
      authorize: (credentials, request) => authorize(credentials, request.headers ?? {}),
    }),
  ],
  callbacks: {
    // Nothing personal in the cookie: next-auth's own name and e-mail are left out.
    jwt: ({ token, user }) => (user ? { userId: Number(user.id), sessionVersion: (user as SignedInUser).sessionVersion } : token),
    redirect: ({ url, baseUrl }) => baseUrl + safeCallbackUrl(url.startsWith(baseUrl) ? url.slice(baseUrl.length) : url),
  },
  logger: {
    error: (code) => logEvent("next-auth", { code }),
    warn: (code) => logEvent("next-auth", { code }),
    debug: () => undefined,
  },
};

type SignedInUser = { id: string; sessionVersion: number };

async function authorize(credentials: unknown, headers: RequestHeaders): Promise<SignedInUser | null> {
  const input = credentialsInput.safeParse(credentials);
  if (!input.success) return null;
  const result = await signIn(input.data, originOf(headers)).catch(failSignIn);
  if (result.kind === "LIMITED") throw new Error(LIMITED_PREFIX + result.retryAt.toISOString());
  return result.kind === "SIGNED_IN" ? { id: String(result.session.userId), sessionVersion: result.session.sessionVersion } : null;
}

/** next-auth would show the browser the error's own words. */
function failSignIn(error: unknown): never {
  logEvent("signIn.failed", traceOf(error));
  throw new Error("FAILED");
}

/** The nearest proxy writes last; what stands before it is the sender's own claim. Next fills in the socket's address. */
function originOf(headers: RequestHeaders): string {
  return String(headers["x-forwarded-for"] ?? "").split(",").at(-1)?.trim() ?? "";
}
