import { apiRoute } from "@/lib/auth/api-request";

export const dynamic = "force-dynamic";

/** Addresses at which there is nothing say so in the words of the door. */
export const { GET, POST, PUT, PATCH, DELETE } = apiRoute({});
