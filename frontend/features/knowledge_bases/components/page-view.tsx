"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { useEffect, useRef, useState } from "react";

import { ErrorState } from "@/components/common/error-state";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import {
  useLineBoxes,
  usePagePicture,
  type DocumentRef,
} from "@/features/knowledge_bases/pages-api";
import type { LineBox } from "@/lib/api/types";
import { cn } from "@/lib/cn";
import type { Span } from "@/lib/text-span";
import { useObjectUrl } from "@/lib/use-object-url";

type PageViewProps = {
  document: DocumentRef;
  /** How many pages there are; null while that is not known. */
  pageCount: number | null;
  /** The passage that is marked and brought into view. */
  span: Span | null;
  /** The page that is shown where the passage stands on none. */
  firstPage?: number;
};

/** A PDF as it looks, page by page, with the lines of a passage marked. */
export function PageView({ document, pageCount, span, firstPage = 1 }: PageViewProps) {
  const boxes = useLineBoxes(document, span);
  const [turned, setTurned] = useState<{ to: number; span: Span | null } | null>(null);
  const passagePage = boxes.data?.[0]?.page ?? firstPage;
  // Turning pages holds until another passage is chosen.
  const page = turned && turned.span === span ? turned.to : passagePage;
  return (
    <div data-testid="page-view" data-page={page}>
      <PageTurner
        page={page}
        pageCount={pageCount}
        onTurn={(to) => setTurned({ to, span })}
        className="border-b px-3"
      />
      <PagePicture
        key={document.id}
        document={document}
        page={page}
        boxes={boxes.data?.filter((box) => box.page === page) ?? []}
      />
    </div>
  );
}

type PageTurnerProps = {
  page: number;
  pageCount: number | null;
  onTurn: (page: number) => void;
  className?: string;
};

function PageTurner({ page, pageCount, onTurn, className }: PageTurnerProps) {
  return (
    <nav
      aria-label="Pages"
      className={cn("flex h-9 items-center gap-1 text-[13px] text-muted-foreground", className)}
    >
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label="Previous page"
        disabled={page <= 1}
        onClick={() => onTurn(page - 1)}
      >
        <ChevronLeft />
      </Button>
      <span className="tabular-nums" aria-live="polite">
        Page {page}
        {pageCount !== null && ` of ${pageCount}`}
      </span>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label="Next page"
        disabled={pageCount !== null && page >= pageCount}
        onClick={() => onTurn(page + 1)}
      >
        <ChevronRight />
      </Button>
    </nav>
  );
}

type PagePictureProps = { document: DocumentRef; page: number; boxes: LineBox[] };

function PagePicture({ document, page, boxes }: PagePictureProps) {
  const picture = usePagePicture(document, page);
  const url = useObjectUrl(picture.data);
  if (picture.error) {
    return <ErrorState error={picture.error} onRetry={picture.refetch} className="m-4" />;
  }
  if (!url) return <Skeleton className="m-3 aspect-[1/1.414]" />;
  return (
    <div className="bg-muted/50 p-3">
      <div
        aria-busy={picture.isPlaceholderData}
        className={cn(
          "relative mx-auto max-w-[860px] bg-white ring-1 ring-border transition-opacity duration-150",
          picture.isPlaceholderData && "opacity-50",
        )}
      >
        {/* eslint-disable-next-line @next/next/no-img-element -- a blob of ours, nothing to optimise */}
        <img src={url} alt={`Page ${page} of the document`} className="block w-full" />
        {!picture.isPlaceholderData && <PassageMarks boxes={boxes} />}
      </div>
    </div>
  );
}

const percent = (share: number) => `${100 * share}%`;

/** The lines of the passage; paper is white in either theme, so their colour is one. */
function PassageMarks({ boxes }: { boxes: LineBox[] }) {
  const first = useRef<HTMLSpanElement>(null);
  const place = boxes[0] && `${boxes[0].page}:${boxes[0].top}`;
  useEffect(() => {
    first.current?.scrollIntoView({ block: "center" });
  }, [place]);
  return boxes.map((box, index) => (
    <span
      key={index}
      ref={index === 0 ? first : undefined}
      aria-hidden
      data-testid="page-mark"
      className="absolute rounded-xs bg-paper-mark mix-blend-multiply"
      style={{
        left: percent(box.left),
        top: percent(box.top),
        width: percent(box.right - box.left),
        height: percent(box.bottom - box.top),
      }}
    />
  ));
}
