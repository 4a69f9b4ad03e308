import { beforeLeaving, clear } from "@/components/outbox/outbox";

/** Signs out; asks first where contacts would be lost that were never sent. */
export function askToLeave(): void {
  beforeLeaving(() => void leave());
}

/** Removes the session's cookie and goes to the sign-in page, with nothing of the session left in the tab's memory or on the device. */
export async function leave(): Promise<void> {
  const { signOut } = await import("next-auth/react");
  await signOut({ redirect: false });
  await clear();
  // eslint-disable-next-line @next/next/no-location-assign-relative-destination -- a router would keep the pages it has seen
  window.location.assign("/sign-in");
}
