"use client";

import { LoaderCircle } from "lucide-react";
import { useMemo, useState } from "react";

import { ChunkedText } from "@/components/common/chunked-text";
import { ErrorState } from "@/components/common/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { useChunkPreview } from "@/features/rag_configs/api";
import {
  PreviewSourceFields,
  sourceBody,
  type PreviewSource,
} from "@/features/rag_configs/components/preview-source";
import { figuresOf } from "@/features/rag_configs/preview-figures";
import { SAMPLE_TEXT } from "@/features/rag_configs/sample";
import type { ChunkPreview as Preview, ConfigOverrides } from "@/lib/api/types";
import { formatNumber, plural } from "@/lib/format";
import { decided } from "@/lib/layers";
import { useDebounced } from "@/lib/use-debounced";

const PAUSE_MS = 400;

type ChunkPreviewProps = {
  presetId?: string | null;
  own: ConfigOverrides;
  /** Tried on documents of this knowledge base only. */
  knowledgeBaseId?: string;
};

/** What a configuration makes of a text or a document, while it is being changed. */
export function ChunkPreview({ presetId, own, knowledgeBaseId }: ChunkPreviewProps) {
  const [source, setSource] = useState<PreviewSource>({
    kind: knowledgeBaseId ? "document" : "text",
    text: SAMPLE_TEXT,
    knowledgeBaseId: knowledgeBaseId ?? null,
    documentId: null,
  });
  const body = sourceBody(source);
  const wanted = body && { ...body, preset_id: presetId ?? null, config: decided(own) };
  const request = useDebounced(wanted, JSON.stringify(wanted), PAUSE_MS);
  const preview = useChunkPreview(request);
  return (
    <section aria-label="Preview" className="min-w-0 rounded-lg border" data-testid="chunk-preview">
      <header className="flex min-h-10 flex-wrap items-center justify-between gap-x-4 border-b px-4 py-2 text-[13px]">
        <h2 className="flex items-center gap-2 font-medium">
          Preview
          {preview.isFetching && (
            <LoaderCircle
              className="size-3.5 animate-spin text-muted-foreground"
              aria-label="Loading"
            />
          )}
        </h2>
        {preview.data && !preview.error && <Figures preview={preview.data} />}
      </header>
      <PreviewSourceFields source={source} onChange={setSource} fixedBase={knowledgeBaseId} />
      <div className="max-h-[60dvh] overflow-y-auto px-4 py-4">
        {preview.error && <ErrorState error={preview.error} className="mb-4" />}
        {!request && (
          <p className="py-8 text-center text-muted-foreground">
            {source.kind === "text" ? "Paste a text to see its chunks." : "Choose a document."}
          </p>
        )}
        {request && preview.isPending && <Skeleton className="h-40 w-full" />}
        {request && preview.data && <PreviewText preview={preview.data} />}
      </div>
    </section>
  );
}

function Figures({ preview }: { preview: Preview }) {
  const { mean, longest } = figuresOf(preview);
  return (
    <p className="text-muted-foreground tabular-nums" data-testid="preview-figures">
      <span className="text-foreground">{plural(preview.total_chunks, "chunk")}</span> · on average{" "}
      {formatNumber(mean)}, at most {formatNumber(longest)} tokens
    </p>
  );
}

const NO_PAGES: [] = [];

function PreviewText({ preview }: { preview: Preview }) {
  const { isCut, parents } = useMemo(() => figuresOf(preview), [preview]);
  const labelOf = (chunk: Preview["chunks"][number]) => {
    const parent = parents.get(chunk.ordinal);
    return `${chunk.ordinal + 1} · ${chunk.token_count} tok${parent ? ` · parent ${parent}` : ""}`;
  };
  return (
    <>
      <ChunkedText
        text={preview.text}
        offset={0}
        pages={NO_PAGES}
        chunks={preview.chunks}
        span={null}
        labelOf={labelOf}
        className="text-[13px]"
      />
      {(isCut || preview.previewed_chars < preview.total_chars) && (
        <p className="mt-4 border-t pt-3 text-[13px] text-muted-foreground">
          The first {plural(preview.chunks.length, "chunk")} of the first{" "}
          {formatNumber(preview.previewed_chars)} characters; the text has{" "}
          {formatNumber(preview.total_chars)}.
        </p>
      )}
    </>
  );
}
