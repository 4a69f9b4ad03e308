"use client";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { askToLeave } from "@/components/shell/leave";
import { NAVIGATION } from "@/components/shell/navigation";
import { mayDo } from "@/lib/domain/permissions";
import { answersTo, type Entry, type EntryGroup } from "./entries";
import type { GoToProps } from "./go-to";
import { LOG_HASH } from "./log-hash";
import { useFoundClients, type NamedClient } from "./use-found-clients";

type EntriesOptions = GoToProps & { typed: string; leave: () => void };

/** What answers to what was typed: clients (without anything typed, the last ones), pages of the role, what may be done. */
export function useEntries({ role, findClients, typed, leave }: EntriesOptions): { groups: readonly EntryGroup[]; isWaiting: boolean; problem: string | null } {
  const t = useTranslations("shell");
  const errors = useTranslations("errors.code");
  const router = useRouter();
  const text = typed.trim();
  const found = useFoundClients(text, mayDo(role, "client.view") ? findClients : null);
  const to = (href: Route) => () => {
    leave();
    router.push(href);
    // The page may be there already, with its dialog closed.
    if (href.endsWith(LOG_HASH)) window.dispatchEvent(new HashChangeEvent("hashchange"));
  };
  const signOut = () => {
    leave();
    askToLeave();
  };
  const clients = found.clients.map(({ id, name, note }): Entry => ({ key: `client-${id}`, label: name, note, run: to(`/clients/${id}` as Route) }));
  const pages = NAVIGATION[role].map(({ name, href }): Entry => ({ key: `page-${name}`, label: t(`nav.${name}`), note: null, run: to(href) }));
  const answering = (entries: readonly Entry[]) => entries.filter(({ label }) => answersTo(label, text));
  const groups = [
    { name: t(text === "" ? "goTo.recent" : "goTo.clients"), entries: clients },
    { name: t("goTo.pages"), entries: answering(pages) },
    { name: t("goTo.actions"), entries: [...logs(text === "" ? [] : found.clients), ...answering([{ key: "sign-out", label: t("signOut"), note: null, run: signOut }])] },
  ];
  return { groups: groups.filter(({ entries }) => entries.length > 0), isWaiting: found.isWaiting, problem: found.error && errors(found.error) };

  /** For the client who answers best. */
  function logs([client]: readonly NamedClient[]): Entry[] {
    if (!client || !mayDo(role, "interaction.log")) return [];
    return [{ key: "log", label: t("goTo.log", { name: client.name }), note: null, run: to(`/clients/${client.id}${LOG_HASH}` as Route) }];
  }
}
