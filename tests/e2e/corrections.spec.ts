import type { Locator, Page } from "@playwright/test";
import { expectAccessible, expectVisibleFocus } from "../support/accessible";
import { expect, heading, leaveSession, rowsOf, signInAs, tabTo, test } from "../support/journey";

test.describe.configure({ timeout: 180_000 });

// Nobody else works on the late actions of his last clients, or asks him for anything.
const ADVISOR = "Paul Faivre";
const SUPERVISOR = "Laurent Combes";

test("late follow-up found, its list, its entry, a correction asked for, corrected, accepted", async ({ page }) => {
  await signInAs(page, SUPERVISOR);
  await page.getByRole("link", { name: new RegExp(`^Actions en retard, ${ADVISOR}\\s:`) }).click();
  const client = await openLateClient(page);
  await openContact(page);
  const address = page.url();
  await expect(heading(page)).toContainText("Entrée de suivi");

  await page.getByRole("button", { name: "Demander une correction" }).click();
  const asking = page.getByRole("dialog", { name: "Demander une correction" });
  await asking.getByLabel("Ce qui ne va pas").selectOption({ label: "Étape suivante" });
  await asking.getByRole("button", { name: "Envoyer" }).click();
  await expect(asking.getByRole("alert")).toContainText("Écrivez quelques mots");
  await asking.getByLabel("Ce qui est demandé, et pourquoi").fill("Quelle suite a été convenue ?");
  await asking.getByRole("button", { name: "Envoyer" }).click();
  await expect(said(page, "Correction demandée")).toContainText("Quelle suite a été convenue ?");
  await expect(page.getByRole("button", { name: "Retirer la demande" })).toBeVisible();

  await leaveSession(page);
  await signInAs(page, ADVISOR);
  await expect(page.getByRole("main").getByText(/demandes? vous attend/)).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "Voir", exact: true }).click();
  await expect(heading(page)).toHaveText("À traiter");
  await rowsOf(page).filter({ hasText: "Quelle suite a été convenue ?" }).getByRole("link", { name: client }).click();
  await page.getByRole("button", { name: "Corriger l’entrée" }).click();
  const dialog = page.getByRole("dialog", { name: /^Corriger l’entrée du/ });
  await dialog.getByLabel("Notes").fill("Rappel convenu après les fêtes.");
  await dialog.getByRole("button", { name: "Enregistrer" }).click();
  await expect(dialog.getByRole("status")).toBeVisible();
  await dialog.getByRole("button", { name: "Fermer" }).click();
  await expect(said(page, "Entrée corrigée")).toContainText(ADVISOR);
  await expect(page.getByRole("list", { name: "Entrée et corrections" })).toContainText("Rappel convenu après les fêtes.");
  await expect(page.getByRole("button", { name: "Maintenir telle quelle" })).toHaveCount(0);

  await leaveSession(page);
  await signInAs(page, SUPERVISOR);
  await page.getByRole("navigation", { name: "Navigation principale" }).getByRole("link", { name: /^À traiter/ }).click();
  await expect(rowsOf(page).filter({ hasText: client }).filter({ hasText: "Rappel convenu après les fêtes." })).toContainText("Réponse à examiner");
  await page.goto("/supervision");
  await page.getByRole("link", { name: "Corrections", exact: true }).click();
  await expect(page.getByRole("link", { name: /^Réponse à examiner/ })).toHaveAttribute("aria-current", "true");
  await rowsOf(page).filter({ hasText: "Quelle suite a été convenue ?" }).getByRole("link", { name: client }).click();
  await page.getByRole("button", { name: "Accepter la réponse" }).click();
  await expect(said(page, "Réponse acceptée")).toBeVisible();
  await expect(page.getByRole("button", { name: "Accepter la réponse" })).toHaveCount(0);
  await page.goto("/supervision/requests?state=ACCEPTED");
  await expect(rowsOf(page).filter({ hasText: "Quelle suite a été convenue ?" })).toBeVisible();

  // Under the entry of the timeline, folded.
  await page.goto(`${address.split("/entries")[0]}?timeline=CONTACTS`);
  const folded = page.getByRole("group").filter({ hasText: "3 remarques" }).first();
  await folded.getByText("3 remarques").click();
  await expect(folded).toContainText("Quelle suite a été convenue ?");
});

