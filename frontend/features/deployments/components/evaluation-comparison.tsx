"use client";

import { Play } from "lucide-react";
import Link from "next/link";

import { RelativeTime } from "@/components/common/relative-time";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { evaluationPairs, type EvaluationPair } from "@/features/deployments/evaluation-pairs";
import { useQuestionSets } from "@/features/evaluations/api";
import { IntervalBar } from "@/features/evaluations/components/interval-bar";
import { atAGlance, metricExtent } from "@/features/evaluations/figures";
import { metricText, metricWords } from "@/features/evaluations/words";
import type {
  Deployment,
  EvaluationMetric,
  VersionComparison,
  VersionEvaluation,
} from "@/lib/api/types";
import { useCan } from "@/lib/api/use-session";

type EvaluationComparisonProps = { deployment: Deployment; comparison: VersionComparison };

/** What question sets have measured of two versions, and the way to measure what is missing. */
export function EvaluationComparison({ deployment, comparison }: EvaluationComparisonProps) {
  const { a, b } = comparison;
  const pairs = evaluationPairs(a.evaluations, b.evaluations);
  return (
    <section aria-labelledby="evaluations-title">
      <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
        <h2 id="evaluations-title" className="font-medium">
          Evaluations
        </h2>
        <div className="flex flex-wrap gap-2">
          {[a, b].map(({ version }) => (
            <EvaluateMenu key={version} deployment={deployment} version={version} />
          ))}
        </div>
      </div>
      {pairs.length === 0 ? (
        <p className="text-[13px] text-muted-foreground" data-testid="no-evaluations">
          Neither version has been run on a question set. The same questions, asked of both, tell
          more than the ratings of different readers.
        </p>
      ) : (
        <div className="grid gap-6">
          {pairs.map((pair) => (
            <Pair key={pair.setId} pair={pair} versions={[a.version, b.version]} />
          ))}
        </div>
      )}
    </section>
  );
}

/** Starts a run with one version, of any question set about what it answers from. */
function EvaluateMenu({ deployment, version }: { deployment: Deployment; version: number }) {
  const canRun = useCan("evaluations:write");
  const sets = useQuestionSets({ projectId: deployment.project_id }, canRun);
  const able = (sets.data?.items ?? []).filter(
    ({ knowledge_base_id: id, version: questions }) =>
      questions > 0 && deployment.knowledge_base_ids.includes(id),
  );
  if (!canRun || able.length === 0) return null;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button size="sm" data-testid={`evaluate-${version}`}>
          <Play /> Evaluate version {version}
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        {able.map(({ id, name }) => (
          <DropdownMenuItem key={id} asChild>
            <Link
              href={`/evaluations/runs/new?set=${id}&deployment=${deployment.id}&answers=${version}`}
            >
              {name}
            </Link>
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

type PairProps = { pair: EvaluationPair; versions: [number, number] };

function Pair({ pair: { setId, setName, a, b, sameQuestions }, versions }: PairProps) {
  const names = [
    ...new Set([...(a?.metrics ?? []), ...(b?.metrics ?? [])].map(({ name }) => name)),
  ];
  const [shown] = atAGlance(names.map((name) => ({ name })));
  return (
    <div data-testid="evaluation-pair">
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 text-[13px]">
        <Link href={`/evaluations/sets/${setId}`} className="font-medium hover:underline">
          {setName}
        </Link>
        {a && b && (
          <Link
            href={`/evaluations/compare?set=${setId}&a=${a.run_id}&b=${b.run_id}`}
            className="text-primary-text hover:underline"
          >
            Compare question by question
          </Link>
        )}
      </div>
      <div className="relative overflow-x-auto rounded-lg border">
        <table className="w-full border-collapse text-[13px]">
          <caption className="sr-only">What “{setName}” has measured of both versions</caption>
          <thead className="bg-surface text-muted-foreground">
            <tr>
              <th scope="col" className="h-9 border-b px-3 text-left font-medium">
                Metric
              </th>
              <RunHeading version={versions[0]} run={a} />
              <RunHeading version={versions[1]} run={b} />
            </tr>
          </thead>
          <tbody className="divide-y">
            {shown.map(({ name }) => (
              <tr key={name} title={metricWords(name).note}>
                <th scope="row" className="px-3 py-2 text-left font-normal">
                  {metricWords(name).label}
                </th>
                <MetricCell metric={metricOf(a, name)} />
                <MetricCell metric={metricOf(b, name)} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {!sameQuestions && (
        <p className="mt-2 text-xs text-warning">
          The two runs asked different versions of the questions, so their figures are not of the
          same thing.
        </p>
      )}
    </div>
  );
}

function RunHeading({ version, run }: { version: number; run: VersionEvaluation | null }) {
  return (
    <th scope="col" className="border-b px-3 py-1.5 text-left font-medium">
      {run ? (
        <Link href={`/evaluations/runs/${run.run_id}`} className="hover:underline">
          Version {version}
        </Link>
      ) : (
        `Version ${version}`
      )}
      <span className="block text-xs font-normal">
        {run?.finished_at ? <RelativeTime iso={run.finished_at} /> : "Not run yet"}
      </span>
    </th>
  );
}

function metricOf(run: VersionEvaluation | null, name: string): EvaluationMetric | undefined {
  return run?.metrics.find((metric) => metric.name === name);
}

function MetricCell({ metric }: { metric: EvaluationMetric | undefined }) {
  if (!metric) return <td className="px-3 py-2 text-muted-foreground">–</td>;
  const { name, value, low, high, count } = metric;
  return (
    <td className="px-3 py-2">
      <span className="font-mono text-xs tabular-nums">{metricText(name, value)}</span>
      <IntervalBar extent={metricExtent(metric)} className="max-w-40" />
      <span className="block text-xs text-muted-foreground tabular-nums">
        {metricText(name, low)} – {metricText(name, high)}, of {count}
      </span>
    </td>
  );
}
