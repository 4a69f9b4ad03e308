import type { Page } from "@playwright/test";
import { accountOf, expect, heading } from "./journey";
import { BANK_PASSWORD, BANK_STAFF } from "./small-bank";

/** The server of the small bank, which takes imports. */
export const BANK = `http://localhost:${process.env.E2E_BANK_PORT}`;

export async function enter(page: Page, { email, name }: { email: string; name: string }): Promise<void> {
  await page.goto("/sign-in");
  await page.locator("input[type=email]").fill(email);
  await page.locator("input[type=password]").fill(BANK_PASSWORD);
  await page.locator("button[type=submit]").click();
  await expect(accountOf(page, name)).toBeVisible();
}

/** Opens an import as the administrator; returns its door for files. */
export async function openImport(page: Page): Promise<string> {
  await enter(page, BANK_STAFF.administrator);
  await page.goto("/admin/imports");
  await page.getByRole("button", { name: "Nouvel import" }).click();
  await expect(heading(page)).toContainText("Import du");
  return `/api/imports/${/[\w-]{36}$/.exec(page.url())?.[0]}/files`;
}

export function choose(page: Page, files: readonly { name: string; buffer: Buffer }[]): Promise<void> {
  return page.locator("input[type=file][accept]").setInputFiles(files.map((file) => ({ ...file, mimeType: "text/csv" })));
}
