import { apiRoute } from "@/lib/auth/api-request";
import { API_RESOURCES } from "@/lib/domain/api-key";
import { API_LIMITS, RESOURCE_FILES } from "@/lib/schemas/api-batch";

export const dynamic = "force-dynamic";

/** What there is at the HTTP door. */
export const { GET, POST, PUT, PATCH, DELETE } = apiRoute({
  GET: {
    access: "OPEN",
    run: () => Promise.resolve(Response.json({ version: 1, document: "/api/v1/openapi.json", resources: API_RESOURCES.map((resource) => `/api/v1/${RESOURCE_FILES[resource]}`), limits: API_LIMITS })),
  },
});
