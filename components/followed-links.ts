"use client";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import type { MouseEvent } from "react";

/**
 * A listener for an element with plain links inside: a click on one leads on without loading the page anew, as next/link
 * does. A link of next's costs the server ten times a plain one; a list of clients with its tabs and headings has sixty.
 */
export function useFollowedLinks(): (event: MouseEvent) => void {
  const router = useRouter();
  return (event) => {
    const href = followedHere(event);
    if (href === null) return;
    event.preventDefault();
    router.push(href);
  };
}

/** Where the click leads; null when the browser shall see to it: a new tab, another site, no link at all. */
function followedHere(event: MouseEvent): Route | null {
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey && !event.defaultPrevented;
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[href]") : null;
  return isPlain && link?.origin === location.origin && link.target === "" ? ((link.pathname + link.search) as Route) : null;
}
