"use client";
import { useLocale, type Messages } from "next-intl";
import { lazy, Suspense, type ComponentType } from "react";
import { MoreMessages } from "@/components/more-messages";
import type { Locale } from "@/lib/i18n/locale";

type LoadWords = () => Promise<Partial<Messages>>;

/**
 * A part of a page that few open, of plain elements: loaded with its words when it is first drawn. Both are files that
 * the browser keeps.
 */
export function lazyPanel<Props extends object>(load: () => Promise<ComponentType<Props>>, words: Record<Locale, LoadWords>): ComponentType<Props> {
  const panels: Record<Locale, ComponentType<Props>> = { fr: panelIn(load, words.fr), en: panelIn(load, words.en) };
  return function LazyPanel(props: Props) {
    const Panel = panels[useLocale()];
    return <Suspense fallback={null}><Panel {...props} /></Suspense>;
  };
}

function panelIn<Props extends object>(load: () => Promise<ComponentType<Props>>, loadWords: LoadWords): ComponentType<Props> {
  return lazy(async () => {
    const [Panel, messages] = await Promise.all([load(), loadWords()]);
    return { default: (props: Props) => <MoreMessages messages={messages}><Panel {...props} /></MoreMessages> };
  });
}
