import type { Page } from "@playwright/test";
import { expect, heading, leaveSession, REFUSED_PAGES, rowsOf, signInAs, test } from "../support/journey";

test.use({ provoked: REFUSED_PAGES });

const NO_CLIENTS = [
  ["an analyst", "Noémie Perrin", ["Accueil"]],
  ["an administrator", "Stéphane Marchal", ["Accueil", "Traitements", "Imports", "Clés API", "Approches", "Événements", "Contrôle"]],
] as const;

for (const [role, name, entries] of NO_CLIENTS) {
  test(`${role} sees the bank in figures, and no client anywhere`, async ({ page }) => {
    await signInAs(page, name);
    await expect(heading(page)).toHaveText("La banque en chiffres");
    await expect(page.getByRole("navigation", { name: "Navigation principale" }).getByRole("link")).toHaveText([...entries]);
    await expect(page.locator("a[href*='/clients']")).toHaveCount(0);
    for (const path of ["/portfolio", "/supervision", "/supervision/actions", "/supervision/interactions", "/supervision/trend", "/supervision/trend/entries?part=COVERED", "/supervision/audits", "/supervision/requests", "/inbox", "/tasks", "/requests", "/clients/1", "/clients/999999999"]) {
      await expectForbidden(page, path);
    }
  });
}

test("imports are open to administrators alone, their door for files too", async ({ page }) => {
  for (const name of ["Noémie Perrin", "Mathieu Cros", "Valérie Chapuis"]) {
    await signInAs(page, name);
    await expectForbidden(page, "/admin/imports");
    await expectForbidden(page, "/admin/imports/6f1f6a52-8f3a-4c0f-9f3d-0d5e6b0c2a11");
    const sent = await page.evaluate(() => fetch("/api/imports/6f1f6a52-8f3a-4c0f-9f3d-0d5e6b0c2a11/files", { method: "POST", headers: { "x-file-name": "a.csv" }, body: "a;b" }).then((answer) => answer.status));
    expect(sent, name).toBe(403);
    await leaveSession(page);
  }
});

test("an advisor has no follow-up and no jobs: the pages are not open to the role", async ({ page }) => {
  await signInAs(page, "Mathieu Cros");
  for (const path of ["/supervision", "/supervision/actions", "/supervision/interactions", "/supervision/audits", "/supervision/requests", "/supervision/workload/differences", "/admin/jobs", "/admin/control-grid"]) await expectForbidden(page, path);
  await page.getByRole("link", { name: "Retour à l’accueil" }).click();
  await expect(heading(page)).toHaveText("Aujourd’hui");
});

const WITH_CLIENTS = [
  ["an advisor", "Mathieu Cros", ["Aujourd’hui", "À traiter", "Agenda", "Portefeuille"], ["/desk"]],
  ["a relationship manager", "Olivier Lacroix", ["Aujourd’hui", "À traiter", "Agenda", "Portefeuille", "Patrimonial"], ["/supervision/audits"]],
  ["a supervisor", "Laurent Combes", ["Suivi", "À traiter", "Portefeuille", "Patrimonial"], ["/tasks", "/requests", "/admin/control-grid"]],
] as const;

for (const [role, name, entries, refused] of WITH_CLIENTS) {
  test(`${role} has one inbox among the entries`, async ({ page }) => {
    await signInAs(page, name);
    const links = page.getByRole("navigation", { name: "Navigation principale" }).getByRole("link");
    await expect(links).toHaveText(entries.map((entry) => new RegExp(`^${entry}`)));
    await links.filter({ hasText: "À traiter" }).click();
    await expect(heading(page)).toHaveText("À traiter");
    await expect(links.filter({ hasText: "À traiter" })).toHaveAttribute("aria-current", "page");
    for (const path of refused) await expectForbidden(page, path);
  });
}

test("a colleague's client answers as an unknown id and as no id at all do", async ({ page, browser, baseURL }) => {
  const colleague = await browser.newPage({ baseURL });
  await signInAs(colleague, "Claire Bousquet");
  await colleague.goto("/portfolio");
  const theirs = await rowsOf(colleague).first().getByRole("link").getAttribute("href");
  await colleague.close();

  await signInAs(page, "Mathieu Cros");
  const answer = await answerOf(page, theirs ?? "");
  expect(answer.status).toBe(404);
  expect(answer.words).toContain("Rien à cette adresse");
  expect(await answerOf(page, "/clients/999999999")).toEqual(answer);
  expect(await answerOf(page, "/clients/abc")).toEqual(answer);
  expect(await answerOf(page, "/nowhere")).toEqual(answer);
});

async function expectForbidden(page: Page, path: string): Promise<void> {
  const answer = await answerOf(page, path);
  expect(answer.status, path).toBe(403);
  expect(answer.words, path).toContain("Cette page n’est pas ouverte à votre rôle");
}

async function answerOf(page: Page, path: string) {
  const response = await page.goto(path);
  return { status: response?.status(), words: await page.getByRole("main").innerText() };
}
