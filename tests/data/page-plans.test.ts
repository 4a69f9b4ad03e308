import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import { listAgenda } from "@/lib/data/agenda";
import { moveEntry, planAppointment, undoMove } from "@/lib/data/agenda-changes";
import { getCalendarFeed, listCalendarSteps } from "@/lib/data/calendar-feeds";
import { findClients, listRecentClients } from "@/lib/data/client-search";
import { getClientPreview } from "@/lib/data/client-preview";
import { getClientSheet } from "@/lib/data/client-sheet";
import { listTimeline } from "@/lib/data/client-timeline";
import { countMonthInteractions, countOverdueActions, listFollowUp, listMonthInteractions, listOverdueActions } from "@/lib/data/follow-up";
import { findDefaultView, findView, listViews } from "@/lib/data/list-views";
import { getLogContext } from "@/lib/data/log-context";
import { countToday, getToday, listClientActions, listToday, todayNeighbours } from "@/lib/data/next-actions";
import { countTabs, listPortfolio, neighboursOf } from "@/lib/data/portfolio";
import { readPortfolioChoices } from "@/lib/data/portfolio-choices";
import { getReviewDocument, getReviewFile } from "@/lib/data/portfolio-reviews";
import { completeReview, saveReview, startReview } from "@/lib/data/review-draft";
import { answerInvitation, inviteClient, listClientEvents } from "@/lib/data/event-invitations";
import { countDesk, listDesk, listDeskEvents } from "@/lib/data/review-desk";
import { findRoundPlace } from "@/lib/data/round";
import { getRoundClient } from "@/lib/data/round-client";
import { TIMELINE_PARTS } from "@/lib/domain/client-sheet";
import { addDays } from "@/lib/domain/dates";
import { REVIEW_STANDINGS } from "@/lib/domain/review-cadence";
import { WHOLE_DESK } from "@/lib/schemas/desk-filter";
import { CONTACT_FILTERS, NO_FILTER, PORTFOLIO_SORTS, PORTFOLIO_TABS, type PortfolioFilter } from "@/lib/schemas/portfolio-filter";
import type { Place } from "@/lib/schemas/place";
import type { RoundList } from "@/lib/schemas/round";
import { ALL_DUE, TODAY_VIEWS } from "@/lib/schemas/today-filter";
import { testDatabase } from "@/tests/support/database";
import { TEST_TODAY } from "@/tests/support/factories";
import { firstClientOf, largeBankPlans } from "@/tests/support/large-bank-plans";
import { fullAnswers } from "@/tests/support/reviews";
import { statementsOf } from "@/tests/support/plans";

/** Whatever a page asks of a large bank is answered by index, in a number of statements that no data changes. */
const db = await testDatabase();
const { bank, advisor, supervisor, manager, expectIndexed, wholeReadingsOf, readingsWithin, end } = await largeBankPlans(db);
afterAll(end);

const filtered = (over: Partial<PortfolioFilter>): PortfolioFilter => ({ ...NO_FILTER, ...over });
const text = { token: "", value: "Lst42 First7" };

const FILTERS: Record<string, PortfolioFilter> = {
  ...Object.fromEntries(PORTFOLIO_SORTS.flatMap((sort) => [false, true].map((reversed) => [`by ${sort}${reversed ? ", reversed" : ""}`, filtered({ sort, reversed })]))),
  ...Object.fromEntries(PORTFOLIO_TABS.map((tab) => [`of ${tab}`, filtered({ tab })])),
  ...Object.fromEntries(CONTACT_FILTERS.map((contact) => [`contact ${contact}`, filtered({ contact })])),
  "of an age and a zone": filtered({ ageBand: "35-44", zone: "URBAN" }),
  "of no known zone": filtered({ zone: "UNKNOWN" }),
  "with an action": filtered({ actionKind: "TARGETED_OFFER" }),
  "with a churn watch": filtered({ churnWatch: true }),
  "with a late action": filtered({ overdue: true }),
  "without a product": filtered({ productMissing: "PEL" }),
  "without a universe": filtered({ universeMissing: "CREDIT" }),
  "with a product and a universe": filtered({ productHeld: "PEL", universeHeld: "CREDIT" }),
  "with an income that stopped": filtered({ incomeStopped: true }),
  "with a complaint, without a review": filtered({ complaintOpen: true, review: "6" }),
  "who moved to another segment": filtered({ moved: "30-up" }),
  "who was received lately": filtered({ received: "30" }),
  "who is here for an absence": filtered({ received: "absence" }),
  "of an advisor and a branch": filtered({ advisorId: 1, branchId: 1 }),
  "found by a text": filtered({ text }),
  "found by a text, by name": filtered({ text, sort: "name" }),
  "with everything at once": filtered({ tab: "DEVELOP", ageBand: "35-44", zone: "URBAN", actionKind: "TARGETED_OFFER", churnWatch: true, overdue: true, contact: "90", productMissing: "PEL", universeMissing: "CREDIT", productHeld: "DAV", universeHeld: "SAVINGS", incomeStopped: true, complaintOpen: true, review: "never", moved: "90-down", text }),
};

