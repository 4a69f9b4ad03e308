import { beforeAll, expect, it } from "vitest";
import { inViewerScope, inViewerTransaction, readAs } from "@/lib/data/database";
import type { Viewer } from "@/lib/data/viewer";
import { Prisma } from "@/prisma/generated/client";
import { testDatabase } from "@/tests/support/database";
import { insertBank, insertClient } from "@/tests/support/factories";
import { insertStaff, insertViewer, viewer } from "@/tests/support/viewers";

/** Many viewers at once on few connections: nobody may ever be answered as someone else. */
const ADVISORS = 40;
const ROUNDS = 10;
const db = await testDatabase();
const advisors: { viewer: Viewer; clientId: number }[] = [];

beforeAll(async () => {
  const staff = await insertStaff(db.owner);
  await insertBank(db.owner);
  for (let i = 0; i < ADVISORS; i++) {
    const advisor = await insertViewer(db.owner, "ADVISOR", { branchId: staff.branchId });
    advisors.push({ viewer: advisor, clientId: await insertClient(db.owner, { advisorId: advisor.userId, branchId: staff.branchId }) });
  }
});

it("two thousand eight hundred reads at once, each in its viewer's own scope", async () => {
  const wrong: string[] = [];
  await Promise.all(
    Array.from({ length: ROUNDS }, () => advisors).flat().map(async ({ viewer: advisor, clientId }, i) => {
      const other = advisors[(i + 7) % ADVISORS]?.clientId ?? 0;
      const check = (what: string, holds: boolean) => holds || wrong.push(`${advisor.userId} ${what}`);
      const [all, own, others, count, raw, read, both] = await Promise.all([
        inViewerScope(advisor, (scope) => scope.client.findMany({ select: { id: true } })),
        inViewerScope(advisor, (scope) => scope.client.findFirst({ where: { id: clientId }, select: { id: true } })),
        inViewerScope(advisor, (scope) => scope.client.findFirst({ where: { id: other }, select: { id: true } })),
        inViewerScope(advisor, (scope) => scope.client.count()),
        inViewerScope(advisor, (scope) => scope.$queryRaw<{ id: number }[]>`SELECT id FROM client`),
        readAs<{ id: number }>(advisor, Prisma.sql`SELECT id FROM client`),
        inViewerTransaction(advisor, async (scope) => {
          const first = await scope.client.findMany({ select: { id: true } });
          await new Promise((resolve) => setTimeout(resolve, i % 5));
          return [first, await scope.client.findMany({ select: { id: true } })];
        }),
      ]);
      const only = JSON.stringify([{ id: clientId }]);
      check("findMany", JSON.stringify(all) === only);
      check("findFirst own", own?.id === clientId);
      check("findFirst other", other === clientId || others === null);
      check("count", count === 1);
      check("raw", JSON.stringify(raw) === only);
      check("read", JSON.stringify(read) === only);
      check("transaction", both.every((rows) => JSON.stringify(rows) === only));
    }),
  );
  expect(wrong).toEqual([]);
});

it("nothing of a viewer stays on the connection", async () => {
  const [someone] = advisors;
  if (!someone) throw new Error("no advisor");
  for (let i = 0; i < 10; i++) await inViewerScope(someone.viewer, (scope) => scope.client.count());
  const nobody = viewer("ADVISOR", { userId: 0 });
  for (let i = 0; i < 10; i++) expect(await inViewerScope(nobody, (scope) => scope.client.count())).toBe(0);
});
