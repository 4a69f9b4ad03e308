import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { GET as getIndex, POST as postIndex } from "@/app/api/v1/route";
import { GET as getDocument } from "@/app/api/v1/openapi.json/route";
import { API_RESOURCES } from "@/lib/domain/api-key";
import { jsonRowReader } from "@/lib/import/json-row";
import { apiBatchAnswer, apiBatchBody, RESOURCE_FILES } from "@/lib/schemas/api-batch";
import { apiDocument } from "@/lib/schemas/api-document";
import { API_ANSWER_EXAMPLE, API_ROW_EXAMPLES } from "@/lib/schemas/api-examples";
import { API_PROBLEMS } from "@/lib/schemas/api-problem";
import { importColumns } from "@/lib/schemas/import";
import { apiRowSchema } from "@/lib/schemas/import-json";

type Operation = { responses: Record<string, { content: Record<string, { schema: { allOf?: [unknown, { properties: { code: { enum: string[] } } }] } }> }>; security?: unknown[]; operationId: string };
type Document = { openapi: string; paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, { properties: Record<string, unknown>; required?: string[]; examples?: unknown[] }> } };

const document = apiDocument() as unknown as Document;
const NOWHERE = { params: Promise.resolve({}) };

describe("the OpenAPI document", () => {
  it("has every address that there is, and no other", () => {
    const folders = readdirSync("app/api/v1", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith("route.ts") && !file.includes("[..."));
    const addresses = folders.map((file) => path.posix.join("/api/v1", path.dirname(file)).replace("[batchId]", "{id}"));
    const expected = addresses.flatMap((address) => (address.endsWith("[resource]") ? API_RESOURCES.map((resource) => `/api/v1/${RESOURCE_FILES[resource]}`) : [address]));
    expect(Object.keys(document.paths).sort()).toEqual(expected.sort());
  });

  it("has every status and every code that can be answered", () => {
    const codes = Object.values(document.paths).flatMap((methods) => Object.values(methods)).flatMap(({ responses }) =>
      Object.entries(responses).flatMap(([status, { content }]) => (content["application/problem+json"]?.schema.allOf?.[1].properties.code.enum ?? []).map((code) => `${status} ${code}`)),
    );
    const all = Object.entries(API_PROBLEMS).map(([code, status]) => `${status} ${code}`);
    // That an address or a method is not there cannot be said of one that is.
    expect([...new Set(codes), "405 method_not_allowed"].sort()).toEqual(all.sort());
    expect(Object.keys(document.paths["/api/v1/clients"]?.post?.responses ?? {})).toEqual(["200", "202", "400", "401", "403", "409", "413", "415", "422", "429", "500"]);
  });

  it.each(API_RESOURCES)("says of %s what decides on its rows, with an example that is taken", (resource) => {
    const file = RESOURCE_FILES[resource];
    const example = API_ROW_EXAMPLES[resource];
    const schema = document.components.schemas[`${resource.charAt(0)}${resource.slice(1).toLowerCase()}Row`];
    expect(Object.keys(schema?.properties ?? {})).toEqual(Object.keys(importColumns(file)));
    expect(schema?.examples).toEqual([example]);
    expect(apiRowSchema(file).safeParse(example).error).toBeUndefined();
    expect(jsonRowReader(file, { today: "2026-11-20", dates: "YYYY-MM-DD", decimals: "EITHER" })(example).problems).toBeNull();
    expect(apiBatchBody.safeParse({ rows: [example] }).success).toBe(true);
  });

  it("shows an answer as it is given", () => {
    expect(apiBatchAnswer.parse(API_ANSWER_EXAMPLE)).toEqual(API_ANSWER_EXAMPLE);
  });

  it("refers to nothing that is not in it, and names each operation once", () => {
    const refs = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name ?? "");
    expect(refs.filter((name) => !(name in document.components.schemas))).toEqual([]);
    const names = Object.values(document.paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId));
    expect(new Set(names).size).toBe(names.length);
    expect(document.openapi).toBe("3.1.0");
  });

  it("and the index are open to all; nothing is sent there", async () => {
    const served = await getDocument(new Request("http://localhost/api/v1/openapi.json"), NOWHERE);
    expect(await served.json()).toEqual(JSON.parse(JSON.stringify(document)));
    expect(await (await getIndex(new Request("http://localhost/api/v1"), NOWHERE)).json()).toMatchObject({ document: "/api/v1/openapi.json", resources: expect.arrayContaining(["/api/v1/clients"]) as string[] });
    const wrong = await postIndex(new Request("http://localhost/api/v1", { method: "POST" }), NOWHERE);
    expect([wrong.status, wrong.headers.get("allow")]).toEqual([405, "GET"]);
  });
});
