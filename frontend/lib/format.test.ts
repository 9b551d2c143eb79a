import { describe, expect, it } from "vitest";

import {
  formatAmount,
  formatBytes,
  formatCountdown,
  formatDuration,
  formatRelative,
  plural,
  formatRemaining,
} from "./format";

describe("formatBytes", () => {
  it.each([
    [0, "0 B"],
    [1023, "1023 B"],
    [1536, "1.5 KB"],
    [2 * 1024 * 1024, "2 MB"],
    [250 * 1024 * 1024, "250 MB"],
  ])("writes %d as %s", (bytes, text) => expect(formatBytes(bytes)).toBe(text));
});

describe("formatAmount", () => {
  it.each([
    ["1.2", "EUR", "€1.20"],
    ["0.00004215", "USD", "$0.000042"],
    ["0", "USD", "$0.00"],
  ])("writes %s %s as %s", (amount, currency, text) =>
    expect(formatAmount(amount, currency)).toBe(text),
  );
});

describe("formatDuration", () => {
  it.each([
    [0, "<0.1 ms"],
    [4.21, "4.2 ms"],
    [640.4, "640 ms"],
    [2210, "2.2 s"],
  ])("writes %d as %s", (ms, text) => expect(formatDuration(ms)).toBe(text));
});

describe("formatRelative", () => {
  const now = Date.parse("2026-05-10T12:00:00Z");
  it.each([
    ["2026-05-10T11:59:50Z", "now"],
    ["2026-05-10T11:55:00Z", "5 min. ago"],
    ["2026-05-10T09:00:00Z", "3 hr. ago"],
    ["2026-05-09T12:00:00Z", "yesterday"],
    ["2026-04-01T12:00:00Z", "Apr 1, 2026"],
    ["2026-05-10T12:00:20Z", "now"],
    ["2026-05-13T12:00:00Z", "in 3 days"],
    ["2026-08-01T12:00:00Z", "Aug 1, 2026"],
  ])("writes %s as %s", (iso, text) => expect(formatRelative(iso, now)).toBe(text));
});

describe("formatCountdown", () => {
  it.each([
    [0, "0 s"],
    [59, "59 s"],
    [60, "1:00 min"],
    [125, "2:05 min"],
  ])("writes %d seconds as %s", (seconds, text) => expect(formatCountdown(seconds)).toBe(text));
});

it("counts one and many", () => {
  expect(plural(1, "document")).toBe("1 document");
  expect(plural(1200, "document")).toBe("1,200 documents");
});

it.each([
  [0, "a few seconds left"],
  [31, "about 40 s left"],
  [70, "about 1 min left"],
  [372, "about 6 min left"],
  [3599, "about 60 min left"],
  [5500, "about 1.5 h left"],
])("writes that %d s are left as %s", (seconds, text) => {
  expect(formatRemaining(seconds)).toBe(text);
});
