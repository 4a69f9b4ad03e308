import { describe, expect, it } from "vitest";
import { writePlace } from "@/lib/schemas/place";
import {
  hasConditions, NO_FILTER, parsePortfolioFilter, portfolioQuery, withChange, withoutConditions, type OpenSealed, type SearchParams,
} from "@/lib/schemas/portfolio-filter";

/** Tokens are their own text here, less the name of what they were made for. */
const open: OpenSealed = (purpose, token) => (token.startsWith(`${purpose.replace(".", "-")}_`) ? (SEALED[token] ?? null) : null);
const SEALED: Record<string, string> = {
  "portfolio-text_1": "lefèvre marie",
  "list-place_pnb": writePlace("pnb", { side: "after", key: ["412.5", "17"], offset: 50 }),
  "list-place_junk": "[1,2",
};

const parse = (params: SearchParams) => parsePortfolioFilter(params, open);
const ofQuery = (query: string) => parse(Object.fromEntries(new URLSearchParams(query)));

const EVERYTHING = "segment=DEVELOP&age=75%2B&zone=UNKNOWN&action=WELCOME&churn=1&overdue=1&contact=90&without=PEL&universe=CREDIT&with=DAV&equipped=SAVINGS&income=stopped&complaint=open&review=6&moved=30-up&branch=2&advisor=7&q=portfolio-text_1&sort=pnb&cols=review.segment&rows=compact&at=list-place_pnb";

describe("a portfolio's address", () => {
  it("asks for everyone, most urgent first, when it says nothing", () => {
    expect(parse({})).toEqual(NO_FILTER);
    expect(portfolioQuery(NO_FILTER)).toBe("");
  });

  it("says all that can be asked for, and is written back as it was", () => {
    const filter = ofQuery(EVERYTHING);
    expect(filter).toMatchObject({ tab: "DEVELOP", ageBand: "75+", zone: "UNKNOWN", churnWatch: true, contact: "90", productHeld: "DAV", universeHeld: "SAVINGS", incomeStopped: true, complaintOpen: true, review: "6", moved: "30-up", branchId: 2, advisorId: 7, sort: "pnb", reversed: false, columns: ["review", "segment"], isCompact: true });
    expect(filter.text?.value).toBe("lefèvre marie");
    expect(filter.place?.value).toEqual({ side: "after", key: ["412.5", "17"], offset: 50 });
    expect(portfolioQuery(filter)).toBe(EVERYTHING);
  });

  it.each([
    ["an unknown segment", { segment: "RICH" }],
    ["an unknown age band", { age: "20-30" }],
    ["an unknown order", { sort: "income" }],
    ["a review or a move of no known length", { review: "7", moved: "30-sideways", income: "1", complaint: "closed" }],
    ["a flag that is not 1", { churn: "yes", overdue: "" }],
    ["a branch that is no number", { branch: "1;DROP", advisor: "-3" }],
    ["an id no column holds", { advisor: "99999999999" }],
    ["a product code with a quote", { without: "PEL'" }],
    ["a token for another purpose", { q: "list-place_pnb" }],
    ["a token that does not open", { q: "portfolio-text_2", at: "list-place_2" }],
    ["a token that is no place", { at: "list-place_junk" }],
    ["columns that there are none of", { cols: "iban.name", rows: "tiny" }],
    ["empty values", { segment: "", age: "", q: "", at: "", sort: "" }],
  ])("leaves out %s", (_, params) => {
    expect(parse(params)).toEqual(NO_FILTER);
  });

  it("takes the first of a name given twice", () => {
    expect(parse({ segment: ["BUILD", "DEVELOP"] }).tab).toBe("BUILD");
  });

  it("keeps what it knows of some columns, each once", () => {
    expect(parse({ cols: "pnb.iban.segment.pnb" }).columns).toEqual(["pnb", "segment"]);
  });

  it("leaves out a place of a list in another order", () => {
    expect(ofQuery("sort=pnb&at=list-place_pnb").place).not.toBeNull();
    expect(ofQuery("sort=-pnb&at=list-place_pnb").place).toBeNull();
    expect(ofQuery("at=list-place_pnb").place).toBeNull();
  });

  it("reads the other way round from a minus", () => {
    expect(ofQuery("sort=-name")).toMatchObject({ sort: "name", reversed: true });
    expect(portfolioQuery(ofQuery("sort=-priority"))).toBe("sort=-priority");
  });
});

describe("a change to a filter", () => {
  it("starts from the first page", () => {
    expect(portfolioQuery(withChange(ofQuery(EVERYTHING), { tab: "BUILD" }))).toBe(EVERYTHING.replace("DEVELOP", "BUILD").replace(/&at=.*/, ""));
  });

  it("can lift every condition and keep segment and order", () => {
    expect(portfolioQuery(withoutConditions(ofQuery(EVERYTHING)))).toBe("segment=DEVELOP&sort=pnb&cols=review.segment&rows=compact");
  });

  it("knows conditions from segment, order and place", () => {
    expect(hasConditions(ofQuery("segment=DEVELOP&sort=pnb&at=list-place_pnb"))).toBe(false);
    expect(hasConditions(ofQuery("segment=DEVELOP&zone=RURAL"))).toBe(true);
    expect(hasConditions(ofQuery("q=portfolio-text_1"))).toBe(true);
  });
});
