import { describe, expect, it } from "vitest";
import { isShippedView, SHIPPED_VIEWS } from "@/lib/domain/list-view";
import { en } from "@/lib/i18n/messages/en";
import { fr } from "@/lib/i18n/messages/fr";
import { asksForDefault, changeViewInput, chooseDefaultInput, leavesToView, paramsWithView, saveViewInput, tidyViewQuery, viewQuery } from "@/lib/schemas/list-view";
import { NO_FILTER, parsePortfolioFilter, portfolioQuery, type PortfolioFilter, type SearchParams } from "@/lib/schemas/portfolio-filter";

const ID = "0b6f0c7e-7f0c-4a53-8a52-1c1f6f1f4a01";
const ofQuery = (query: string): SearchParams => Object.fromEntries(new URLSearchParams(query));
const parse = (params: SearchParams) => parsePortfolioFilter(params, () => "lefèvre");

describe("the address of a list that began with a view", () => {
  it("is the view alone, and the view's own list comes of it", () => {
    const params = ofQuery(`view=${ID}`);
    expect([leavesToView(params), asksForDefault(params)]).toEqual([true, false]);
    expect(parse(paramsWithView(ID, "without=PEL&sort=-pnb&cols=pnb.wealth", params))).toMatchObject({ viewId: ID, productMissing: "PEL", sort: "pnb", reversed: true, columns: ["pnb", "wealth"] });
  });

  it("may say what differs; a name without a value lifts a condition", () => {
    const params = ofQuery(`view=${ID}&zone=RURAL&without=`);
    expect(parse(paramsWithView(ID, "without=PEL&churn=1", params))).toMatchObject({ viewId: ID, zone: "RURAL", productMissing: null, churnWatch: true });
  });

  it("says everything itself once it is written, so that what was lifted stays lifted", () => {
    const lifted: PortfolioFilter = { ...NO_FILTER, viewId: ID };
    expect(portfolioQuery(lifted)).toBe(`view=${ID}&sort=priority`);
    expect(leavesToView(ofQuery(portfolioQuery(lifted)))).toBe(false);
    expect(parse(ofQuery(portfolioQuery(lifted)))).toEqual(lifted);
  });

  it("asks for one's own default only where it names nothing", () => {
    expect(["", "utm=1", "segment=RICH"].map((query) => asksForDefault(ofQuery(query)))).toEqual([true, true, true]);
    expect(["view=all", "segment=BUILD", "q=x", "at=x", "sort=priority", "rows=compact"].map((query) => asksForDefault(ofQuery(query)))).toEqual(Array(6).fill(false));
    expect(parse(ofQuery("view=all"))).toEqual(NO_FILTER);
  });

  it.each(["view=../x", "view=", `view=${ID}'`])("leaves out a view that none is called: %s", (query) => {
    expect(parse(ofQuery(query)).viewId).toBeNull();
  });
});

describe("what a view keeps", () => {
  it("is neither whom one searched for, nor where one was, nor another view", () => {
    const filter = parse(ofQuery(`view=${ID}&segment=BUILD&q=token&sort=pnb&cols=pnb&rows=compact`));
    expect(filter.text).not.toBeNull();
    expect(viewQuery(filter)).toBe("segment=BUILD&sort=pnb&cols=pnb&rows=compact");
    expect(tidyViewQuery("q=token&at=token&view=x&zone=RURAL&iban=FR76")).toBe("zone=RURAL");
  });

  it("is tidied before it is saved, whoever sends it", () => {
    expect(saveViewInput.parse({ id: ID, name: "  Ma vue ", query: "q=Lefèvre&without=PEL", branchId: null })).toEqual({ id: ID, name: "Ma vue", query: "without=PEL", branchId: null });
  });

  it.each([
    ["no name", { name: "  " }, "viewNameMissing"],
    ["a name too long", { name: "x".repeat(61) }, "viewNameTooLong"],
  ])("has a name: %s", (_, over, message) => {
    const result = changeViewInput.safeParse({ id: ID, version: 1, query: "", branchId: null, ...over });
    expect(result.error?.issues.map((issue) => issue.message)).toEqual([message]);
  });

  it("opens the portfolio, if it is one that can be", () => {
    expect(["moved", ID, null].map((id) => chooseDefaultInput.safeParse({ id }).success)).toEqual([true, true, true]);
    expect(chooseDefaultInput.safeParse({ id: "all" }).success).toBe(false);
  });
});

describe("the views that ship", () => {
  it.each(Object.entries(SHIPPED_VIEWS))("%s says what the workbench understands, and nothing else", (id, query) => {
    expect(tidyViewQuery(query)).toBe(query);
    expect(viewQuery(parse(paramsWithView(id, query, {})))).toBe(query);
    expect(isShippedView(id)).toBe(true);
  });

  it("have a name in both languages", () => {
    for (const messages of [fr, en]) expect(Object.keys(messages.listViews.shipped).sort()).toEqual(Object.keys(SHIPPED_VIEWS).sort());
    expect(isShippedView("toString")).toBe(false);
  });
});
