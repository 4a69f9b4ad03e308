"use client";
import { NextIntlClientProvider, useLocale, useMessages, type Messages } from "next-intl";
import { useMemo, type ReactNode } from "react";

/** What is inside finds these messages beside those it has already. */
export function MoreMessages({ messages, children }: { messages: Partial<Messages>; children: ReactNode }) {
  const known = useMessages();
  const all = useMemo(() => ({ ...known, ...messages }), [known, messages]);
  return <NextIntlClientProvider locale={useLocale()} messages={all}>{children}</NextIntlClientProvider>;
}
