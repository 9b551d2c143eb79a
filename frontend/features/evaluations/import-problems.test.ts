import { expect, it } from "vitest";

import { ApiError } from "@/lib/api/errors";

import { rowProblems } from "./import-problems";

function refusal(details: Record<string, unknown>): ApiError {
  return new ApiError(422, { code: "bad_rows", message: "2 rows cannot be read.", details });
}

it("reads which lines of a file are wrong", () => {
  const rows = [{ line: 3, message: "question: is empty" }];
  expect(rowProblems(refusal({ rows }))).toEqual(rows);
});

it.each([[{}], [{ rows: "3" }], [{ rows: [null, { line: "3" }, 4] }]])(
  "finds no lines in %j",
  (details) => {
    expect(rowProblems(refusal(details))).toEqual([]);
  },
);
