import { expect, it } from "vitest";

import { contentSecurityPolicy } from "./content-security-policy";

it("lets only scripts with the nonce run, and nobody frame us", () => {
  const policy = contentSecurityPolicy({ nonce: "n1", development: false });
  expect(policy).toContain("script-src 'self' 'nonce-n1' 'strict-dynamic';");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).toContain("connect-src 'self';");
  expect(policy).not.toContain("unsafe-eval");
});

it("allows calls and the event socket to a separate API origin when there is one", () => {
  const policy = contentSecurityPolicy({
    nonce: "n1",
    apiOrigin: "https://api.example.com",
    development: false,
  });
  expect(policy).toContain("connect-src 'self' https://api.example.com wss://api.example.com;");
});
