"use client";

import { ArrowLeftRight, RotateCcw } from "lucide-react";
import { parseAsInteger, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useState } from "react";
import { toast } from "sonner";

import { ChoiceSelect } from "@/components/common/choice-select";
import { ConfirmDialog } from "@/components/common/confirm-dialog";
import { CopyButton } from "@/components/common/copy-button";
import { ErrorState } from "@/components/common/error-state";
import { LineDiff } from "@/components/common/line-diff";
import { RelativeTime } from "@/components/common/relative-time";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { usePromptDiff, usePromptVersions, useUpdatePromptTemplate } from "@/features/prompts/api";
import type { PromptTemplate, PromptTemplateVersion } from "@/lib/api/types";
import { useSession } from "@/lib/api/use-session";
import { cn } from "@/lib/cn";

const VIEWS = ["changes", "text"] as const;

type VersionsTabProps = { template: PromptTemplate; canWrite: boolean };

/** Every version at the left; at the right what it says, or how it differs from another. */
export function VersionsTab({ template, canWrite }: VersionsTabProps) {
  const versions = usePromptVersions(template.id);
  const [choice, setChoice] = useQueryStates({
    version: parseAsInteger,
    against: parseAsInteger,
    view: parseAsStringLiteral(VIEWS).withDefault("changes"),
  });
  if (versions.error) return <ErrorState error={versions.error} onRetry={versions.refetch} />;
  if (!versions.data) return <Skeleton className="h-64 w-full" />;
  const { items } = versions.data;
  const shown = items.find(({ number }) => number === choice.version) ?? items[0];
  if (!shown) return null;
  const against = choice.against ?? Math.max(1, shown.number - 1);
  return (
    <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[20rem_minmax(0,1fr)]">
      <VersionList
        versions={items}
        shown={shown}
        latest={template.version}
        onChoose={(version) => void setChoice({ version, against: null })}
      />
      <div className="grid min-w-0 grid-cols-1 gap-4">
        <div className="flex flex-wrap items-center gap-2">
          <h2 className="mr-auto font-medium">Version {shown.number}</h2>
          <Button
            size="sm"
            onClick={() => void setChoice({ view: choice.view === "text" ? "changes" : "text" })}
            data-testid="toggle-view"
          >
            {choice.view === "text" ? "Show changes" : "Show text"}
          </Button>
          {canWrite && shown.number !== template.version && (
            <RestoreButton template={template} version={shown} />
          )}
        </div>
        {choice.view === "text" || items.length === 1 ? (
          <VersionText version={shown} />
        ) : (
          <Comparison
            template={template}
            versions={items}
            a={against}
            b={shown.number}
            onChange={(a, b) => void setChoice({ version: b, against: a })}
          />
        )}
      </div>
    </div>
  );
}

type VersionListProps = {
  versions: PromptTemplateVersion[];
  shown: PromptTemplateVersion;
  latest: number;
  onChoose: (version: number) => void;
};

function VersionList({ versions, shown, latest, onChoose }: VersionListProps) {
  const { user } = useSession();
  return (
    <ol className="max-h-128 divide-y overflow-y-auto rounded-lg border" aria-label="Versions">
      {versions.map((version) => (
        <li key={version.id}>
          <button
            type="button"
            aria-current={version.id === shown.id || undefined}
            onClick={() => onChoose(version.number)}
            data-testid="version"
            className={cn(
              "w-full px-3 py-2 text-left text-[13px] focus-visible:outline-offset-[-2px]",
              version.id === shown.id ? "bg-primary-soft/60" : "hover:bg-surface",
            )}
          >
            <span className="flex items-center gap-2">
              <span className="font-mono text-xs tabular-nums">{version.number}</span>
              <span className="min-w-0 flex-1 truncate">
                {version.note || (
                  <span className="text-muted-foreground">
                    {version.number === 1 ? "The first text" : "Nothing noted"}
                  </span>
                )}
              </span>
              {version.number === latest && <Badge tone="accent">Latest</Badge>}
            </span>
            <span className="mt-0.5 block pl-5 text-xs text-muted-foreground">
              <RelativeTime iso={version.created_at} />
              {version.created_by_id === user?.id && " by you"}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}

function VersionText({ version }: { version: PromptTemplateVersion }) {
  return (
    <div className="overflow-hidden rounded-lg border" data-testid="version-text">
      <div className="flex h-8 items-center justify-end border-b bg-surface pr-0.5">
        <CopyButton text={version.content} label="Copy text" />
      </div>
      <pre className="px-3 py-2.5 font-mono text-xs leading-relaxed [overflow-wrap:anywhere] whitespace-pre-wrap">
        {version.content}
      </pre>
    </div>
  );
}

type ComparisonProps = {
  template: PromptTemplate;
  versions: PromptTemplateVersion[];
  a: number;
  b: number;
  onChange: (a: number, b: number) => void;
};

function Comparison({ template, versions, a, b, onChange }: ComparisonProps) {
  const diff = usePromptDiff(template.id, a, b);
  const choices = versions.map(({ number, note }) => ({
    value: String(number),
    label: `Version ${number}`,
    note: note.slice(0, 40),
  }));
  return (
    <>
      <div className="flex items-center gap-2 text-[13px]">
        <ChoiceSelect
          label="From"
          className="min-w-0 flex-1 sm:max-w-56"
          value={String(a)}
          onChange={(value) => onChange(Number(value), b)}
          choices={choices}
          testId="diff-from"
        />
        <Button
          variant="ghost"
          size="icon"
          aria-label="Swap the two"
          onClick={() => onChange(b, a)}
        >
          <ArrowLeftRight />
        </Button>
        <ChoiceSelect
          label="To"
          className="min-w-0 flex-1 sm:max-w-56"
          value={String(b)}
          onChange={(value) => onChange(a, Number(value))}
          choices={choices}
        />
      </div>
      {diff.error && <ErrorState error={diff.error} onRetry={diff.refetch} />}
      {diff.isPending && <Skeleton className="h-48 w-full" />}
      {diff.data && <LineDiff segments={diff.data.content} label="What changed" />}
    </>
  );
}

type RestoreButtonProps = { template: PromptTemplate; version: PromptTemplateVersion };

function RestoreButton({ template, version }: RestoreButtonProps) {
  const [confirming, setConfirming] = useState(false);
  const update = useUpdatePromptTemplate(template.id);
  return (
    <>
      <Button size="sm" onClick={() => setConfirming(true)} data-testid="restore-version">
        <RotateCcw /> Use this text again
      </Button>
      <ConfirmDialog
        open={confirming}
        onOpenChange={setConfirming}
        tone="primary"
        title={`Use the text of version ${version.number} again?`}
        description={`It becomes version ${template.version + 1}. Nothing is lost, and deployments keep the version they have.`}
        action="Make new version"
        onConfirm={async () => {
          const note = `Text of version ${version.number}`;
          const { version: made } = await update.mutateAsync({ content: version.content, note });
          toast.success(`Saved as version ${made}`);
        }}
      />
    </>
  );
}
