import { NextResponse, type NextRequest } from "next/server";
import { PATH_HEADER } from "@/lib/auth/callback-url";
import { readSessionToken } from "@/lib/auth/session-token";

/** Strict: a script runs only with this answer's nonce, or when such a script loaded it. */
function contentSecurityPolicy(nonce: string): string {
  const isDevelopment = process.env.NODE_ENV === "development";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    `style-src-elem 'self' ${isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    // Charts place their marks with style attributes; <style> elements still need the nonce.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(isServedSecurely() ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}

function isServedSecurely(): boolean {
  return process.env.NEXTAUTH_URL?.startsWith("https://") ?? false;
}

/**
 * Sends those who have no session to the sign-in page, and gives each answer its content security policy. The look at
 * the session is a courtesy: the gate is requireViewer(), in each page.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const path = request.nextUrl.pathname + request.nextUrl.search;
  if (request.nextUrl.pathname !== "/sign-in" && !isServerAction(request) && !(await readSessionToken(request))) return toSignIn(request, path);
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("Content-Security-Policy", policy);
  headers.set(PATH_HEADER, path);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  if (isServedSecurely()) response.headers.set("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
  return response;
}

/** It answers SIGNED_OUT by itself: led away, a form could not say so, and would look as if the network were down. */
function isServerAction(request: NextRequest): boolean {
  return request.method === "POST" && request.headers.has("next-action");
}

function toSignIn(request: NextRequest, path: string): NextResponse {
  const url = request.nextUrl.clone();
  url.pathname = "/sign-in";
  url.search = path === "/" ? "" : new URLSearchParams({ callbackUrl: path }).toString();
  return NextResponse.redirect(url);
}

export const config = { matcher: ["/((?!api/|_next/|icon.svg|favicon.ico).*)"] };
