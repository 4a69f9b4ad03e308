import { readdirSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { useDatabase } from "@/lib/data/database";
import type { Viewer } from "@/lib/data/viewer";
import { AppError } from "@/lib/errors";
import { refreshFollowUp } from "@/lib/jobs/refresh-follow-up";
import { testDatabase } from "@/tests/support/database";
import { exportedFunctions } from "@/tests/support/exports";
import { insertBank, insertClient } from "@/tests/support/factories";
import { PROBES, type Target } from "@/tests/support/isolation-probes";
import { insertOwned } from "@/tests/support/owned-rows";
import { insertStaff, type Staff } from "@/tests/support/viewers";

/** The first wall, which a test can take down: the conditions that lib/data puts in its queries. */
const firstWall = vi.hoisted(() => ({ stands: true }));
vi.mock("@/lib/data/scope", async (original) => {
  const { Prisma } = await import("@/prisma/generated/client");
  const real = await original<typeof import("@/lib/data/scope")>();
  return {
    visibleClients: (viewer: Viewer) => (firstWall.stands ? real.visibleClients(viewer) : Prisma.sql`true`),
    ownClients: (viewer: Viewer) => (firstWall.stands ? real.ownClients(viewer) : {}),
  };
});

const SECRET = "Zyxwvut";
const UNKNOWN_CLIENT = 2_000_000_000;
const db = await testDatabase();
let staff: Staff;
let theirs: Target;

/** For each of them the client is someone else's: another's portfolio, another branch, or no business of the role. */
const STRANGERS = ["colleague", "otherAdvisor", "relationshipManager", "otherSupervisor", "analyst", "administrator"] as const;

beforeAll(async () => {
  staff = await insertStaff(db.owner);
  await insertBank(db.owner);
  const clientId = await insertClient(db.owner, { advisorId: staff.advisor.userId, branchId: staff.branchId, firstName: SECRET, lastName: SECRET, householdId: 7, feedAdvisorId: staff.colleague.userId });
  theirs = { clientId, ...(await insertOwned(db.owner, clientId)) };
  // A client of each stranger's own, so that an empty answer is not the answer of an empty bank.
  for (const who of STRANGERS) {
    const own = await insertClient(db.owner, { advisorId: staff[who].userId, branchId: staff.otherBranchId, householdId: 7 });
    await insertOwned(db.owner, own);
    // They looked at the client once, when it was still theirs.
    await db.owner.query("INSERT INTO audit_entry (user_id, action, client_id) VALUES ($1, 'client.view', $2)", [staff[who].userId, clientId]);
  }
  // The figures that are kept are theirs to look for, too.
  await refreshFollowUp(db.ownerUrl);
});
beforeEach(() => {
  firstWall.stands = true;
});

it("the matrix has a probe for every exported function that takes a viewer", () => {
  const exported = readdirSync("lib/data")
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) =>
      exportedFunctions(`lib/data/${file}`)
        .filter(({ firstParameter }) => firstParameter === "Viewer")
        .map(({ name }) => name),
    )
    .filter((name) => !NOT_OF_CLIENTS.includes(name));
  expect(exported.sort()).toEqual(Object.keys(PROBES).sort());
});

/** The handle and the conditions themselves, and what concerns the viewer's own account alone. */
const NOT_OF_CLIENTS = ["campaignsOf", "clientsOf", "drawable", "mentionsOfViewer", "requestsOfViewer", "lockOwnClient", "lockOwnClients", "selectedClients", "inViewerScope", "inViewerTransaction", "keptFigures", "noteLook", "readAs", "runnerAs", "portfolioOrder", "roundSteps", "staffCondition", "todayOrder", "visibleClients", "ownClients", "endAllSessions", "recordSignIn"];

const matrix = Object.keys(PROBES).flatMap((probe) => STRANGERS.map((who) => [probe, who] as const));

describe("both walls standing", () => {
  it.each(matrix)("%s finds and changes nothing of someone else's client: %s", expectNothing);

  it.each(matrix)("%s answers someone else's client as it answers an unknown id: %s", async (probe, who) => {
    const unknown = { clientId: UNKNOWN_CLIENT, interactionId: randomUUID(), actionId: randomUUID(), reviewId: randomUUID(), eventId: randomUUID(), remarkId: randomUUID(), campaignId: randomUUID(), taskId: randomUUID() };
    expect(await answerOf(probe, staff[who], theirs)).toEqual(await answerOf(probe, staff[who], unknown));
  });
});

