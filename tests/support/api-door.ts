import { randomUUID } from "node:crypto";
import type pg from "pg";
import { POST } from "@/app/api/v1/[resource]/route";
import { newApiToken } from "@/lib/auth/api-token";
import { API_RESOURCES, type ApiResource } from "@/lib/domain/api-key";
import type { ApiBatchAnswer } from "@/lib/schemas/api-batch";

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
