import { randomUUID } from "node:crypto";
import type { Locator, Page } from "@playwright/test";
import { addDays, type Day } from "@/lib/domain/dates";
import { momentOf } from "@/lib/domain/local-time";
import { daysOf, weekOf } from "@/lib/domain/weeks";
import { formatDay } from "@/lib/i18n/format";
import { expectAccessible, expectVisibleFocus } from "../support/accessible";
import { expect, heading, leaveSession, logDialog, REFUSED_PAGES, rowsOf, signInAs, tabTo, test } from "../support/journey";

// High enough for a whole day to be under the mouse.
test.use({ provoked: REFUSED_PAGES, viewport: { width: 1280, height: 1600 } });

const today = momentOf(new Date()).day;
const nextWeek = weekOf(addDays(today, 7));
const [monday, tuesday, , thursday] = daysOf(nextWeek) as [Day, Day, Day, Day];

test("what was agreed for a day gone by is on top of every week until it is logged", async ({ page }) => {
  await signInAs(page, "Claire Bousquet");
  const client = await openClient(page, 3);
  await page.getByRole("button", { name: "Consigner un contact", exact: true }).click();
  const log = logDialog(page);
  await log.getByLabel("Jour du contact").fill(addDays(today, -20));
  await log.getByRole("radio", { name: "Échange" }).check();
  await log.getByLabel("Date convenue").fill(addDays(today, -8));
  await expect(log.getByText("restera signalée en retard jusqu’à ce qu’elle soit faite")).toBeVisible();
  await log.getByRole("button", { name: "Enregistrer" }).click();
  await log.getByRole("button", { name: "Fermer" }).click();

  await page.getByRole("link", { name: "Agenda" }).click();
  for (const address of ["/agenda", `/agenda?week=${weekOf(addDays(today, 70))}`, `/agenda?day=${tuesday}`]) {
    await page.goto(address);
    await expect(lateEntry(page, client)).toContainText("depuis 8 jours");
  }

  await lateEntry(page, client).getByRole("button", { name: /^Consigner/ }).click();
  await log.getByRole("radio", { name: "Échange" }).check();
  await log.getByRole("button", { name: "Enregistrer" }).click();
  await log.getByRole("button", { name: "Fermer" }).click();
  await expect(lateEntry(page, client)).toHaveCount(0);
  await page.reload();
  await expect(heading(page)).toHaveText("Agenda");
  await expect(lateEntry(page, client)).toHaveCount(0);
});

test("an appointment is made, dragged to Thursday, put back, and moved there by keys and by date", async ({ page }) => {
  await signInAs(page, "Julien Jacquot");
  const client = await openClient(page, 5);
  await plan(page, client, { on: tuesday, time: "10:00" });
  const entry = entryOn(page, tuesday, client);
  await expect(entry).toContainText("10:00");

  await dragTo(page, entry, thursday, 14);
  await expect(message(page)).toContainText(`${client} : déplacé au ${formatDay("fr", thursday, "weekday")}, 14:00.`);
  await expect(entryOn(page, thursday, client)).toContainText("14:00");
  await page.reload();
  await expect(entryOn(page, thursday, client)).toContainText("14:00");
  await expect(entry).toHaveCount(0);

  await dragTo(page, entryOn(page, thursday, client), tuesday, 11);
  await message(page).getByRole("button", { name: "Annuler" }).click();
  await expect(message(page)).toContainText("remis au");
  await expect(entryOn(page, thursday, client)).toContainText("14:00");

  // Escape leaves it where it was.
  await grab(page, entryOn(page, thursday, client));
  await page.mouse.move(500, 500, { steps: 4 });
  await page.keyboard.press("Escape");
  await page.mouse.up();
  await expect(entryOn(page, thursday, client)).toContainText("14:00");

  const handle = (day: Day) => entryOn(page, day, client).getByRole("button", { name: /^Déplacer/ });
  await handle(thursday).focus();
  for (const key of ["ArrowLeft", "ArrowLeft", "ArrowUp"]) await page.keyboard.press(key);
  await expect(message(page)).toContainText(`déplacé au ${formatDay("fr", tuesday, "weekday")}, 13:30`);
  await expect(handle(tuesday)).toBeFocused();
  await page.keyboard.press("Control+z");
  await expect(entryOn(page, thursday, client)).toContainText("14:00");
  await expect(message(page)).toContainText("remis au");

  await handle(thursday).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: `Déplacer ${client}` });
  await dialog.getByLabel("Jour").fill(addDays(today, -1));
  await dialog.getByRole("button", { name: "Déplacer" }).click();
  await expect(dialog.getByRole("alert")).toHaveText("Choisissez un jour à venir");
  await dialog.getByLabel("Jour").fill(monday);
  await dialog.getByLabel("Heure").fill("");
  await dialog.getByRole("button", { name: "Déplacer" }).click();
  await expect(entryOn(page, monday, client)).toBeVisible();
  await expect(message(page)).toContainText(`déplacé au ${formatDay("fr", monday, "weekday")}.`);
  await page.reload();
  await expect(entryOn(page, monday, client)).not.toContainText("14:00");
});

