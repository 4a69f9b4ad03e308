import { useLocale, useTranslations } from "next-intl";
import { signalWords } from "@/components/actions/action-words";
import { WarningIcon } from "@/components/ui/icons";
import type { ClientSheet } from "@/lib/domain/client-sheet";
import styles from "./sheet.module.css";

/** Why the client may be leaving; nothing where there is no sign of it. */
export function SignalsPanel({ sheet: { signals, productNames, today } }: { sheet: Pick<ClientSheet, "signals" | "productNames" | "today"> }) {
  const title = useTranslations("client")("signals");
  const wording = { locale: useLocale(), today, t: useTranslations("actions"), domain: useTranslations("domain") };
  if (signals.length === 0) return null;
  return (
    <section className={styles.signals} aria-label={title}>
      <h2><WarningIcon size={18} /> {title}</h2>
      <ul>{signals.map((signal) => <li key={signal.code + ("closedOn" in signal ? signal.productCode : "")}>{signalWords(signal, { productNames }, wording)}</li>)}</ul>
    </section>
  );
}
