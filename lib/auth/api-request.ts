import "server-only";
import { admitApiKey, type Admission } from "@/lib/data/api-batches";
import type { ApiKeyProof } from "@/lib/data/api-keys";
import type { ApiResource } from "@/lib/domain/api-key";
import { type Locale, negotiateLocale } from "@/lib/i18n/locale";
import { logEvent, traceOf } from "@/lib/log";
import type { ApiProblemCode } from "@/lib/schemas/api-problem";
import { ApiProblem, problemAnswer } from "./api-problem";
import { readApiToken } from "./api-token";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
type Method = (typeof METHODS)[number];

type Params = Readonly<Record<string, string | string[] | undefined>>;
type Handler = (request: Request, context: { params: Promise<Params> }) => Promise<Response>;

/** A request that has come in: with a key that may do what it asks, or at an address that is open to all. */
export type ApiCall<Proof> = { request: Request; params: Params; proof: Proof; locale: Locale };

/** What an address does. `scopeOf`: the resource that the key must be for, null for any key; it throws where nothing is. */
export type ApiEndpoint =
  | { access: "OPEN"; run: (call: ApiCall<null>) => Promise<Response> }
  | { access: "KEY"; scopeOf: (params: Params) => ApiResource | null; run: (call: ApiCall<ApiKeyProof>) => Promise<Response> };

type Endpoints = Partial<Record<Method, ApiEndpoint>>;

/**
 * The one wrapper of /api/v1: key → limits → scope → the endpoint's own work → an answer, whatever happens. Errors are
 * problems with stable codes; one that was not foreseen is logged without its words and answered without details.
 */
export function apiRoute(endpoints: Endpoints): Record<Method, Handler> {
  const handlers = METHODS.map((method): [Method, Handler] => [method, (request, context) => answered(request, context, endpoints, method)]);
  return Object.fromEntries(handlers) as Record<Method, Handler>;
}

async function answered(request: Request, context: Parameters<Handler>[1], endpoints: Endpoints, method: Method): Promise<Response> {
  const endpoint = endpoints[method];
  const locale = negotiateLocale(null, request.headers.get("accept-language"));
  try {
    const call = { request, params: await context.params, locale };
    if (!endpoint) throw otherMethod(endpoints, call.params);
    if (endpoint.access === "OPEN") return await endpoint.run({ ...call, proof: null });
    const proof = await admitted(request, endpoint.scopeOf(call.params));
    return await endpoint.run({ ...call, proof });
  } catch (error) {
    if (error instanceof ApiProblem) return problemAnswer(error, locale);
    logEvent("api.failed", { method: request.method, ...traceOf(error) });
    return problemAnswer(new ApiProblem("unexpected"), locale);
  }
}

/** Where there is nothing for any method, that is what is said. */
function otherMethod(endpoints: Endpoints, params: Params): ApiProblem {
  const known = METHODS.flatMap((method) => (endpoints[method] ? [{ method, endpoint: endpoints[method] }] : []));
  for (const { endpoint } of known) if (endpoint.access === "KEY") endpoint.scopeOf(params);
  return known.length === 0 ? new ApiProblem("not_found") : new ApiProblem("method_not_allowed", { headers: { Allow: known.map(({ method }) => method).join(", ") } });
}

const VERDICTS: Record<Exclude<Admission["verdict"], "OK">, ApiProblemCode> = {
  UNKNOWN: "key_unknown", REVOKED: "key_revoked", EXPIRED: "key_expired", LIMITED: "rate_limited", SCOPE: "scope_missing",
};
const CHALLENGE = { "WWW-Authenticate": 'Bearer realm="mireille"' };

async function admitted(request: Request, wanted: ApiResource | null): Promise<ApiKeyProof> {
  const authorization = request.headers.get("authorization");
  const proof = readApiToken(authorization);
  if (!proof) throw new ApiProblem(authorization === null ? "key_missing" : "key_unknown", { headers: CHALLENGE });
  const { verdict, retryAfter } = await admitApiKey(proof, wanted);
  if (verdict === "OK") return proof;
  throw new ApiProblem(VERDICTS[verdict], { headers: retryAfter === null ? (verdict === "SCOPE" ? {} : CHALLENGE) : { "Retry-After": String(retryAfter) } });
}
