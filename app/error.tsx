"use client";
import { PageError } from "@/components/shell/page-error";

export default function RootError({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return <main><PageError error={error} retry={retry} /></main>;
}
