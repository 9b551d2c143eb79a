/** The evaluations of two versions, by the question set that both were asked. */
import type { VersionEvaluation } from "@/lib/api/types";

export type EvaluationPair = {
  setId: string;
  setName: string;
  a: VersionEvaluation | null;
  b: VersionEvaluation | null;
  /** False where the runs asked different versions of the questions. */
  sameQuestions: boolean;
};

/** One pair for each question set; those that both were asked come first. */
export function evaluationPairs(
  a: readonly VersionEvaluation[],
  b: readonly VersionEvaluation[],
): EvaluationPair[] {
  const sets = new Map([...a, ...b].map((run) => [run.question_set_id, run.question_set_name]));
  const pairs = [...sets].map(([setId, setName]) => {
    const of = (runs: readonly VersionEvaluation[]) =>
      runs.find(({ question_set_id: id }) => id === setId) ?? null;
    return pairOf(setId, setName, of(a), of(b));
  });
  const isWhole = (pair: EvaluationPair) => Number(pair.a !== null && pair.b !== null);
  return pairs.sort((one, other) => isWhole(other) - isWhole(one));
}

function pairOf(
  setId: string,
  setName: string,
  a: VersionEvaluation | null,
  b: VersionEvaluation | null,
): EvaluationPair {
  const sameQuestions = !a || !b || a.question_set_version === b.question_set_version;
  return { setId, setName, a, b, sameQuestions };
}
