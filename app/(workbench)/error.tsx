"use client";
import { PageError } from "@/components/shell/page-error";

export default function WorkbenchError({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return <PageError error={error} retry={retry} />;
}