describe.each(["advisor", "supervisor"] as const)("the portfolio of: %s", (who) => {
  it.each(Object.entries(FILTERS))("%s", async (_, filter) => {
    const looking = who === "advisor" ? advisor : supervisor;
    const { next } = await listPortfolio(looking, { ...filter, text: null });
    await expectIndexed(looking, 1, () => listPortfolio(looking, filter));
    if (next && !filter.text) await expectIndexed(looking, 2, () => Promise.all([listPortfolio(looking, at(filter, next)), listPortfolio(looking, at(filter, { ...next, side: "before" }))]));
    await expectIndexed(looking, 1, () => countTabs(looking, filter));
    await expectIndexed(looking, 1, () => neighboursOf(looking, filter, bank.clientId));
  });

  it("and what leads to a client from anywhere", async () => {
    const looking = who === "advisor" ? advisor : supervisor;
    await expectIndexed(looking, 1, () => findClients(looking, "Lst42"));
    await expectIndexed(looking, 1, () => listRecentClients(looking));
  });

  it("and the views that it may begin with", async () => {
    const looking = who === "advisor" ? advisor : supervisor;
    await expectIndexed(looking, 1, () => listViews(looking), VIEWS);
    await expectIndexed(looking, 1, () => findView(looking, randomUUID()), VIEWS);
    await expectIndexed(looking, 1, () => findDefaultView(looking), VIEWS);
  });

  it("and what its filters may name", async () => {
    const looking = who === "advisor" ? advisor : supervisor;
    await expectIndexed(looking, 1, () => readPortfolioChoices(looking));
  });
});

describe("the pages of a client and of the day", () => {
  it.each(TODAY_VIEWS)("today: %s", async (view) => {
    await expectIndexed(advisor, 1, () => listToday(advisor, { ...ALL_DUE, view }));
    await expectIndexed(advisor, 1, () => todayNeighbours(advisor, firstClientOf(advisor), { ...ALL_DUE, view }));
  });

  it("today, page by page, its counts and its day", async () => {
    const { next } = await listToday(advisor, ALL_DUE);
    if (!next) throw new Error("the list has a second page");
    await expectIndexed(advisor, 1, () => listToday(advisor, { ...ALL_DUE, kind: "PERSONAL_FOLLOW_UP", place: { token: "", value: next } }));
    await expectIndexed(advisor, 2, () => Promise.all([countToday(advisor), getToday(advisor)]));
  });

  it.each(["advisor", "supervisor"] as const)("a client's sheet, actions and timeline, for: %s", async (who) => {
    const looking = who === "advisor" ? advisor : supervisor;
    const clientId = firstClientOf(looking);
    await expectIndexed(looking, 6, () => getClientSheet(looking, clientId));
    await expectIndexed(looking, 1, () => listClientActions(looking, clientId));
    await expectIndexed(looking, 2, () => listTimeline(looking, clientId, { at: "2026-11-20 00:00:00+00", recordedAt: "2100-01-01 00:00:00+00", id: "z" }));
  });

  it.each(["advisor", "supervisor"] as const)("a client in brief, for: %s", async (who) => {
    const looking = who === "advisor" ? advisor : supervisor;
    await expectIndexed(looking, 5, () => getClientPreview(looking, firstClientOf(looking)));
  });

  it.each(TIMELINE_PARTS)("a part of the timeline: %s", async (part) => {
    const clientId = firstClientOf(advisor);
    await expectIndexed(advisor, 6, () => getClientSheet(advisor, clientId, part));
    await expectIndexed(advisor, null, () => listTimeline(advisor, clientId, { at: "2026-11-20 00:00:00+00", recordedAt: "2100-01-01 00:00:00+00", id: "z" }, part));
  });

  it("what the log dialog asks for", async () => {
    await expectIndexed(advisor, 2, () => getLogContext(advisor, firstClientOf(advisor)));
  });
});

