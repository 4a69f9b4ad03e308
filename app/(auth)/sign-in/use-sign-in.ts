"use client";
import { useState } from "react";
import { refusalOf, type SignInRefusal } from "@/lib/auth/sign-in-answer";

type SignIn = {
  /** The account being signed in, while it is. */
  pending: string | null;
  refusal: SignInRefusal | null;
  submit: (email: string, password: string) => Promise<void>;
};

/** Signs in and leaves for `callbackUrl` with a whole new page: nothing of an earlier session stays in memory. */
export function useSignIn(callbackUrl: string): SignIn {
  const [pending, setPending] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<SignInRefusal | null>(null);
  const submit = async (email: string, password: string) => {
    setPending(email);
    setRefusal(null);
    const error = await attempt(email, password);
    if (error === null) return window.location.assign(callbackUrl);
    setPending(null);
    setRefusal(refusalOf(error));
  };
  return { pending, refusal, submit };
}

/** Null on success, else next-auth's error. */
async function attempt(email: string, password: string): Promise<string | null> {
  const { signIn } = await import("next-auth/react");
  const answer = await signIn("credentials", { email, password, redirect: false }).catch(() => undefined);
  if (!answer) return "unreachable";
  return answer.ok ? null : (answer.error ?? "unknown");
}
