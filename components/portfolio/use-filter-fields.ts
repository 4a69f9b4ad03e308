"use client";
import { useLocale } from "next-intl";
import { useRef, useState } from "react";
import type { ActionResult, AppErrorCode } from "@/lib/errors";
import type { Locale } from "@/lib/i18n/locale";
import type { FilterField } from "./filter-fields";

/** Every condition with its choices in words. */
export type ListFields = (input: unknown) => Promise<ActionResult<FilterField[]>>;

export type FieldsState = { state: "ASKED" } | { state: "READY"; fields: readonly FilterField[] } | { state: "REFUSED"; code: AppErrorCode | "OFFLINE" };

/** The conditions to choose from, asked for when the filters are about to be opened: most pages are read without. */
export function useFilterFields(listFields: ListFields): { fields: FieldsState; ask: () => void } {
  const locale = useLocale();
  const [known, setKnown] = useState<{ locale: Locale; fields: FieldsState } | null>(null);
  const asked = useRef<Locale | null>(null);
  const ask = () => {
    if (asked.current === locale) return;
    asked.current = locale;
    void listFields({}).catch(() => ({ ok: false, code: "OFFLINE" }) as const).then((result) => {
      // Refused, it may be asked for again.
      if (!result.ok) asked.current = null;
      setKnown({ locale, fields: result.ok ? { state: "READY", fields: result.data } : { state: "REFUSED", code: result.code } });
    });
  };
  return { fields: known?.locale === locale ? known.fields : { state: "ASKED" }, ask };
}
