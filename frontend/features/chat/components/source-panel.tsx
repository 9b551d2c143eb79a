"use client";

import { ArrowUpRight, FileLock2, X } from "lucide-react";
import Link from "next/link";
import { useMemo, useState } from "react";

import { citationHref, citationPlace, SOURCE_UNAVAILABLE } from "@/components/common/cited-answer";
import { ErrorState } from "@/components/common/error-state";
import { ConfidenceMeter } from "@/components/common/confidence-meter";
import { SourceText } from "@/components/common/source-text";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { PassageScores } from "@/features/chat/components/passage-scores";
import { PageView } from "@/features/knowledge_bases/components/page-view";
import { ViewSwitch, type DocumentView } from "@/features/knowledge_bases/components/view-switch";
import { useDocument, useTextAround } from "@/features/knowledge_bases/documents-api";
import { hasPages } from "@/features/knowledge_bases/pages-api";
import type { Citation } from "@/lib/api/types";
import type { Span } from "@/lib/text-span";

/** How much text is shown before and after the cited passage, in characters. */
const CONTEXT = 1500;

type SourcePanelProps = {
  citation: Citation;
  /** The answer that cites it, where its trace may be read. */
  sessionId?: string;
  answerId?: string;
  onClose: () => void;
};

/** The document around a cited passage, with the passage marked, and how it was found. */
export function SourcePanel({ citation, sessionId, answerId, onClose }: SourcePanelProps) {
  return (
    <section
      aria-label={`Source ${citation.number}`}
      data-testid="source-panel"
      className="flex h-full min-h-0 flex-col bg-background"
      onKeyDown={(event) => event.key === "Escape" && !event.defaultPrevented && onClose()}
    >
      <header className="flex items-start gap-3 border-b py-3 pr-2.5 pl-4">
        <span className="mt-0.5 grid h-5 min-w-5 place-items-center rounded-sm bg-primary-soft px-1 font-mono text-xs text-primary-text">
          {citation.number}
        </span>
        <div className="min-w-0 flex-1">
          <h2 className="font-medium [overflow-wrap:anywhere]" data-testid="source-document">
            {citation.document_name}
          </h2>
          <p className="text-[13px] text-muted-foreground" data-testid="source-place">
            {citationPlace(citation)}
          </p>
        </div>
        <Button variant="ghost" size="icon-sm" aria-label="Close source" onClick={onClose}>
          <X />
        </Button>
      </header>
      {citation.available ? <Source citation={citation} /> : <SourceUnavailable />}
      <footer className="grid gap-2.5 border-t px-4 py-2.5">
        {sessionId && answerId && (
          <PassageScores sessionId={sessionId} answerId={answerId} chunkId={citation.chunk_id} />
        )}
        <div className="flex min-h-5 items-center justify-between gap-3 text-[13px]">
          {citation.confidence != null && <ConfidenceMeter confidence={citation.confidence} />}
          {citation.available && (
            <Link
              href={citationHref(citation)}
              className="ml-auto flex items-center gap-1 rounded-sm font-medium text-primary-text hover:underline"
            >
              Open document <ArrowUpRight className="size-3.5" aria-hidden />
            </Link>
          )}
        </div>
      </footer>
    </section>
  );
}

/** The text around the passage, or the page that it stands on where there are pages. */
function Source({ citation }: { citation: Citation }) {
  const [view, setView] = useState<DocumentView>("text");
  // Readers of a shared assistant may see its passages, but not the documents themselves.
  const { data: document } = useDocument(citation.knowledge_base_id, citation.document_id);
  const pages = document && hasPages(document) ? document : null;
  const { char_start: start, char_end: end } = citation;
  const span = useMemo(() => ({ start, end }), [start, end]);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      {pages && (
        <div className="flex border-b px-4 py-1.5">
          <ViewSwitch view={view} onChange={setView} />
        </div>
      )}
      <div className="min-h-0 flex-1 overflow-y-auto">
        {pages && view === "pages" ? (
          <PageView document={pages} pageCount={pages.page_count} span={span} />
        ) : (
          <div className="px-4 py-4">
            <TextAround citation={citation} span={span} />
          </div>
        )}
      </div>
    </div>
  );
}

function TextAround({ citation, span }: { citation: Citation; span: Span }) {
  const query = useTextAround(
    citation.knowledge_base_id,
    citation.document_id,
    Math.max(0, span.start - CONTEXT),
    span.end + CONTEXT,
  );
  if (query.error) return <SourceGone error={query.error} citation={citation} />;
  if (!query.data) return <PanelSkeleton />;
  return (
    <SourceText
      text={query.data.text}
      offset={query.data.start}
      pages={query.data.pages}
      span={span}
      className="text-[13px] text-muted-foreground"
    />
  );
}

function SourceUnavailable() {
  return (
    <p className="flex flex-1 items-start gap-2 p-4 text-[13px]" data-testid="source-unavailable">
      <FileLock2 className="mt-0.5 size-4 shrink-0 text-muted-foreground" aria-hidden />
      {SOURCE_UNAVAILABLE}
    </p>
  );
}

/** The document may be deleted by now; the answer still holds what it quoted. */
function SourceGone({ error, citation }: { error: Error; citation: Citation }) {
  return (
    <>
      <ErrorState error={error} className="mb-4" />
      <p className="mb-1 text-xs text-muted-foreground">The passage, as the answer quoted it</p>
      <blockquote className="text-[13px] whitespace-pre-wrap">{citation.quote}</blockquote>
    </>
  );
}

const SKELETON_WIDTHS = ["w-full", "w-11/12", "w-full", "w-4/5", "w-full", "w-2/3"];

function PanelSkeleton() {
  return (
    <div aria-busy className="grid gap-2.5">
      {SKELETON_WIDTHS.map((width, index) => (
        <Skeleton key={index} className={`h-3.5 ${width}`} />
      ))}
    </div>
  );
}
