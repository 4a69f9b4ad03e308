import { open, mkdir, readdir, rename, rm, stat, statfs, type FileHandle } from "node:fs/promises";
import path from "node:path";
import { FIRST_BYTES, refusalOfContent, type UploadRefusal } from "@/lib/domain/uploads";

/** Where the bytes of an upload lie: `<folder>/<upload>/<file>`. Both are ids; the sender's names are never paths. */
export type FilePlace = { folder: string; uploadId: string; fileId: string };

export type ReceiveLimits = {
  /** Of the request, as its sender states it: less than that has not come whole. */
  declaredBytes: number;
  /** Reading stops here, whatever was declared. */
  roomBytes: number;
  /** Nothing for so long is a lost connection. */
  silenceMs?: number;
};

/** Kept free for the database, which may live on the same disk. */
const KEPT_FREE_BYTES = 512 * 1024 ** 2;
const SILENCE_MS = 60_000;
/** A half file that nobody has written to for so long belongs to a server that was killed. */
const ABANDONED_MS = 10 * 60_000;

export function pathOfFile({ folder, uploadId, fileId }: FilePlace): string {
  return path.join(pathOfUpload(folder, uploadId), fileId);
}

/**
 * Streams a file to its place, a piece at a time: memory does not grow with it. It appears under its name when it has
 * come whole; else, for whatever reason, nothing stays. The answer is its size, or why it is not taken.
 */
export async function receiveFile(place: FilePlace, pieces: AsyncIterable<Uint8Array>, limits: ReceiveLimits): Promise<number | UploadRefusal> {
  const file = pathOfFile(place);
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  if (await isDiskFull(path.dirname(file), limits.declaredBytes)) return "DISK_FULL";
  const half = `${file}.${process.pid}-${Date.now()}.part`;
  const handle = await open(half, "wx", 0o600);
  try {
    const bytes = await writePieces(handle, pieces, limits);
    if (typeof bytes !== "number") return bytes;
    await handle.sync();
    await rename(half, file);
    return bytes;
  } catch (error) {
    if (isDiskFullError(error)) return "DISK_FULL";
    throw error;
  } finally {
    await handle.close();
    await rm(half, { force: true });
  }
}

export async function deleteUploadFiles(folder: string, uploadId: string): Promise<void> {
  await rm(pathOfUpload(folder, uploadId), { recursive: true, force: true });
}

export async function deleteFile(place: FilePlace): Promise<void> {
  await rm(pathOfFile(place), { force: true });
}

/** Removes what a killed server left half-written in this upload. */
export async function sweepHalfFiles(folder: string, uploadId: string, now = Date.now()): Promise<void> {
  const dir = pathOfUpload(folder, uploadId);
  const names = await readdir(dir).catch(() => []);
  for (const name of names.filter((found) => found.endsWith(".part"))) {
    const half = path.join(dir, name);
    const touched = await stat(half).then(({ mtimeMs }) => mtimeMs, () => now);
    if (now - touched > ABANDONED_MS) await rm(half, { force: true });
  }
}

function pathOfUpload(folder: string, uploadId: string): string {
  return path.resolve(folder, uploadId);
}

async function isDiskFull(dir: string, bytes: number): Promise<boolean> {
  const { bavail, bsize } = await statfs(dir);
  return bavail * bsize < bytes + KEPT_FREE_BYTES;
}

function isDiskFullError(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOSPC" || error.code === "EDQUOT");
}

async function writePieces(handle: FileHandle, pieces: AsyncIterable<Uint8Array>, limits: ReceiveLimits): Promise<number | UploadRefusal> {
  let bytes = 0;
  let first = new Uint8Array();
  for await (const piece of fromSender(pieces, limits.silenceMs ?? SILENCE_MS)) {
    if (piece === "CUT") return "CUT";
    bytes += piece.byteLength;
    if (bytes > limits.roomBytes || bytes > limits.declaredBytes) return "TOO_LARGE";
    if (first.length < FIRST_BYTES) {
      first = Buffer.concat([first, piece]).subarray(0, FIRST_BYTES);
      const refusal = refusalOfContent(first);
      // Zeros of half a beginning may look stray: that is decided on the whole of it.
      if (refusal !== null && (refusal !== "BINARY" || first.length === FIRST_BYTES)) return refusal;
    }
    // Not `write`, which may take a part of the piece alone.
    await handle.writeFile(piece);
  }
  if (bytes < limits.declaredBytes) return "CUT";
  return bytes === 0 ? "EMPTY" : (refusalOfContent(first) ?? bytes);
}

/** The pieces; CUT as the last one when the connection is lost, or nothing has come for so long. */
async function* fromSender(pieces: AsyncIterable<Uint8Array>, silenceMs: number): AsyncGenerator<Uint8Array | "CUT"> {
  const iterator = pieces[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await orSilence(iterator.next(), silenceMs).catch(() => null);
      if (next?.done) return;
      yield next === null ? "CUT" : next.value;
    }
  } finally {
    // Not awaited: a sender that says nothing does not answer to its end either.
    void iterator.return?.().catch(() => undefined);
  }
}

function orSilence<T>(next: Promise<T>, silenceMs: number): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("nothing came")), silenceMs);
    next.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