describe("the agenda", () => {
  it.each([["a week", 0, 6], ["a day", 3, 3], ["a week gone by", -14, -8]])("of %s", async (_, from, until) => {
    await expectIndexed(advisor, 2, () => listAgenda(advisor, { from: addDays(TEST_TODAY, from), until: addDays(TEST_TODAY, until), suggestionsADay: 3 }));
  });

  it("as another calendar reads it", async () => {
    await expectIndexed(advisor, 2, () => Promise.all([getCalendarFeed(advisor), listCalendarSteps(advisor)]));
  });

  it("an appointment made, moved and moved back", async () => {
    const key = { clientId: firstClientOf(advisor), id: randomUUID() };
    const place = { on: addDays(TEST_TODAY, 2), minute: 600, lengthMinutes: 30 };
    await expectIndexed(advisor, null, () => planAppointment(advisor, { ...key, ...place, kind: "PERSONAL_FOLLOW_UP", channel: "PHONE" }));
    await expectIndexed(advisor, null, () => moveEntry(advisor, { ...key, ...place, minute: 700 }));
    await expectIndexed(advisor, null, () => undoMove(advisor, key));
  });
});

describe("a round", () => {
  const since = new Date(Date.now() - 3_600_000);
  const lists: [string, RoundList][] = [
    ...(["priority", "name", "contact"] as const).map((sort): [string, RoundList] => [`the portfolio by ${sort}`, { name: "portfolio", filter: filtered({ sort }) }]),
    ["those without a product, whose income stopped", { name: "portfolio", filter: filtered({ productMissing: "PEL", incomeStopped: true, moved: "30" }) }],
    ["those found by a text", { name: "portfolio", filter: filtered({ text }) }],
    ["Today", { name: "today", filter: ALL_DUE }],
  ];

  it.each(lists)("its first and its next place: %s", async (_, list) => {
    const { here } = await findRoundPlace(advisor, { list, since, clientId: null, key: null });
    await expectIndexed(advisor, 1, () => findRoundPlace(advisor, { list, since, clientId: null, key: null }));
    if (here) await expectIndexed(advisor, 1, () => findRoundPlace(advisor, { list, since, ...here }));
  });

  it("its client, with what logging takes, and without for a supervisor", async () => {
    await expectIndexed(advisor, 3, () => getRoundClient(advisor, firstClientOf(advisor), { ahead: false }));
    await expectIndexed(supervisor, 2, () => getRoundClient(supervisor, firstClientOf(supervisor), { ahead: false }));
  });
});

