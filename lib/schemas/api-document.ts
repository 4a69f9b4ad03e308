import { z } from "zod";
import { API_RESOURCES, type ApiResource } from "@/lib/domain/api-key";
import { activityBatchBody, API_LIMITS, apiBatchAnswer, apiBatchBody, RESOURCE_FILES } from "./api-batch";
import { API_ANSWER_EXAMPLE, API_ROW_EXAMPLES } from "./api-examples";
import { API_PROBLEMS, apiProblem, type ApiProblemCode } from "./api-problem";
import { apiRowSchema } from "./import-json";

type Json = { [key: string]: unknown };

/** What comes before a batch is looked at, and what may become of it. */
const KEY_PROBLEMS = ["key_missing", "key_unknown", "key_revoked", "key_expired", "rate_limited", "unexpected"] as const;
const BATCH_PROBLEMS = (Object.keys(API_PROBLEMS) as ApiProblemCode[]).filter((code) => !["not_found", "method_not_allowed"].includes(code));
const RESULT_PROBLEMS: readonly ApiProblemCode[] = [...KEY_PROBLEMS, "not_found"];

const ABOUT = [
  "Rows of the bank's own systems, with the columns and rules of its files.",
  `Limits: ${API_LIMITS.bodyBytes} bytes and ${API_LIMITS.rows} rows a batch, ${API_LIMITS.requestsAMinute} requests a minute and ${API_LIMITS.waitingBatches} waiting batches a key;`,
  `numbers of at most ${API_LIMITS.digits} digits; nothing compressed.`,
  `An Idempotency-Key answers the same request again for ${API_LIMITS.idempotencyHours} hours. A key reads no client data back.`,
].join(" ");

/** The OpenAPI 3.1 document of /api/v1, made of the schemas that decide on what is sent. */
export function apiDocument(): Json {
  const batches = API_RESOURCES.map((resource) => [`/api/v1/${RESOURCE_FILES[resource]}`, { post: sendOperation(resource) }] as const);
  return {
    openapi: "3.1.0",
    info: { title: "Mireille", version: "1", description: ABOUT, license: { name: "Apache-2.0", identifier: "Apache-2.0" } },
    servers: [{ url: "/" }],
    security: [{ apiKey: [] }],
    paths: { ...Object.fromEntries(batches), "/api/v1/batches/{id}": { get: resultOperation() }, ...openPaths() },
    components: {
      securitySchemes: { apiKey: { type: "http", scheme: "bearer", description: "An API key, `mir_…`, made by an administrator on the page API keys." } },
      schemas: { ...Object.fromEntries(API_RESOURCES.flatMap(batchSchemas)), Batch: schemaOf(apiBatchAnswer), Problem: schemaOf(apiProblem) },
    },
  };
}

function batchSchemas(resource: ApiResource): [string, unknown][] {
  const name = nameOf(resource);
  const body = schemaOf(resource === "ACTIVITY" ? activityBatchBody : apiBatchBody) as { properties: { rows: Json } };
  return [
    [`${name}Row`, { ...schemaOf(apiRowSchema(RESOURCE_FILES[resource])), examples: [API_ROW_EXAMPLES[resource]] }],
    [`${name}Batch`, { ...body, properties: { ...body.properties, rows: { ...body.properties.rows, items: ref(`${name}Row`) } } }],
  ];
}

function sendOperation(resource: ApiResource): Json {
  const rows = { rows: [API_ROW_EXAMPLES[resource]] };
  return {
    operationId: `send${nameOf(resource)}`,
    summary: `Sends ${RESOURCE_FILES[resource]}`,
    parameters: [
      { name: "Idempotency-Key", in: "header", required: true, description: "Another one for each batch; the same one when a batch is sent again.", schema: { type: "string", minLength: 1, maxLength: API_LIMITS.idempotencyKeyLength, pattern: "^[!-~]+$" } },
      { name: "atomic", in: "query", description: "true: one refused row refuses them all.", schema: { type: "boolean", default: false } },
      LANGUAGE,
    ],
    requestBody: { required: true, content: { "application/json": { schema: ref(`${nameOf(resource)}Batch`), examples: { one: { value: rows } } } } },
    responses: {
      200: answer("What became of the rows.", { Location: text("Where to ask again."), "Idempotency-Replayed": text("true: an answer given before.") }),
      202: answer("The bank is busy: the batch waits.", { Location: text("Where to ask what became of it."), "Retry-After": text("Seconds.") }),
      ...problems(BATCH_PROBLEMS),
    },
  };
}

function resultOperation(): Json {
  return {
    operationId: "getBatch",
    summary: "What became of a batch of the key's own; without the values that were sent",
    parameters: [{ name: "id", in: "path", required: true, schema: { type: "string", format: "uuid" } }, LANGUAGE],
    responses: { 200: answer("The batch."), ...problems(RESULT_PROBLEMS) },
  };
}

function openPaths(): Json {
  const open = (operationId: string, summary: string) => ({ get: { operationId, summary, security: [], responses: { 200: { description: summary, content: { "application/json": { schema: { type: "object" } } } } } } });
  return { "/api/v1": open("getIndex", "What there is"), "/api/v1/openapi.json": open("getDocument", "This document") };
}

const LANGUAGE = { name: "Accept-Language", in: "header", description: "fr (default) or en: the language of titles and messages.", schema: { type: "string" } };

function answer(description: string, headers: Json = {}): Json {
  return { description, headers, content: { "application/json": { schema: ref("Batch"), examples: { one: { value: API_ANSWER_EXAMPLE } } } } };
}

/** One response a status, with the codes that it may have. */
function problems(codes: readonly ApiProblemCode[]): Json {
  const statuses = [...new Set(codes.map((code) => API_PROBLEMS[code]))];
  return Object.fromEntries(statuses.map((status) => {
    const own = codes.filter((code) => API_PROBLEMS[code] === status);
    const schema = { allOf: [ref("Problem"), { properties: { code: { enum: own } } }] };
    const headers = status === 429 ? { "Retry-After": text("Seconds.") } : {};
    return [status, { description: own.join(", "), headers, content: { "application/problem+json": { schema } } }];
  }));
}

function schemaOf(schema: z.ZodType): Json {
  const { $schema: _, ...written } = z.toJSONSchema(schema, { io: "input" });
  return written;
}

function ref(name: string): Json {
  return { $ref: `#/components/schemas/${name}` };
}

function text(description: string): Json {
  return { description, schema: { type: "string" } };
}

/** CLIENTS → Clients. */
function nameOf(resource: ApiResource): string {
  return resource.charAt(0) + resource.slice(1).toLowerCase();
}
