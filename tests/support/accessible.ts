import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect } from "./journey";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const DESK = { width: 1280, height: 800 };
const SIZES = [DESK, { width: 390, height: 844 }];

/** On a desk and on a phone, in light and dark: axe finds nothing, nothing scrolls sideways, and no word is one of a machine. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await page.evaluate(machineWords), `${page.url()} says what no person would`).toEqual([]);
  for (const size of SIZES) {
    await page.setViewportSize(size);
    // What lies below the bar at the bottom of a phone is scrolled out from under it; here the page stands in full.
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ ...size, height: Math.max(size.height, height) });
    await expectNoViolation(page, "light", (axe) => axe.withTags(RULES));
    // Nothing but colours differs in the dark.
    await expectNoViolation(page, "dark", (axe) => axe.withRules(["color-contrast", "link-in-text-block"]));
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow, `${page.url()} scrolls sideways at ${size.width}`).toBeLessThanOrEqual(0);
  }
  await page.setViewportSize(DESK);
}

/** Runs in the page. A sentence whose value is missing, a number that is none. */
function machineWords(): string[] {
  const fields = [...document.querySelectorAll("input, textarea")] as (HTMLInputElement | HTMLTextAreaElement)[];
  return [document.body.innerText, ...fields.map((field) => field.value)].flatMap((text) => text.match(/.*(\bundefined\b|\bNaN\b|\[object ).*/g) ?? []);
}

async function expectNoViolation(page: Page, colorScheme: "light" | "dark", narrow: (axe: AxeBuilder) => AxeBuilder): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
  await expect(page.locator("html")).toHaveAttribute("data-color-scheme", colorScheme);
  // Where motion is unwanted each colour still takes a frame to change, and a busy machine may draw none: brought to its end.
  await expect.poll(() => page.evaluate(() => document.getAnimations().filter((animation) => animation instanceof CSSTransition).map((change) => change.finish()).length)).toBe(0);
  // Without frames to go through, its older way is twice as quick.
  const { violations } = await narrow(new AxeBuilder({ page })).setLegacyMode(true).analyze();
  const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(" ")} ${node.failureSummary ?? ""}`));
  expect(found, `${page.url()}, ${page.viewportSize()?.width} wide, ${colorScheme}`).toEqual([]);
}

/** Whatever Tab reaches looks different while it has the focus: itself, or the mark that stands for it. */
export async function expectVisibleFocus(page: Page, presses: number): Promise<void> {
  for (let press = 0; press < presses; press++) {
    await page.keyboard.press("Tab");
    expect(await page.evaluate(unmarkedFocus), "has the focus and does not show it").toBeNull();
  }
}

/** Runs in the page. The element with the focus, as HTML, when nothing about it or beside it says so. */
async function unmarkedFocus(): Promise<string | null> {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || focused === document.body) return null;
  const look = () => {
    const near = [focused.nextElementSibling, focused.parentElement].filter((element) => element !== null);
    const styles = [getComputedStyle(focused), getComputedStyle(focused, "::after"), ...near.map((element) => getComputedStyle(element))];
    return styles.map(({ outline, boxShadow, border, transform }) => [outline, boxShadow, border, transform].join()).join();
  };
  // MUI's fields are told of their focus a frame later.
  const drawn = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  await drawn();
  const withFocus = look();
  focused.blur();
  await drawn();
  const without = look();
  focused.focus();
  return withFocus === without ? focused.outerHTML.slice(0, 200) : null;
}
