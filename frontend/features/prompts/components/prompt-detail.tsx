"use client";

import { Copy } from "lucide-react";
import Link from "next/link";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useState, type FormEvent } from "react";
import { toast } from "sonner";

import { Breadcrumbs } from "@/components/common/breadcrumbs";
import { ErrorState } from "@/components/common/error-state";
import { FactRow } from "@/components/common/facts";
import { PageBody, PageHeader } from "@/components/common/page-header";
import { ReadOnlyNote } from "@/components/common/read-only-note";
import { RelativeTime } from "@/components/common/relative-time";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Skeleton } from "@/components/ui/skeleton";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { ProjectLink } from "@/features/projects/components/project-link";
import { useWriteAccess } from "@/features/projects/write-access";
import { usePromptTemplate, useUpdatePromptTemplate } from "@/features/prompts/api";
import { PreviewPanel } from "@/features/prompts/components/preview-panel";
import { PromptSettings } from "@/features/prompts/components/prompt-settings";
import { TemplateEditor, VariableBadges } from "@/features/prompts/components/template-editor";
import { VersionsTab } from "@/features/prompts/components/versions-tab";
import { problemOf } from "@/features/prompts/template";
import type { PromptTemplate } from "@/lib/api/types";
import { useCan } from "@/lib/api/use-session";
import { formatNumber } from "@/lib/format";

const TABS = ["text", "versions", "settings"] as const;

export function PromptDetail({ id }: { id: string }) {
  const template = usePromptTemplate(id);
  return (
    <PageBody>
      <Breadcrumbs
        items={[{ label: "Prompts", href: "/prompts" }, { label: template.data?.name ?? "…" }]}
      />
      {template.error && <ErrorState error={template.error} onRetry={template.refetch} />}
      {template.isPending && <Skeleton className="h-96 w-full" />}
      {template.data && <DetailContent template={template.data} />}
    </PageBody>
  );
}

function DetailContent({ template }: { template: PromptTemplate }) {
  const access = useWriteAccess(template, "deployments:write");
  const canCreate = useCan("deployments:write");
  const [tab, setTab] = useQueryState("tab", parseAsStringLiteral(TABS).withDefault("text"));
  // Kept here, so that a look at the versions does not lose what was written.
  const [draft, setDraft] = useState<string | null>(null);
  return (
    <>
      <PageHeader
        title={template.name}
        description={template.description}
        actions={
          canCreate && (
            <Button asChild>
              <Link href={`/prompts/new?from=${template.id}`}>
                <Copy /> Duplicate
              </Link>
            </Button>
          )
        }
      />
      <FactRow
        className="mb-5"
        facts={[
          { label: "Project", value: <ProjectLink of={template} /> },
          {
            label: "Version",
            value: <span data-testid="prompt-version">{template.version}</span>,
          },
          { label: "Variables", value: <VariableBadges variables={template.variables} /> },
          { label: "Deployments", value: formatNumber(template.deployment_count) },
          { label: "Updated", value: <RelativeTime iso={template.updated_at} /> },
        ]}
      />
      <ReadOnlyNote reason={access.reason} />
      <Tabs value={tab} onValueChange={(value) => void setTab(value as typeof tab)}>
        <TabsList>
          <TabsTrigger value="text">Text and preview</TabsTrigger>
          <TabsTrigger value="versions">Versions</TabsTrigger>
          <TabsTrigger value="settings">{access.allowed ? "Settings" : "Used by"}</TabsTrigger>
        </TabsList>
        <TabsContent value="text">
          <TextTab
            template={template}
            canWrite={access.allowed}
            content={draft ?? template.content}
            onChange={setDraft}
          />
        </TabsContent>
        <TabsContent value="versions">
          <VersionsTab template={template} canWrite={access.allowed} />
        </TabsContent>
        <TabsContent value="settings">
          <PromptSettings template={template} canWrite={access.allowed} />
        </TabsContent>
      </Tabs>
    </>
  );
}

type TextTabProps = {
  template: PromptTemplate;
  canWrite: boolean;
  content: string;
  /** Null for the text as it is saved. */
  onChange: (content: string | null) => void;
};

/** The latest text to be changed, and beside it what a model would read. */
function TextTab({ template, canWrite, content, onChange }: TextTabProps) {
  const canPreview = useCan("deployments:write");
  return (
    <div className="grid grid-cols-1 items-start gap-8 lg:grid-cols-2">
      <div className="grid min-w-0 grid-cols-1 gap-4">
        <TemplateEditor value={content} onChange={onChange} readOnly={!canWrite} />
        {canWrite && (
          <SaveBar template={template} content={content} onReset={() => onChange(null)} />
        )}
      </div>
      {canPreview && <PreviewPanel template={template} content={content} />}
    </div>
  );
}

type SaveBarProps = { template: PromptTemplate; content: string; onReset: () => void };

function SaveBar({ template, content, onReset }: SaveBarProps) {
  const update = useUpdatePromptTemplate(template.id);
  const [note, setNote] = useState("");
  const isChanged = content !== template.content;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!isChanged || problemOf(content)) return;
    update.mutate(
      { content, note: note.trim() },
      {
        onSuccess: ({ version }) => {
          setNote("");
          onReset();
          toast.success(`Saved as version ${version}`, {
            description: "Deployments keep the version they have until they take this one.",
          });
        },
      },
    );
  }

  return (
    <form noValidate className="grid gap-3 border-t pt-4" onSubmit={submit}>
      {isChanged && (
        <Input
          aria-label="What changed"
          placeholder="What changed, and why (optional)"
          maxLength={2000}
          value={note}
          onChange={({ target }) => setNote(target.value)}
          data-testid="version-note"
        />
      )}
      {update.error && <ErrorState error={update.error} />}
      <div className="flex flex-wrap items-center gap-2">
        <Button
          type="submit"
          variant="primary"
          pending={update.isPending}
          disabled={!isChanged || problemOf(content) !== null}
          data-testid="save-version"
        >
          Save as version {template.version + 1}
        </Button>
        {isChanged && <Button onClick={onReset}>Discard changes</Button>}
      </div>
    </form>
  );
}
