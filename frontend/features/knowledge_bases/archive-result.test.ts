import { describe, expect, it } from "vitest";

import type { ArchiveResult } from "@/lib/api/types";

import { archiveIsDuplicate, isArchive } from "./archive-result";

const taken = (duplicate: boolean) => ({ duplicate }) as ArchiveResult["uploads"][number];
const refused = (name: string) => ({
  name,
  problem: { code: "unsupported_type", message: "Not readable.", remedy: null },
});

describe("an uploaded archive", () => {
  it("is told by its name", () => {
    expect(isArchive(new File([], "Letters.ZIP"))).toBe(true);
    expect(isArchive(new File([], "zip.txt"))).toBe(false);
  });

  it("is there already when all of its files are", () => {
    expect(archiveIsDuplicate({ uploads: [taken(true), taken(true)], refused: [] })).toBe(true);
    expect(archiveIsDuplicate({ uploads: [taken(true), taken(false)], refused: [] })).toBe(false);
    expect(archiveIsDuplicate({ uploads: [], refused: [] })).toBe(false);
  });

  it("names the first files that were refused and counts the others", () => {
    const names = ["a.exe", "b.exe", "c.exe", "d.exe"];
    const result = { uploads: [taken(false)], refused: names.map(refused) };
    expect(() => archiveIsDuplicate(result)).toThrow(
      "4 of 5 files were not added. a.exe: Not readable. b.exe: Not readable. c.exe: Not readable. 1 more.",
    );
  });
});