describe("the first wall down: row-level security alone", () => {
  beforeEach(() => {
    firstWall.stands = false;
  });
  it.each(matrix)("%s finds and changes nothing of someone else's client: %s", expectNothing);
});

describe("the second wall down: as the owner, whom row-level security does not bind", () => {
  let disconnect: () => Promise<void>;
  beforeAll(() => {
    disconnect = useDatabase(db.ownerUrl);
  });
  afterAll(async () => {
    await disconnect();
    useDatabase(db.appUrl);
  });
  it.each(matrix)("%s finds and changes nothing of someone else's client: %s", expectNothing);
});

describe("the matrix is able to find something", () => {
  it("the client's own advisor sees them", async () => {
    expect(JSON.stringify(await answerOf("listClientActions", staff.advisor, theirs))).toContain(SECRET);
  });

  it("a supervisor sees the clients of the branches supervised, and changes nothing of theirs", async () => {
    // Their looks are audited, they say what they think of an entry, and campaigns of control are theirs to write.
    const owned = async () => Object.fromEntries(Object.entries(await contents()).filter(([table]) => ![...CONTROL_TABLES, "audit_entry", "entry_remark"].includes(table)));
    const before = await owned();
    for (const probe of Object.keys(PROBES)) await answerOf(probe, staff.supervisor, theirs);
    expect(await owned()).toEqual(before);
    expect(JSON.stringify(await answerOf("listClientActions", staff.supervisor, theirs))).toContain(SECRET);
  });

  // The last of all: it changes what the others look at.
  it("with both walls down a stranger sees the client", async () => {
    firstWall.stands = false;
    const disconnect = useDatabase(db.ownerUrl);
    const seen: string[] = [];
    for (const probe of Object.keys(PROBES)) if (JSON.stringify(await answerOf(probe, staff.otherAdvisor, theirs)).includes(SECRET)) seen.push(probe);
    await disconnect();
    useDatabase(db.appUrl);
    expect(seen.length).toBeGreaterThan(0);
  });
});

const CONTROL_TABLES = ["control_population", "control_review", "control_sample", "control_task", "control_task_step"];

async function expectNothing(probe: string, who: (typeof STRANGERS)[number]): Promise<void> {
  const before = await contents();
  const answer = await answerOf(probe, staff[who], theirs);
  expect(JSON.stringify(answer)).not.toContain(SECRET);
  expect(await contents()).toEqual(before);
}

/** What a probe answers, an error of ours included; any other error is a failure of the test. */
async function answerOf(probe: string, viewer: Viewer, target: Target): Promise<unknown> {
  const run = PROBES[probe];
  if (!run) throw new Error(`no probe ${probe}`);
  try {
    return JSON.parse(JSON.stringify((await run(viewer, target)) ?? null)) as unknown;
  } catch (error) {
    if (error instanceof AppError) return { code: error.code };
    throw error;
  }
}

/** A digest of all that belongs to the client, and of what the rules learn from. */
async function contents(): Promise<Record<string, string>> {
  const tables = ["client_consent", "client_score", "consent_change", ...CONTROL_TABLES, "entry_remark", "event_invitation", "holding", "holding_change", "interaction", "monthly_activity", "next_action", "portfolio_review", "satisfaction_answer", "score_history"];
  const digest = (table: string, condition: string) =>
    db.owner.query<{ digest: string }>(`SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) AS digest FROM ${table} t WHERE ${condition}`);
  const entries = [["client", `id = ${theirs.clientId}`], ...tables.map((table) => [table, `client_id = ${theirs.clientId}`]), ["offer_outcome", "true"], ["audit_entry", `client_id = ${theirs.clientId}`]];
  const digests: [string, string][] = [];
  for (const [table = "", condition = ""] of entries) digests.push([table, (await digest(table, condition)).rows[0]?.digest ?? ""]);
  return Object.fromEntries(digests);
}
