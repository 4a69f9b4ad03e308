import { describe, expect, it } from "vitest";
import { copyLine } from "@/lib/jobs/copy-rows";

describe("a line of COPY", () => {
  it.each([
    ["nothing", null, "\\N"],
    ["an empty text", "", ""],
    ["the text that stands for nothing", "\\N", "\\\\N"],
    ["a tab and a line break", "a\tb\nc\r", "a\\tb\\nc\\r"],
    ["a negative amount", -412, "-412"],
    ["a truth", false, "false"],
    ["an empty list", [], "{}"],
    ["a list of codes", ["DAV", "PEL"], '{"DAV","PEL"}'],
    ["a list with a quote and a backslash", ['a"b', "c\\d"], '{"a\\\\"b","c\\\\\\\\d"}'],
  ])("writes %s", (_, value, field) => {
    expect(copyLine([1, value])).toBe(`1\t${field}\n`);
  });
});
