import { expect, it } from "vitest";

import { loginPath, safeNextPath } from "./next-path";

it.each([
  [null, "/home"],
  ["", "/home"],
  ["/chat/1?x=2", "/chat/1?x=2"],
  ["https://evil.example", "/home"],
  ["//evil.example", "/home"],
  ["/\\evil.example", "/home"],
])("leads %s to %s", (next, path) => expect(safeNextPath(next)).toBe(path));

it("remembers the place in the login address", () => {
  expect(loginPath("/knowledge/1?tab=search")).toBe("/login?next=%2Fknowledge%2F1%3Ftab%3Dsearch");
});
