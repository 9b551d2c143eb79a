import { expect, it } from "vitest";

import { evaluationPairs } from "./evaluation-pairs";

const run = (set: string, question_set_version = 1) => ({
  run_id: `run of ${set}`,
  question_set_id: set,
  question_set_name: `Set ${set}`,
  question_set_version,
  finished_at: null,
  metrics: [],
});

it("puts the question sets that both versions were asked first", () => {
  const pairs = evaluationPairs([run("only-a"), run("both")], [run("both"), run("only-b")]);
  expect(pairs.map(({ setId, a, b }) => [setId, a !== null, b !== null])).toEqual([
    ["both", true, true],
    ["only-a", true, false],
    ["only-b", false, true],
  ]);
});

it("says where the questions are not the same", () => {
  const [pair] = evaluationPairs([run("set", 1)], [run("set", 2)]);
  expect(pair?.sameQuestions).toBe(false);
});