test("a move that comes too late says why and is put back", async ({ page, context }) => {
  await signInAs(page, "Julien Jacquot");
  const client = await openClient(page, 7);
  await plan(page, client, { on: tuesday, time: "09:00" });
  const other = await context.newPage();
  await other.goto(`/agenda?week=${nextWeek}`);
  await entryOn(other, tuesday, client).getByRole("button", { name: /^Consigner/ }).click();
  await logDialog(other).getByRole("radio", { name: "Échange" }).check();
  await logDialog(other).getByRole("button", { name: "Enregistrer" }).click();
  await expect(logDialog(other).getByRole("status")).toContainText("Contact enregistré");

  await dragTo(page, entryOn(page, tuesday, client), thursday, 15);
  await expect(message(page)).toContainText(`${client} reste au ${formatDay("fr", tuesday, "weekday")}, 09:00 : cette action a été faite ou changée entre-temps.`);
  await expect(entryOn(page, thursday, client)).toHaveCount(0);
});

test("another calendar reads the agenda by its address, without a name, until the address is deleted", async ({ page, request }) => {
  await signInAs(page, "Sophie Lambert");
  const client = await openClient(page, 2);
  await plan(page, client, { on: thursday, time: "16:00" });
  await page.getByRole("button", { name: "S’abonner" }).click();
  const dialog = page.getByRole("dialog", { name: "Votre agenda dans un autre calendrier" });
  await expect(dialog.getByRole("radio", { name: /^Aucun nom/ })).toBeChecked();
  await dialog.getByRole("button", { name: /l’adresse$/ }).last().click();
  const address = (await dialog.getByRole("group", { name: "Adresse du calendrier" }).locator("code").textContent()) ?? "";

  const calendar = await request.get(address);
  expect(calendar.status()).toBe(200);
  expect(calendar.headers()).toMatchObject({ "content-type": "text/calendar; charset=utf-8", "cache-control": "private, no-store", "x-robots-tag": "noindex" });
  const text = await calendar.text();
  expect(text).toContain(`DTSTART;TZID=Europe/Paris:${thursday.replaceAll("-", "")}T160000\r\n`);
  expect(text).not.toContain(client.split(" ").at(-1));
  expect((await request.get(address, { headers: { "If-None-Match": calendar.headers().etag ?? "" } })).status()).toBe(304);

  await dialog.getByRole("radio", { name: "Le nom entier" }).check();
  await expect(message(page)).toContainText("Choix enregistré");
  expect((await (await request.get(address)).text()).replace(/\r\n /g, "")).toContain(`– ${client}`);
  await page.keyboard.press("Escape");
  await page.reload();
  await page.getByRole("button", { name: "S’abonner" }).click();
  await expect(dialog.getByText(/Relue pour la dernière fois le/)).toBeVisible();
  await expect(dialog.locator("code")).toHaveCount(0);
  await dialog.getByRole("button", { name: "Supprimer l’adresse" }).click();
  await expect(message(page)).toContainText("ne répond plus");
  for (const dead of [address, address.replace(/[^/]+\.ics$/, `${randomUUID()}.ics`)]) {
    const refused = await request.get(dead);
    expect([refused.status(), await refused.text()]).toEqual([404, ""]);
  }
});

