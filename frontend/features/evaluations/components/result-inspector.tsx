"use client";

import { Check, X } from "lucide-react";
import Link from "next/link";

import { FactList, type Fact } from "@/components/common/facts";
import { Inspector, InspectorSection } from "@/components/common/inspector";
import { Badge } from "@/components/ui/badge";
import { expectedOf, sortMetrics, type Expected } from "@/features/evaluations/figures";
import { gradeText, metricText, metricWords } from "@/features/evaluations/words";
import { documentPath } from "@/features/knowledge_bases/document-links";
import { SearchProblems } from "@/features/retrieval/components/search-problems";
import { scoreText } from "@/features/retrieval/figures";
import { RANKING_NAMES, RANKINGS } from "@/features/retrieval/words";
import type { EvaluationResult, RetrievedPassage } from "@/lib/api/types";
import { cn } from "@/lib/cn";
import { formatDuration } from "@/lib/format";

type ResultInspectorProps = {
  result: EvaluationResult;
  knowledgeBaseId: string;
  onClose: () => void;
};

/** One question of a run: what should have been found, and what was. */
export function ResultInspector({ result, knowledgeBaseId, onClose }: ResultInspectorProps) {
  const { question } = result;
  return (
    <Inspector
      title={question.question}
      note={question.tags.join(", ") || undefined}
      onClose={onClose}
      testId="result-inspector"
    >
      {result.problems.length > 0 && (
        <InspectorSection>
          <SearchProblems problems={result.problems} />
        </InspectorSection>
      )}
      <InspectorSection title="Expected">
        <ExpectedList expected={expectedOf(result)} knowledgeBaseId={knowledgeBaseId} />
      </InspectorSection>
      <InspectorSection title={`Found, in ${formatDuration(result.ms)}`}>
        <FoundList retrieved={result.retrieved} knowledgeBaseId={knowledgeBaseId} />
      </InspectorSection>
      {(result.answer !== null || question.expected_answer) && (
        <InspectorSection title="Answer">
          <Answer result={result} />
        </InspectorSection>
      )}
      <InspectorSection title="Metrics">
        <MetricList metrics={result.metrics} />
      </InspectorSection>
      <InspectorSection>
        <Link
          href={`/knowledge/${knowledgeBaseId}?tab=search&question=${encodeURIComponent(question.question)}`}
          className="rounded-sm text-[13px] text-primary-text hover:underline"
        >
          Try it in the search
        </Link>
      </InspectorSection>
    </Inspector>
  );
}

function MetricList({ metrics }: Pick<EvaluationResult, "metrics">) {
  const list = Object.entries(metrics).map(([name, value]) => ({ name, value }));
  return (
    <dl className="grid grid-cols-[1fr_auto] gap-y-1 text-[13px]">
      {sortMetrics(list).map(({ name, value }) => (
        <div key={name} className="contents" title={metricWords(name).note}>
          <dt className="text-muted-foreground">{metricWords(name).label}</dt>
          <dd className="text-right font-mono text-xs leading-5 tabular-nums">
            {metricText(name, value)}
          </dd>
        </div>
      ))}
    </dl>
  );
}

type ExpectedListProps = { expected: Expected[]; knowledgeBaseId: string };

function ExpectedList({ expected, knowledgeBaseId }: ExpectedListProps) {
  if (expected.length === 0) {
    return (
      <p className="text-[13px] text-muted-foreground">
        Nothing is said of where the answer stands, so the search is not measured by it.
      </p>
    );
  }
  return (
    <ul className="grid gap-1.5 text-[13px]">
      {expected.map(({ name, grade, rank, documentId, span }, index) => (
        <li key={index} className="flex items-start gap-2" data-testid="expected">
          {rank === null ? (
            <X className="mt-0.5 size-4 shrink-0 text-danger" aria-hidden />
          ) : (
            <Check className="mt-0.5 size-4 shrink-0 text-success" aria-hidden />
          )}
          <span className="min-w-0 flex-1">
            {documentId ? (
              <Link
                href={documentPath(
                  { id: documentId, knowledge_base_id: knowledgeBaseId },
                  span ?? undefined,
                )}
                className="[overflow-wrap:anywhere] hover:underline"
              >
                {name}
              </Link>
            ) : (
              name
            )}
            <span className="text-muted-foreground"> answers {gradeText(grade)}</span>
          </span>
          <span className={cn("shrink-0", rank === null && "text-danger")}>
            {rank === null ? "not found" : `at ${rank}`}
          </span>
        </li>
      ))}
    </ul>
  );
}

type FoundListProps = { retrieved: RetrievedPassage[]; knowledgeBaseId: string };

/** "Meaning 3, words 1": where the lists had a passage. */
function placesText({ scores }: RetrievedPassage): string {
  const places = RANKING_NAMES.filter((ranking) => ranking !== "fused").flatMap((ranking) => {
    const place = scores[ranking];
    return place
      ? [`${RANKINGS[ranking].label} #${place.rank} (${scoreText(ranking, place.score)})`]
      : [];
  });
  return places.join(", ");
}

function FoundList({ retrieved, knowledgeBaseId }: FoundListProps) {
  if (retrieved.length === 0) {
    return <p className="text-[13px] text-muted-foreground">Nothing was found.</p>;
  }
  return (
    <ol className="grid gap-1.5 text-[13px]">
      {retrieved.map((found) => (
        <li key={found.chunk_id} className="flex items-start gap-2" data-testid="found">
          <span className="w-6 shrink-0 text-right font-mono text-xs leading-5 text-muted-foreground">
            {found.rank}
          </span>
          <span className="min-w-0 flex-1">
            <Link
              href={documentPath(
                { id: found.document_id, knowledge_base_id: knowledgeBaseId },
                { start: found.char_start, end: found.char_end },
              )}
              className="[overflow-wrap:anywhere] hover:underline"
            >
              {found.document_name}
            </Link>
            <span className="block text-xs text-muted-foreground">{placesText(found)}</span>
          </span>
          {found.relevant_grade > 0 && (
            <Badge tone="success" className="mt-px">
              <Check aria-hidden /> Right, {found.relevant_grade}
            </Badge>
          )}
        </li>
      ))}
    </ol>
  );
}

function Answer({ result }: { result: EvaluationResult }) {
  const { answer, answer_checks: checks, question } = result;
  return (
    <div className="grid gap-3 text-[13px]">
      {answer !== null && <p className="whitespace-pre-line">{answer}</p>}
      {question.expected_answer && (
        <div>
          <p className="text-xs text-muted-foreground">Expected</p>
          <p className="whitespace-pre-line">{question.expected_answer}</p>
        </div>
      )}
      {checks && <FactList facts={checkFacts(checks)} />}
    </div>
  );
}

function checkFacts(checks: NonNullable<EvaluationResult["answer_checks"]>): Fact[] {
  const share = (label: string, value: number | null): Fact[] =>
    value === null ? [] : [{ label, value: value.toFixed(2) }];
  return [
    ...share("Grounded", checks.groundedness),
    ...share("Shared words", checks.token_f1),
    ...(checks.judged_correct === null
      ? []
      : [{ label: "Model's verdict", value: checks.judged_correct ? "Correct" : "Not correct" }]),
  ];
}
