import { apiRoute } from "@/lib/auth/api-request";
import { apiDocument } from "@/lib/schemas/api-document";

export const dynamic = "force-dynamic";

let written: string | undefined;

/** The OpenAPI document, written once a process. */
export const { GET, POST, PUT, PATCH, DELETE } = apiRoute({
  GET: {
    access: "OPEN",
    run: () => {
      written ??= JSON.stringify(apiDocument());
      return Promise.resolve(new Response(written, { headers: { "Content-Type": "application/json", "Cache-Control": "public, max-age=300" } }));
    },
  },
});
