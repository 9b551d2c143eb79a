import { expect, it } from "vitest";

import { toggleReason } from "./feedback-reasons";

it("puts a reason in front of what was typed, and takes out that one only", () => {
  const once = toggleReason("It is 30 days.", "Not true");
  expect(once).toBe("Not true. It is 30 days.");
  const twice = toggleReason(once, "Incomplete");
  expect(twice).toBe("Incomplete. Not true. It is 30 days.");
  expect(toggleReason(twice, "Not true")).toBe("Incomplete. It is 30 days.");
  expect(toggleReason("Not true", "Not true")).toBe("");
});
