import { expect, it } from "vitest";

import { summarise } from "./upload-summary";
import type { Upload } from "./uploads";

let id = 0;
const upload = (state: Upload["state"], sentBytes = 0): Upload => ({
  id: id++,
  knowledgeBaseId: "k",
  name: "a.md",
  size: 100,
  sentBytes,
  state,
  error: null,
});

it("counts what ended, and what was sent by size", () => {
  const summary = summarise([
    upload("done"),
    upload("duplicate"),
    upload("failed", 20),
    upload("sending", 50),
    upload("waiting"),
  ]);
  expect(summary).toMatchObject({ total: 5, ended: 3, arrived: 1, totalBytes: 500 });
  expect(summary.sentBytes).toBe(350);
  expect(summary.percent).toBe(70);
});

it("is at nothing with nothing to send", () => {
  expect(summarise([])).toMatchObject({ total: 0, percent: 0 });
});