test("by keyboard: an entry stands as it is, and a colleague who is named finds it; every page and dialog is accessible", async ({ page }) => {
  await signInAs(page, SUPERVISOR);
  await page.getByRole("link", { name: new RegExp(`^Actions en retard, ${ADVISOR}\\s:`) }).click();
  await openLateClient(page, 1);
  await openContact(page);
  const address = page.url();
  const ask = page.getByRole("button", { name: "Demander une correction" });
  await expect(ask).toBeVisible();
  await openByKey(page, ask, page.getByRole("dialog"));
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(ask).toBeFocused();
  await page.keyboard.press("Enter");
  const asking = page.getByRole("dialog", { name: "Demander une correction" });
  await expect(asking.getByLabel("Ce qui ne va pas")).toBeFocused();
  await expectAccessible(page);
  await tabTo(page, asking.getByLabel("Ce qui est demandé, et pourquoi"));
  await page.keyboard.type("Est-ce bien ce client ?");
  await tabTo(page, asking.getByRole("checkbox", { name: "Isabelle Renaud" }));
  await page.keyboard.press("Space");
  await tabTo(page, asking.getByRole("button", { name: "Envoyer" }));
  await page.keyboard.press("Enter");
  await expect(said(page, "Correction demandée")).toContainText("À l’attention de Isabelle Renaud");
  await expectAccessible(page);

  await leaveSession(page);
  await signInAs(page, ADVISOR);
  await page.goto("/requests");
  await expect(rowsOf(page).filter({ hasText: "Est-ce bien ce client ?" })).toBeVisible();
  await expectAccessible(page);
  await expectVisibleFocus(page, 12);
  await page.goto(address);
  const stands = page.getByRole("button", { name: "Maintenir telle quelle" });
  await openByKey(page, stands, page.getByRole("dialog"));
  await page.getByRole("dialog").getByLabel("Pourquoi l’entrée est juste").fill("Oui, vu avec le client.");
  await page.getByRole("dialog").getByRole("button", { name: "Envoyer" }).click();
  await expect(said(page, "Maintenue telle quelle")).toContainText("Oui, vu avec le client.");

  await leaveSession(page);
  await signInAs(page, "Isabelle Renaud");
  await page.goto("/supervision/requests");
  const named = page.getByRole("region", { name: "On vous a nommé" });
  await expect(named).toContainText("Est-ce bien ce client ?");
  await expectAccessible(page);
  await page.goto(address);
  await page.getByLabel("Votre commentaire").fill("Vu.");
  await page.getByRole("button", { name: "Commenter", exact: true }).click();
  await expect(said(page, "Commentaire")).toContainText("Vu.");
  await page.getByRole("button", { name: "Retirer votre commentaire « Vu. »" }).click();
  await expect(said(page, "Commentaire")).toContainText("Retirée");
  await page.getByRole("button", { name: "Redemander" }).click();
  await page.getByRole("dialog").getByLabel("Ce qui est demandé, et pourquoi").fill("À préciser tout de même.");
  await page.getByRole("dialog").getByRole("button", { name: "Envoyer" }).click();
  await expect(said(page, "Correction redemandée")).toBeVisible();
  await page.getByRole("button", { name: "Retirer la demande" }).click();
  await expect(said(page, "Retrait").last()).toBeVisible();
  await expect(page.getByRole("button", { name: "Demander une correction" })).toBeVisible();
});

/** The client of a row of the late actions, counted from the end: whoever works on them begins at the top. */
async function openLateClient(page: Page, fromEnd = 0): Promise<string> {
  await expect(heading(page)).toHaveText("Actions en retard");
  await expect(rowsOf(page).first()).toBeVisible();
  const names = await rowsOf(page).getByRole("rowheader").allInnerTexts();
  const name = [...new Set(names)].at(-1 - fromEnd) ?? "";
  await rowsOf(page).getByRole("link", { name }).last().click();
  await expect(page.getByRole("region", { name: "Historique" })).toBeVisible();
  return name;
}

/** The latest contact of the client on show. */
async function openContact(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Contacts", exact: true }).click();
  await page.getByRole("link", { name: /^Commenter l’entrée du/ }).first().click();
  await expect(page).toHaveURL(/\/entries\//);
}

/** A remark of this kind. */
function said(page: Page, kind: string): Locator {
  return page.getByRole("list", { name: "Remarques, de la plus ancienne à la plus récente" }).getByRole("listitem").filter({ has: page.getByText(kind, { exact: true }) });
}

/** Presses until what listens is there: a page hydrates late. */
async function openByKey(page: Page, control: Locator, opened: Locator): Promise<void> {
  await control.focus();
  await expect(async () => {
    await page.keyboard.press("Enter");
    await expect(opened).toBeVisible({ timeout: 1_000 });
  }).toPass();
}
