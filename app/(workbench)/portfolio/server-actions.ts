"use server";
import { sealText } from "@/lib/auth/sealed-text";
import { serverAction } from "@/lib/auth/server-action";
import { searchInput } from "@/lib/schemas/portfolio-filter";

/** Names are personal: an address carries what was searched for as a token that this server alone opens. */
export const sealSearchAction = serverAction("client.view", searchInput, async (_viewer, { text }) =>
  text === "" ? null : sealText("portfolio.text", text));
