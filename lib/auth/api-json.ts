import "server-only";
import { API_LIMITS } from "@/lib/schemas/api-batch";
import { ApiProblem } from "./api-problem";

/**
 * The body of a request as JSON and as it was sent. Looks at the headers first and stops reading at the limit, so that
 * nobody spends our memory. Throws an ApiProblem for anything but JSON that means one thing only.
 */
export async function readJsonBody(request: Request): Promise<{ text: string; value: unknown }> {
  refuseOtherMedia(request.headers);
  const text = decoded(await readBytes(request));
  return { text, value: parsed(text) };
}

function refuseOtherMedia(headers: Headers): void {
  const encoding = headers.get("content-encoding");
  if (encoding !== null && encoding.toLowerCase() !== "identity") throw new ApiProblem("encoding");
  const [type = "", ...parameters] = (headers.get("content-type") ?? "").toLowerCase().split(";").map((part) => part.trim());
  const isUtf8 = parameters.every((parameter) => /^charset="?utf-8"?$/.test(parameter));
  if (type !== "application/json" || !isUtf8) throw new ApiProblem("media_type");
}

/** Beyond the limit bytes are read and let go: a sender whose bytes are left unread is cut off before it reads why. */
async function readBytes(request: Request): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  const isDeclaredTooLarge = Number(request.headers.get("content-length") ?? 0) > API_LIMITS.bodyBytes;
  let length = 0;
  const reader = request.body?.getReader();
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    length += read.value.byteLength;
    if (length > API_LIMITS.discardedBytes) void reader?.cancel().catch(() => undefined);
    else if (!isDeclaredTooLarge && length <= API_LIMITS.bodyBytes) chunks.push(read.value);
    else chunks.length = 0;
  }
  if (isDeclaredTooLarge || length > API_LIMITS.bodyBytes) throw new ApiProblem("body_too_large", { headers: { Connection: "close" } });
  return Buffer.concat(chunks, length);
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new ApiProblem("malformed_json");
  }
}

function parsed(text: string): unknown {
  const names = countNames(text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Its message quotes what was sent.
    throw new ApiProblem("malformed_json");
  }
  // Of two values under one name the parser keeps the last in silence.
  if (namesIn(value) !== names) throw new ApiProblem("duplicate_name");
  return value;
}

const QUOTE = 34;
const COLON = 58;
const NUMBER = /-?0*(\d*)(?:\.(\d*))?/y;

/** Looks over the text before anything is made of it: nesting, and numbers that would be rounded. Counts its names. */
function countNames(text: string): number {
  let [depth, names] = [0, 0];
  for (let at = 0; at < text.length; at++) {
    const sign = text.charCodeAt(at);
    if (sign === QUOTE) at = endOfString(text, at);
    else if (sign === COLON) names++;
    else if (sign === 123 || sign === 91) depth++;
    else if (sign === 125 || sign === 93) depth--;
    else if (sign === 45 || (sign >= 48 && sign <= 57)) at = endOfNumber(text, at);
    if (depth > API_LIMITS.depth) throw new ApiProblem("too_deep");
  }
  return names;
}

/** The place of the closing quote; where there is none, the end: the parser says so. */
function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text[at - 1 - slashes] === "\\") slashes++;
    if (slashes % 2 === 0) return at;
  }
  return text.length;
}

function endOfNumber(text: string, start: number): number {
  NUMBER.lastIndex = start;
  const [all = "", whole = "", fraction = ""] = NUMBER.exec(text) ?? [];
  if (whole.length + fraction.length > API_LIMITS.digits) throw new ApiProblem("number_too_long");
  return start + Math.max(all.length, 1) - 1;
}

function namesIn(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const inner: unknown[] = Object.values(value);
  return inner.reduce((sum: number, one) => sum + namesIn(one), Array.isArray(value) ? 0 : inner.length);
}
