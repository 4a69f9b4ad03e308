"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState, type SubmitEvent } from "react";
import button from "@/components/ui/button.module.css";
import { EyeIcon } from "@/components/ui/icons";
import { Refusal } from "./refusal";
import styles from "./sign-in.module.css";
import { useSignIn } from "./use-sign-in";

export function SignInForm({ callbackUrl }: { callbackUrl: string }) {
  const t = useTranslations("signIn");
  const { pending, refusal, submit } = useSignIn(callbackUrl);
  const [missing, setMissing] = useState(false);
  const [shown, setShown] = useState(false);
  const password = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (refusal) password.current?.select();
  }, [refusal]);
  const send = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const given = { email: String(fields.get("email")).trim(), password: String(fields.get("password")) };
    const incomplete = given.email === "" || given.password === "";
    setMissing(incomplete);
    if (!incomplete) void submit(given.email, given.password);
  };
  const checks = { required: true, "aria-invalid": missing || refusal?.kind === "WRONG", "aria-describedby": "sign-in-refusal" };
  return (
    // Without a script nothing is sent, the password least of all in the address.
    <form className={styles.form} method="post" noValidate onSubmit={send} aria-busy={pending !== null}>
      <h1>{t("title")}</h1>
      <Refusal id="sign-in-refusal" refusal={refusal} missing={missing} />
      <label className={styles.field}>
        <span>{t("email")}</span>
        <input name="email" type="email" autoComplete="username" autoFocus maxLength={254} {...checks} />
      </label>
      <div className={styles.password}>
        <label className={styles.field}>
          <span>{t("password")}</span>
          <input ref={password} name="password" type={shown ? "text" : "password"} autoComplete="current-password" maxLength={200} {...checks} />
        </label>
        <button type="button" aria-pressed={shown} aria-label={t("showPassword")} onClick={() => setShown(!shown)}><EyeIcon /></button>
      </div>
      <button type="submit" className={`${button.primary} ${styles.submit}`} disabled={pending !== null}>{pending === null ? t("submit") : t("submitting")}</button>
    </form>
  );
}
