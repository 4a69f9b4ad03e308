"use server";
import { z } from "zod";
import { serverAction } from "@/lib/auth/server-action";
import { findClients, listRecentClients, type FoundClient } from "@/lib/data/client-search";
import { endAllSessions } from "@/lib/data/users";
import { getTranslations } from "@/lib/i18n/translations";
import { searchInput } from "@/lib/schemas/portfolio-filter";

export const endAllSessionsAction = serverAction("session.endAll", z.strictObject({}), (viewer) => endAllSessions(viewer));

/** The viewer's clients who answer to a text, in words; without a text, those whose pages they opened last. */
export const findClientsAction = serverAction("client.view", searchInput, async (viewer, { text }) => {
  const [found, segment, t] = await Promise.all([text === "" ? listRecentClients(viewer) : findClients(viewer, text), getTranslations("domain.segment"), getTranslations("shell.goTo.statuses")]);
  const standing = ({ status, segment: one }: FoundClient) => (status === "ACTIVE" ? segment(one ?? "NEW") : t(status));
  return found.map((client) => ({ id: client.id, name: `${client.firstName} ${client.lastName}`, note: `${standing(client)} · ${client.externalRef}` }));
});
