"use client";

import { ArrowLeftRight, GitCompareArrows } from "lucide-react";
import Link from "next/link";
import { parseAsInteger, useQueryStates } from "nuqs";

import { Breadcrumbs } from "@/components/common/breadcrumbs";
import { EmptyState } from "@/components/common/empty-state";
import { ErrorState } from "@/components/common/error-state";
import { LineDiff } from "@/components/common/line-diff";
import { PageBody, PageHeader } from "@/components/common/page-header";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { useDeployment } from "@/features/deployments/api";
import { EvaluationComparison } from "@/features/deployments/components/evaluation-comparison";
import { FigureTable } from "@/features/deployments/components/figure-table";
import { VersionSelect } from "@/features/deployments/components/version-select";
import { settingLabel, settingText } from "@/features/deployments/version-words";
import { useVersionComparison } from "@/features/deployments/versions-api";
import type { Deployment, VersionDiff } from "@/lib/api/types";

/** Two versions of a deployment side by side: what they differ in, and how each has done. */
export function CompareVersions({ id }: { id: string }) {
  const deployment = useDeployment(id);
  return (
    <PageBody>
      <Breadcrumbs
        items={[
          { label: "Deployments", href: "/deployments" },
          { label: deployment.data?.name ?? "…", href: `/deployments/${id}` },
          { label: "Compare versions" },
        ]}
      />
      <PageHeader
        title="Compare versions"
        description="What two versions differ in, and how each has done with the questions it got."
      />
      {deployment.error && <ErrorState error={deployment.error} onRetry={deployment.refetch} />}
      {deployment.isPending && <Skeleton className="h-96 w-full" />}
      {deployment.data && <Comparison deployment={deployment.data} />}
    </PageBody>
  );
}

/** The live version, and the one on trial or else the one that is nearest to it. */
function usualPair({ version: live, candidate, latest_version: latest }: Deployment) {
  if (candidate) return { a: live, b: candidate.number };
  if (latest > live) return { a: live, b: latest };
  return { a: live - 1, b: live };
}

function Comparison({ deployment }: { deployment: Deployment }) {
  const [choice, setChoice] = useQueryStates({ a: parseAsInteger, b: parseAsInteger });
  const usual = usualPair(deployment);
  const a = choice.a ?? usual.a;
  const b = choice.b ?? usual.b;
  const isPair = a > 0 && a !== b;
  const comparison = useVersionComparison(deployment.id, isPair ? a : null, b);
  if (deployment.latest_version < 2) return <OnlyOne id={deployment.id} />;
  return (
    <>
      <div className="mb-6 grid max-w-3xl items-end gap-3 sm:grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)]">
        <VersionSelect
          deployment={deployment}
          label="Before"
          value={a}
          onChange={(version) => void setChoice({ a: version, b })}
        />
        <Button
          size="icon"
          aria-label="Swap the versions"
          title="Swap the versions"
          onClick={() => void setChoice({ a: b, b: a })}
        >
          <ArrowLeftRight />
        </Button>
        <VersionSelect
          deployment={deployment}
          label="After"
          value={b}
          onChange={(version) => void setChoice({ a, b: version })}
        />
      </div>
      {a === b && (
        <p className="text-muted-foreground">
          Choose two versions that differ: version {a} is the same as itself.
        </p>
      )}
      {comparison.error && <ErrorState error={comparison.error} onRetry={comparison.refetch} />}
      {comparison.isLoading && <Skeleton className="h-96 w-full" />}
      {comparison.data && (
        <div className="grid grid-cols-1 gap-10">
          <Differences difference={comparison.data.difference} />
          <section aria-labelledby="figures-title">
            <h2 id="figures-title" className="mb-1 font-medium">
              Answers
            </h2>
            <FigureTable a={comparison.data.a} b={comparison.data.b} />
          </section>
          <EvaluationComparison deployment={deployment} comparison={comparison.data} />
        </div>
      )}
    </>
  );
}

function OnlyOne({ id }: { id: string }) {
  return (
    <EmptyState
      icon={GitCompareArrows}
      title="There is only one version"
      action={
        <Button asChild variant="primary">
          <Link href={`/deployments/${id}/edit`}>Edit the deployment</Link>
        </Button>
      }
    >
      Another way to answer makes the next version. Then the two can be compared.
    </EmptyState>
  );
}

/** The settings that differ, and the prompt line by line. */
function Differences({ difference }: { difference: VersionDiff }) {
  const { a, b, changes, prompt } = difference;
  const isSame = changes.length === 0 && prompt.length === 0;
  return (
    <section aria-labelledby="differences-title" data-testid="version-diff">
      <h2 id="differences-title" className="mb-3 font-medium">
        What differs
      </h2>
      {isSame && (
        <p className="text-[13px] text-muted-foreground">
          Nothing: both versions answer in the same way.
        </p>
      )}
      {changes.length > 0 && <ChangeTable difference={difference} />}
      {prompt.length > 0 && (
        <div className="mt-5">
          <h3 className="mb-2 text-[13px] text-muted-foreground">Prompt</h3>
          <LineDiff
            segments={prompt}
            label={`The prompt of version ${a.number} and of version ${b.number}`}
          />
        </div>
      )}
    </section>
  );
}

function ChangeTable({ difference: { a, b, changes } }: { difference: VersionDiff }) {
  const heading = "h-9 border-b px-3 text-left font-medium";
  return (
    <div className="relative overflow-x-auto rounded-lg border">
      <table className="w-full table-fixed border-collapse text-[13px]">
        <caption className="sr-only">Settings that differ</caption>
        <thead className="bg-surface text-muted-foreground">
          <tr>
            <th scope="col" className={heading}>
              Setting
            </th>
            <th scope="col" className={heading}>
              Version {a.number}
            </th>
            <th scope="col" className={heading}>
              Version {b.number}
            </th>
          </tr>
        </thead>
        <tbody className="divide-y">
          {changes.map(({ field, a: before, b: after }) => (
            <tr key={field}>
              <th scope="row" className="px-3 py-2 text-left font-normal text-muted-foreground">
                {settingLabel(field)}
              </th>
              <td className="px-3 py-2 [overflow-wrap:anywhere]">{settingText(field, before)}</td>
              <td className="px-3 py-2 [overflow-wrap:anywhere]">{settingText(field, after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
