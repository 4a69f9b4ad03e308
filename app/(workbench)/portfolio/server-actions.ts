"use server";
import { z } from "zod";
import { filterFields } from "@/components/portfolio/filter-fields";
import { sealText } from "@/lib/auth/sealed-text";
import { serverAction } from "@/lib/auth/server-action";
import { readPortfolioChoices } from "@/lib/data/portfolio-choices";
import { NO_FILTER, searchInput } from "@/lib/schemas/portfolio-filter";
import { readWording } from "./wording";

/** Names are personal: an address carries what was searched for as a token that this server alone opens. */
export const sealSearchAction = serverAction("client.view", searchInput, async (_viewer, { text }) =>
  text === "" ? null : sealText("portfolio.text", text));

/** Every condition with its choices, for when the filters are opened. */
export const listFilterFieldsAction = serverAction("client.view", z.strictObject({}), async (viewer) =>
  filterFields(NO_FILTER, await readPortfolioChoices(viewer), await readWording()));
