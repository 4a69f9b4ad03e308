import { randomUUID } from "node:crypto";
import { afterAll, expect, it } from "vitest";
import { answerRequest, countRequests, listRequests } from "@/lib/data/correction-requests";
import { getEntry, listMentions } from "@/lib/data/entry-remarks";
import { countInbox, listInbox } from "@/lib/data/inbox";
import { REQUEST_STATES } from "@/lib/domain/correction-request";
import { testDatabase } from "@/tests/support/database";
import { largeBankPlans } from "@/tests/support/large-bank-plans";

/** Requests and remarks of a large bank are found by index, in a number of statements that no data changes. */
const { advisor, supervisor, expectIndexed, end } = await largeBankPlans(await testDatabase());
afterAll(end);

it.each([["advisor", advisor], ["supervisor", supervisor]] as const)("the lists of requests, their counts, and who was named, what waits, for: %s", async (_, looking) => {
  for (const state of REQUEST_STATES) await expectIndexed(looking, 1, () => listRequests(looking, { state, place: null }));
  const { rows, next } = await listRequests(looking, { state: "OPEN", place: null });
  expect(rows.length).toBeGreaterThan(0);
  if (next) await expectIndexed(looking, 1, () => listRequests(looking, { state: "OPEN", place: { token: "", value: next } }));
  await expectIndexed(looking, 2, () => Promise.all([countRequests(looking), listMentions(looking)]));
  expect((await listInbox(looking)).length).toBeGreaterThan(0);
  await expectIndexed(looking, 1, () => listInbox(looking));
  await expectIndexed(looking, 1, () => countInbox(looking));
});

it("an entry with what is said of it, and a step", async () => {
  const { rows: [request] } = await listRequests(advisor, { state: "OPEN", place: null });
  if (!request) throw new Error("the advisor has a request");
  const { clientId, interactionId } = request;
  await expectIndexed(advisor, 3, () => getEntry(advisor, { clientId, id: interactionId }));
  await expectIndexed(advisor, null, () => answerRequest(advisor, { id: randomUUID(), clientId, interactionId, requestId: request.id, step: 1, text: "Juste" }));
});
