import { beforeEach, describe, expect, it, vi } from "vitest";
import { redirect } from "next/navigation";
import { z } from "zod";
import { serverAction } from "@/lib/auth/server-action";
import { currentAccount, type Account } from "@/lib/auth/viewer";
import { AppError } from "@/lib/errors";

vi.mock("@/lib/auth/viewer", () => ({ currentAccount: vi.fn() }));

const input = z.object({ id: z.int("idMissing"), step: z.object({ dueOn: z.string() }).optional() });
const run = vi.fn((_viewer: unknown, { id }: { id: number }) => Promise.resolve(id * 2));
const action = serverAction("interaction.log", input, run);

beforeEach(() => {
  run.mockClear();
  signInAs("ADVISOR");
});

describe("a server action", () => {
  it("answers with what it did, as the viewer who asked", async () => {
    expect(await action({ id: 21 })).toEqual({ ok: true, data: 42 });
    expect(run).toHaveBeenCalledWith(expect.objectContaining({ userId: 7 }), { id: 21 });
  });

  it("does nothing for someone who is signed out", async () => {
    vi.mocked(currentAccount).mockResolvedValue(null);
    expect(await action({ id: 21 })).toEqual({ ok: false, code: "SIGNED_OUT" });
    expect(run).not.toHaveBeenCalled();
  });

  it("does nothing for a role that may not", async () => {
    signInAs("SUPERVISOR");
    expect(await action({ id: 21 })).toEqual({ ok: false, code: "FORBIDDEN" });
    expect(run).not.toHaveBeenCalled();
  });

  it("names the fields at fault by their path, in keys, never in Zod's own words", async () => {
    expect(await action({ id: "x", step: { dueOn: 3 } })).toEqual({ ok: false, code: "INVALID", fields: { id: "idMissing", "step.dueOn": "invalid" } });
    expect(await action(undefined)).toMatchObject({ code: "INVALID" });
    expect(run).not.toHaveBeenCalled();
  });

  it("passes on the code of an error that was foreseen", async () => {
    run.mockRejectedValueOnce(new AppError("CONFLICT", "next action 12 of client Martin is not open"));
    expect(await action({ id: 1 })).toEqual({ ok: false, code: "CONFLICT" });
  });

  it("logs one that was not, without its words, which may quote a client", async () => {
    const written = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    run.mockRejectedValueOnce(new TypeError("duplicate key (last_name)=(Martin)"));
    expect(await action({ id: 1 })).toEqual({ ok: false, code: "UNEXPECTED" });
    expect(written.mock.calls.join()).toContain('"error":"TypeError"');
    expect(written.mock.calls.join()).not.toContain("Martin");
    written.mockRestore();
  });

  it("lets a redirect through", async () => {
    run.mockImplementationOnce(() => redirect("/portfolio"));
    await expect(action({ id: 1 })).rejects.toThrow("NEXT_REDIRECT");
  });
});

function signInAs(role: Account["viewer"]["role"]): void {
  const viewer = { userId: 7, role, name: "Camille Test", branchId: 1, supervisedBranchIds: [] };
  vi.mocked(currentAccount).mockResolvedValue({ viewer, email: "camille@bank.example", branchName: null, bankName: null, pinnedTodayOn: null });
}