describe("the desk of high-value clients", () => {
  it.each(["manager", "supervisor"] as const)("its list, page by page, and its figures, for: %s", async (who) => {
    const looking = who === "manager" ? manager : supervisor;
    for (const standing of [null, ...REVIEW_STANDINGS]) await expectIndexed(looking, 1, () => listDesk(looking, { ...WHOLE_DESK, standing }));
    const { next } = await listDesk(looking, WHOLE_DESK);
    if (!next) throw new Error("the list has a second page");
    await expectIndexed(looking, 1, () => listDesk(looking, { ...WHOLE_DESK, place: { token: "", value: next } }));
    await expectIndexed(looking, 1, () => countDesk(looking, WHOLE_DESK));
    const [event] = await listDeskEvents(looking);
    const filter = { ...WHOLE_DESK, eventId: event?.id ?? "" };
    await expectIndexed(looking, 1, () => listDeskEvents(looking));
    await expectIndexed(looking, 1, () => listDesk(looking, filter));
    await expectIndexed(looking, 1, () => countDesk(looking, filter));
  });

  it("a client is invited, answers, and reads so", async () => {
    const clientId = manager.userId - 1;
    const eventId = (await listDeskEvents(manager))[0]?.id ?? "";
    await expectIndexed(manager, 1, () => listClientEvents(manager, clientId));
    await expectIndexed(manager, null, () => inviteClient(manager, { id: randomUUID(), clientId, eventId, channel: "BRANCH" }));
    await expectIndexed(manager, null, () => answerInvitation(manager, { clientId, eventId, answer: "ACCEPTED" }));
  });

  it("a review prepared, kept and read", async () => {
    const clientId = manager.userId - 1;
    const key = { clientId, id: randomUUID() };
    await expectIndexed(manager, null, () => getReviewFile(manager, clientId));
    await expectIndexed(manager, null, () => startReview(manager, { ...key, correctsId: null }));
    await expectIndexed(manager, null, () => saveReview(manager, { ...key, version: 1, answers: fullAnswers() }));
    await expectIndexed(manager, null, () => completeReview(manager, { ...key, version: 2, reviewedOn: TEST_TODAY, channel: "BRANCH" }));
    await expectIndexed(manager, null, () => getReviewDocument(manager, key));
  });
});

describe("the follow-up", () => {
  const scopes: [string, PortfolioFilter][] = [["everyone", NO_FILTER], ["one advisor in one branch", filtered({ advisorId: 1, branchId: 1, tab: "DEVELOP" })], ["a filter of which no figure is kept", filtered({ contact: "90" })]];

  it.each(scopes)("its figures, lists and counts, of: %s", async (_, filter) => {
    await expectIndexed(supervisor, 1, () => listFollowUp(supervisor, filter));
    await expectIndexed(supervisor, 2, () => Promise.all([listOverdueActions(supervisor, filter), listMonthInteractions(supervisor, filter)]));
    await expectIndexed(supervisor, 2, () => Promise.all([countOverdueActions(supervisor, filter), countMonthInteractions(supervisor, filter)]));
  });

  it("its lists, page by page", async () => {
    const [overdue, month] = [await listOverdueActions(supervisor, NO_FILTER), await listMonthInteractions(supervisor, NO_FILTER)];
    if (!overdue.next || !month.next) throw new Error("both lists have a second page");
    const [placeOfAction, placeOfInteraction] = [overdue.next, month.next];
    await expectIndexed(supervisor, 2, () => Promise.all([listOverdueActions(supervisor, at(NO_FILTER, placeOfAction)), listMonthInteractions(supervisor, at(NO_FILTER, placeOfInteraction))]));
  });

  it("the bank's figures read no client, as long as none is outdated", async () => {
    const inside = await readingsWithin(bank.analystId, ["SELECT * FROM bank_overview()"]);
    expect(inside.plans).toBeGreaterThan(1);
    expect(inside.whole).toEqual([]);
  });

  it("the figures of a portfolio are counted by index at the end of a log", async () => {
    const inside = await readingsWithin(advisor.userId, [`SELECT refresh_follow_up(ARRAY[${advisor.userId}])`]);
    expect(inside.plans).toBeGreaterThan(1);
    expect(inside.whole).toEqual([]);
  });
});

// The last of all: it takes indexes away.
it("missing indexes are noticed, in both plans", async () => {
  const sent = await statementsOf(() => listPortfolio(advisor, NO_FILTER));
  await db.owner.query("ALTER TABLE client_score DROP CONSTRAINT client_score_pkey; DROP INDEX client_advisor_id_last_name_first_name_id_idx");
  const whole = await wholeReadingsOf(advisor, sent);
  for (const table of ["client", "client_score"]) for (const values of ["its values", "any values"]) expect(whole).toContain(`Seq Scan on ${table}, for ${values}`);
});

function at(filter: PortfolioFilter, value: Place): PortfolioFilter {
  return { ...filter, place: { token: "", value } };
}

/** Of nobody's clients, and as many as there are advisors. */
const VIEWS = ["list_view", "list_default"];
