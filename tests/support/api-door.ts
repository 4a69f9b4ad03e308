import { randomUUID } from "node:crypto";
import type pg from "pg";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { GET } from "@/app/api/v1/batches/[batchId]/route";
import { POST } from "@/app/api/v1/[resource]/route";
import { newApiToken } from "@/lib/auth/api-token";
import { API_RESOURCES, type ApiResource } from "@/lib/domain/api-key";
import { type JobWorker, startWorker } from "@/lib/jobs/worker";
import type { ApiBatchAnswer } from "@/lib/schemas/api-batch";
import type { TestDatabase } from "./database";
import { insertBank, insertClient } from "./factories";
import { insertStaff, type Staff } from "./viewers";

type Sent = { token?: string | null; idempotencyKey?: string | null; headers?: Readonly<Record<string, string>>; query?: string; language?: string };

/** What the door answered: `body` is a batch, or a problem with its code. */
export type ApiAnswer = { status: number; headers: Headers; body: Partial<ApiBatchAnswer> & { code?: string; title?: string; detail?: string; batch?: ApiBatchAnswer } };

/** A key in the database, made by this user. Returns all of it, to be sent. */
export async function insertApiKey(owner: pg.Pool, createdBy: number, scopes: readonly ApiResource[] = API_RESOURCES): Promise<{ id: string; token: string }> {
  const { id, secretHash, token } = newApiToken();
  await owner.query("INSERT INTO api_key (id, secret_hash, name, scopes, created_by) VALUES ($1, $2, 'Core banking', $3::api_resource[], $4)", [
    id, Buffer.from(secretHash), `{${scopes.join(",")}}`, createdBy,
  ]);
  return { id, token };
}

/** Sends a body to `/api/v1/<resource>` without a server between: through the route itself. */
export async function send(resource: string, body: BodyInit | object, { token, idempotencyKey = randomUUID(), headers, query = "", language = "en" }: Sent): Promise<ApiAnswer> {
  const isRaw = typeof body === "string" || body instanceof Uint8Array || body instanceof ReadableStream;
  const request = new Request(`http://localhost/api/v1/${resource}${query}`, {
    method: "POST",
    body: isRaw ? (body as BodyInit) : JSON.stringify(body),
    headers: {
      "Content-Type": "application/json",
      "Accept-Language": language,
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
      ...(idempotencyKey === null ? {} : { "Idempotency-Key": idempotencyKey }),
      ...headers,
    },
    duplex: "half",
  } as RequestInit);
  const answer = await POST(request, { params: Promise.resolve({ resource }) });
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as ApiAnswer["body"] };
}

/** A bank with a worker beside it; before each test a key that may do everything, and a client. */
export type DoorBank = {
  staff: Staff;
  key: { id: string; token: string };
  /** Of the client, who is the advisor's. */
  clientRef: string;
  advisorEmail: string;
  /** A row that is taken. */
  client: (over: Readonly<Record<string, unknown>>) => Record<string, unknown>;
};

/** Call it at the top of a suite; what it returns is filled before each test. */
export function doorBank(db: TestDatabase): DoorBank {
  const bank = {} as DoorBank;
  let branchCode = "";
  let worker: JobWorker;
  beforeAll(async () => {
    await insertBank(db.owner, { lastClosedMonth: null });
    bank.staff = await insertStaff(db.owner);
    const { rows } = await db.owner.query<{ code: string; email: string }>("SELECT b.code, u.email FROM branch b JOIN app_user u ON u.branch_id = b.id WHERE u.id = $1", [bank.staff.advisor.userId]);
    branchCode = rows[0]?.code ?? "";
    bank.advisorEmail = rows[0]?.email ?? "";
    worker = await startWorker(db.ownerUrl);
  });
  afterAll(() => worker.stop());
  beforeEach(async () => {
    bank.key = await insertApiKey(db.owner, bank.staff.administrator.userId);
    bank.clientRef = randomUUID();
    await insertClient(db.owner, { advisorId: bank.staff.advisor.userId, branchId: bank.staff.branchId, externalRef: bank.clientRef });
  });
  const plain = { last_name: "Martin", first_name: "Claude", client_since_on: "2016-03-01", birth_on: null, income: null, zone: "URBAN" };
  bank.client = (over) => ({ client_ref: randomUUID(), branch_code: branchCode, advisor_email: bank.advisorEmail, ...plain, ...over });
  return bank;
}

/** Asks what became of a batch. */
export async function ask(batchId: string, token: string) {
  const request = new Request(`http://localhost/api/v1/batches/${batchId}`, { headers: { Authorization: `Bearer ${token}`, "Accept-Language": "en" } });
  const answer = await GET(request, { params: Promise.resolve({ batchId }) });
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Record<string, unknown> };
}
