import type { Metadata } from "next";
import { getTranslations } from "@/lib/i18n/translations";
import { redirect } from "next/navigation";
import type { Route } from "next";
import { ClientMessages } from "@/components/client-messages";
import { BrandMark } from "@/components/shell/brand-mark";
import { AppearanceChoice, LanguageChoice } from "@/components/shell/preferences";
import { safeCallbackUrl } from "@/lib/auth/callback-url";
import { currentAccount } from "@/lib/auth/viewer";
import { getBank } from "@/lib/data/bank";
import { listDemoAccounts } from "@/lib/data/users";
import { DEMO_PASSWORD } from "@/lib/demo/staff";
import { DemoAccounts } from "./demo-accounts";
import { SignInForm } from "./sign-in-form";
import styles from "./sign-in.module.css";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signIn"))("title") };
}

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const callbackUrl = safeCallbackUrl((await searchParams).callbackUrl);
  const [account, bank, t] = await Promise.all([currentAccount(), getBank(), getTranslations("shell")]);
  if (account) redirect(callbackUrl as Route);
  const demoAccounts = bank?.demo ? await listDemoAccounts() : [];
  return (
    <main className={styles.page} data-demo={demoAccounts.length > 0}>
      <div className={styles.column}>
        <header className={styles.brand}>
          <BrandMark size={36} />
          <p><strong>{t("product")}</strong><span>{bank?.name ?? t("tagline")}</span></p>
        </header>
        <ClientMessages namespaces={["signIn", "domain"]}>
          <SignInForm callbackUrl={callbackUrl} />
          {demoAccounts.length > 0 && <DemoAccounts accounts={demoAccounts} password={DEMO_PASSWORD} callbackUrl={callbackUrl} />}
        </ClientMessages>
        <footer className={styles.preferences}><LanguageChoice /><AppearanceChoice /></footer>
      </div>
    </main>
  );
}
