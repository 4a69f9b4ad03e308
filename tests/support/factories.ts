import { randomUUID } from "node:crypto";
import type pg from "pg";
import { addMonths, type Day } from "@/lib/domain/dates";
import type {
  BankModel,
  BranchModel,
  ClientConsentModel,
  ClientModel,
  ClientScoreModel,
  HoldingModel,
  InteractionModel,
  MonthlyActivityModel,
  NextActionModel,
  SatisfactionAnswerModel,
  UserModel,
} from "@/prisma/generated/models";
import { insertRow, type RowOf } from "./rows";

type Some<Model, Needed extends keyof Model = never> = Partial<RowOf<Model>> & Pick<RowOf<Model>, Needed>;

/** The day on which the test bank stands; its last full month is the one before. */
export const TEST_TODAY: Day = "2026-11-20";
export const TEST_CLOSED_MONTH: Day = "2026-10-01";

/** The one row of the bank, replaced. Pinned to TEST_TODAY unless told otherwise. */
export async function insertBank(owner: pg.Pool, over: Some<BankModel> = {}): Promise<void> {
  await owner.query("DELETE FROM bank");
  await insertRow(owner, "bank", { id: 1, name: "Test bank", lastClosedMonth: TEST_CLOSED_MONTH, pinnedTodayOn: TEST_TODAY, ...over });
}

export async function insertBranch(owner: pg.Pool, over: Some<BranchModel> = {}): Promise<number> {
  const code = randomUUID();
  return numberOf(await insertRow(owner, "branch", { code, name: `Branch ${code}`, commune: "Lyon", region: "Auvergne-Rhône-Alpes", ...over }));
}

/** Nobody can sign in as this user unless a real `passwordHash` is given. */
export async function insertUser(owner: pg.Pool, over: Some<UserModel, "role">): Promise<number> {
  const email = `${randomUUID()}@bank.example`;
  return numberOf(await insertRow(owner, "app_user", { email, name: "Camille Test", passwordHash: "none", ...over }));
}

/** A 40-year-old urban employee, client for ten years, who was never contacted. */
export async function insertClient(owner: pg.Pool, over: Some<ClientModel, "advisorId" | "branchId">): Promise<number> {
  const plain = {
    externalRef: randomUUID(),
    firstName: "Claude",
    lastName: "Martin",
    birthOn: "1986-05-17",
    maritalStatus: "COUPLE",
    dependentChildren: 1,
    occupation: 5,
    incomeCents: 3_200_000,
    wealthCents: 1_500_000,
    zone: "URBAN",
    region: "Auvergne-Rhône-Alpes",
    clientSinceOn: "2016-03-01",
  };
  return numberOf(await insertRow(owner, "client", { ...plain, ...over }));
}

/** A confirmed current account, unless told otherwise. */
export async function insertHolding(owner: pg.Pool, over: Some<HoldingModel, "clientId">): Promise<void> {
  await insertRow(owner, "holding", { contractRef: randomUUID(), productCode: "DAV", openedOn: "2018-01-15", ...over });
}

/** One month of an ordinary account: 50 € of PNB, 12 operations, a salary. The last full month unless told otherwise. */
export async function insertActivity(owner: pg.Pool, over: Some<MonthlyActivityModel, "clientId">): Promise<void> {
  const plain = {
    month: TEST_CLOSED_MONTH,
    pnbCents: 5_000,
    davOperations: 12,
    moneyInCents: 260_000,
    incomeInCents: 240_000,
    balanceCents: 180_000,
    digitalSessions: 8,
  };
  await insertRow(owner, "monthly_activity", { ...plain, ...over });
}

/** The same month `count` times, the last of them the last full month. */
export async function insertActivityMonths(owner: pg.Pool, count: number, over: Some<MonthlyActivityModel, "clientId">): Promise<void> {
  for (let back = 0; back < count; back++) await insertActivity(owner, { ...over, month: addMonths(TEST_CLOSED_MONTH, -back) });
}

/** A phone call in which things were discussed, on the eve of TEST_TODAY. Returns its id. */
export async function insertInteraction(owner: pg.Pool, over: Some<InteractionModel, "clientId">): Promise<string> {
  const id = over.id ?? randomUUID();
  await insertRow(owner, "interaction", { occurredAt: "2026-11-19T10:00:00Z", channel: "PHONE", outcome: "DISCUSSED", ...over, id });
  return id;
}

/** An open follow-up call that the rules suggest for TEST_TODAY. Returns its id. */
export async function insertNextAction(owner: pg.Pool, over: Some<NextActionModel, "clientId">): Promise<string> {
  const id = over.id ?? randomUUID();
  const plain = {
    kind: "PERSONAL_FOLLOW_UP",
    origin: "RULES",
    reason: {},
    channel: "PHONE",
    dueOn: TEST_TODAY,
    successChance: 0.5,
    valueCents: 10_000,
    createdOn: TEST_TODAY,
  };
  await insertRow(owner, "next_action", { ...plain, ...over, id });
  return id;
}

export async function insertConsent(owner: pg.Pool, over: Some<ClientConsentModel, "clientId" | "channel" | "granted">): Promise<void> {
  await insertRow(owner, "client_consent", { recordedOn: "2026-01-05", ...over });
}

export async function insertSatisfaction(owner: pg.Pool, over: Some<SatisfactionAnswerModel, "clientId" | "score">): Promise<void> {
  await insertRow(owner, "satisfaction_answer", { id: randomUUID(), kind: "CSAT", answeredOn: "2026-11-10", ...over });
}

/** A score as the batch would have stored it: PNB 2, MIRE 2, to be stimulated. */
export async function insertScore(owner: pg.Pool, over: Some<ClientScoreModel, "clientId" | "modelId">): Promise<void> {
  const plain = {
    closedMonth: TEST_CLOSED_MONTH,
    historyMonths: 24,
    pnbCents: 41_200,
    profile: "30-45|35-44|5|URBAN|COUPLE|Auvergne-Rhône-Alpes",
    cell: "",
    peerLevel: 6,
    pnbScore: 2,
    activeProducts: 2,
    universes: 2,
    hasDav: true,
    davOperations3: 24,
    regularIncome: true,
    productLevel: 2,
    universeLevel: 2,
    davLevel: 2,
    mireScore: 2,
    combinedScore: 4,
    segment: "STIMULATE",
  };
  await insertRow(owner, "client_score", { ...plain, ...over });
}

/** What 200 peers bring, for a cell of the first model: the whole bank unless told otherwise. Half of them 400–800 €. */
export async function insertBenchmark(owner: pg.Pool, over: { cell?: string; level?: number; n?: number } = {}): Promise<void> {
  const { cell = "", level = 6, n = 200 } = over;
  await owner.query(
    `INSERT INTO peer_benchmark (model_id, cell, level, n, q10_cents, q25_cents, q50_cents, q75_cents, q90_cents)
     VALUES (1, $1, $2, $3, 10000, 40000, 55000, 80000, 120000)`,
    [cell, level, n],
  );
}

function numberOf(id: unknown): number {
  if (typeof id !== "number") throw new Error("the inserted row has no number for an id");
  return id;
}