test("the agenda is for whoever holds a portfolio", async ({ page }) => {
  for (const name of ["Noémie Perrin", "Stéphane Marchal", "Valérie Chapuis"]) {
    await signInAs(page, name);
    const answer = await page.goto("/agenda");
    expect(answer?.status(), name).toBe(403);
    await leaveSession(page);
  }
});

test("week, day and dialogs are accessible, on a phone and in the dark too", async ({ page }) => {
  test.slow();
  await signInAs(page, "Sophie Lambert");
  await page.goto(`/agenda?week=${nextWeek}`);
  await expect(page.locator("[data-day]").first()).toBeVisible();
  await expectAccessible(page);
  await expectVisibleFocus(page, 24);
  await page.goto(`/agenda?day=${tuesday}`);
  await expect(page.locator("[data-day]")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Planifier" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Planifier" }).click();
  await expect(page.getByRole("dialog").getByRole("alert")).toBeVisible();
  await page.getByLabel("Objet").selectOption({ label: "Offre ciblée" });
  await page.getByLabel("Jour", { exact: true }).fill(addDays(monday, 6));
  await expect(page.getByRole("dialog").getByText(/Appels commerciaux du lundi au vendredi/)).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "S’abonner" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Déplacer/ }).first().click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectAccessible(page);
});

/** The name of the client in this row of the portfolio, whose page is open then. */
async function openClient(page: Page, row: number): Promise<string> {
  await page.goto("/portfolio?sort=name");
  await rowsOf(page).nth(row).getByRole("link").first().click();
  await page.waitForURL(/\/clients\//);
  return (await heading(page).textContent()) ?? "";
}

/** From the agenda of next week, by keyboard as far as the client goes. */
async function plan(page: Page, client: string, { on, time }: { on: Day; time: string }): Promise<void> {
  await page.goto(`/agenda?week=${nextWeek}`);
  await page.getByRole("button", { name: "Planifier" }).click();
  const dialog = page.getByRole("dialog", { name: "Planifier un contact" });
  await expect(dialog.getByRole("combobox", { name: "Client" })).toBeFocused();
  await page.keyboard.type(client);
  await expect(dialog.getByRole("option").first()).toContainText(client);
  await page.keyboard.press("Enter");
  await dialog.getByLabel("Jour").fill(on);
  await dialog.getByLabel("Heure").fill(time);
  await tabTo(page, dialog.getByRole("button", { name: "Planifier" }));
  await page.keyboard.press("Enter");
  await expect(message(page)).toContainText(`${client} : prévu le`);
}

function entryOn(page: Page, day: Day, client: string): Locator {
  return page.locator(`[data-day="${day}"] [data-action][data-source="AGREED"]`).filter({ hasText: client });
}

function lateEntry(page: Page, client: string): Locator {
  return page.getByRole("region", { name: /^En retard/ }).getByRole("listitem").filter({ hasText: client });
}

function message(page: Page): Locator {
  return page.getByRole("region", { name: "Messages" });
}

async function grab(page: Page, entry: Locator): Promise<void> {
  await entry.scrollIntoViewIfNeeded();
  const box = await entry.boundingBox();
  if (!box) throw new Error("the entry is not on the page");
  await page.mouse.move(box.x + box.width / 2, box.y + 4);
  await page.mouse.down();
}

/** By mouse, held at its upper edge, to the line of an hour. */
async function dragTo(page: Page, entry: Locator, day: Day, hour: number): Promise<void> {
  await grab(page, entry);
  const hours = page.locator(`[data-day="${day}"] [data-first-hour]`);
  const [box, first, last] = [await hours.boundingBox(), Number(await hours.getAttribute("data-first-hour")), Number(await hours.getAttribute("data-last-hour"))];
  if (!box) throw new Error("the hours are not drawn");
  const y = box.y + ((hour - first) / (last - first)) * box.height + 4;
  await page.mouse.move(box.x + box.width / 2, y - 40, { steps: 5 });
  await page.mouse.move(box.x + box.width / 2, y, { steps: 5 });
  await page.mouse.up();
}
