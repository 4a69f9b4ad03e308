import { afterEach, describe, expect, it, vi } from "vitest";
import { toldWhile } from "@/app/api/log/[branchId]/verify/told-while";
import { readVerification } from "@/components/proof/verification";

vi.mock("@/lib/log", () => ({ logEvent: vi.fn(), traceOf: () => ({}) }));
afterEach(() => vi.unstubAllGlobals());

const OUTCOME = { isSound: true, lines: ["Le journal est intact"] };
const answer = (body: BodyInit | null, status = 200) => vi.stubGlobal("fetch", () => Promise.resolve(new Response(body, { status })));

async function asked(): Promise<{ told: number[]; outcome: unknown }> {
  const told: number[] = [];
  const outcome = await readVerification("/", { onDone: (links) => told.push(links), signal: new AbortController().signal });
  return { told, outcome };
}

describe("a verification that goes on", () => {
  it("tells how far it is, not at each link, and then what was found", async () => {
    answer(toldWhile((tell) => {
      for (let done = 1; done <= 1000; done++) tell({ done });
      return Promise.resolve(OUTCOME);
    }));
    const { told, outcome } = await asked();
    expect(told[0]).toBe(1);
    expect(told.length).toBeLessThan(100);
    expect(outcome).toEqual(OUTCOME);
  });

  it("that breaks is told, and never looks sound", async () => {
    answer(toldWhile(() => Promise.reject(new Error("the database went away"))));
    expect((await asked()).outcome).toEqual({ code: "UNEXPECTED" });
  });

  it("ends at its next step when nobody listens any more", async () => {
    let go = () => undefined as void;
    const asking = new Promise<void>((resolve) => (go = resolve));
    const ended = new Promise<string>((resolve) => {
      const body = toldWhile(async (tell) => {
        tell({ done: 1 });
        await asking;
        try {
          tell({ done: 2 });
          resolve("went on");
        } catch {
          resolve("ended");
        }
        return OUTCOME;
      });
      void body.cancel().then(() => go());
    });
    expect(await ended).toBe("ended");
  });
});

describe("the answer as it is read", () => {
  it("comes in pieces that are no lines", async () => {
    const text = `{"done":3}\n{"done":7}\n${JSON.stringify({ ...OUTCOME, lines: ["é"] })}\n`;
    const bytes = new TextEncoder().encode(text);
    answer(new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    }));
    expect(await asked()).toEqual({ told: [3, 7], outcome: { isSound: true, lines: ["é"] } });
  });

  it.each([
    ["a refusal", () => answer('{"code":"NOT_FOUND"}', 404), "NOT_FOUND"],
    ["an answer that was cut off", () => answer('{"done":3}\n'), "UNEXPECTED"],
    ["no server", () => vi.stubGlobal("fetch", () => Promise.reject(new TypeError("offline"))), "OFFLINE"],
  ])("%s", async (_, prepare, code) => {
    prepare();
    expect((await asked()).outcome).toEqual({ code });
  });
});
