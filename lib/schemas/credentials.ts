import { z } from "zod";

/** What the sign-in form sends. Longer passwords than this are not hashed: that costs the server, not the sender. */
export const credentialsInput = z.object({
  email: z.string().trim().toLowerCase().min(3).max(254),
  password: z.string().min(1).max(200),
});
export type Credentials = z.infer<typeof credentialsInput>;
