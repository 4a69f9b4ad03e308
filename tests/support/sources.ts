import type { FileChoice } from "@/lib/import/file-settings";
import { type FileInspection, inspectFile, type SourceFile } from "@/lib/import/inspection";

/** A file that is nowhere but here, read in pieces of this size. */
export function sourceOf(name: string, content: string | Uint8Array, piece = 1_000): SourceFile {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return {
    name,
    open: async function* () {
      for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
    },
  };
}

export function inspect(name: string, content: string | Uint8Array, choice: FileChoice = {}): Promise<FileInspection> {
  return inspectFile(sourceOf(name, content), choice, () => Promise.resolve({}));
}
