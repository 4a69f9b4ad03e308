import { notFound } from "next/navigation";
import { requireViewer } from "@/lib/auth/viewer";

/** Next's own answer to an unknown address is a static page, which the content security policy would leave dead. */
export default async function MissingPage() {
  await requireViewer();
  notFound();
}
