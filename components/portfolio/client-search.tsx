"use client";
import { useTranslations } from "next-intl";
import { useRef, useState, useTransition, type FormEvent } from "react";
import { SearchIcon } from "@/components/ui/icons";
import { useToast } from "@/components/ui/toaster";
import type { SealSearch } from "./portfolio-toolbar";
import styles from "./portfolio-toolbar.module.css";

type ClientSearchProps = {
  text: string;
  words: { label: string; submit: string };
  sealSearch: SealSearch;
  onSealed: (token: string | null) => void;
};

/** Finds clients by name or number. What is typed never stands in an address: a sealed token does. */
export function ClientSearch({ text, words, sealSearch, onSealed }: ClientSearchProps) {
  const errors = useTranslations("errors.code");
  const toast = useToast();
  const [typed, setTyped] = useTyped(text);
  const field = useRef<HTMLInputElement>(null);
  const [isPending, startTransition] = useTransition();
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    // Typed before this script was there, it is in the field alone.
    const sought = field.current?.value ?? typed;
    setTyped(sought);
    startTransition(async () => {
      const result = await sealSearch({ text: sought }).catch(() => ({ ok: false, code: "OFFLINE" }) as const);
      if (result.ok) onSealed(result.data);
      else toast({ message: errors(result.code), tone: "danger" });
    });
  };
  return (
    <form role="search" className={styles.search} onSubmit={onSubmit} aria-busy={isPending}>
      <input ref={field} type="search" value={typed} onChange={(event) => setTyped(event.target.value)} maxLength={80} autoComplete="off" spellCheck={false}
        placeholder={words.label} aria-label={words.label} enterKeyHint="search" />
      <button type="submit" aria-label={words.submit}><SearchIcon size={18} /></button>
    </form>
  );
}

/** What is typed, until the list answers to another search (Back, a chip removed): then that. */
function useTyped(text: string) {
  const [answered, setAnswered] = useState(text);
  const [typed, setTyped] = useState(text);
  if (answered !== text) {
    setAnswered(text);
    setTyped(text);
  }
  return [typed, setTyped] as const;
}
