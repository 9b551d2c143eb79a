"use client";

import { ArrowUp } from "lucide-react";
import { useState } from "react";

import { CitedAnswer, citationPlace } from "@/components/common/cited-answer";
import { ScoreBar } from "@/components/common/score-bar";
import { SourceText } from "@/components/common/source-text";
import {
  SAMPLE_ANSWER,
  SAMPLE_CITATIONS,
  SAMPLE_PAGES,
  SAMPLE_QUESTION,
  SAMPLE_TEXT,
} from "@/features/landing/sample";
import type { Citation } from "@/lib/api/types";

/** The product at work: the same answer and source views as in the chat, on sample text. */
export function SampleConversation() {
  const [open, setOpen] = useState<Citation | undefined>(SAMPLE_CITATIONS[0]);
  return (
    <figure className="overflow-hidden rounded-lg border bg-background text-left">
      <div className="flex h-10 items-center gap-2 border-b bg-surface px-4 text-[13px]">
        <span className="font-medium">HR assistant</span>
        <span className="text-muted-foreground">answers from 3 knowledge bases</span>
      </div>
      <div className="grid md:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex flex-col px-5 pt-6 pb-5 sm:px-8">
          <p className="mb-6 ml-auto w-fit max-w-[85%] rounded-lg bg-muted px-3.5 py-2 text-[15px]">
            {SAMPLE_QUESTION}
          </p>
          <CitedAnswer
            text={SAMPLE_ANSWER}
            citations={SAMPLE_CITATIONS}
            openNumber={open?.number}
            onOpen={setOpen}
          />
          <SampleComposer />
        </div>
        {open && <SampleSource citation={open} />}
      </div>
      <figcaption className="sr-only">
        A sample answer; its numbered sources open beside it.
      </figcaption>
    </figure>
  );
}

function SampleComposer() {
  return (
    <div aria-hidden className="mt-auto pt-8">
      <div className="flex items-center justify-between rounded-lg border border-border-strong py-2 pr-2 pl-3.5 text-[15px] text-muted-foreground">
        Ask a follow-up
        <span className="grid size-8 place-items-center rounded-md bg-primary text-primary-foreground opacity-50">
          <ArrowUp className="size-4" />
        </span>
      </div>
    </div>
  );
}

function SampleSource({ citation }: { citation: Citation }) {
  return (
    <div className="flex flex-col border-t md:border-t-0 md:border-l">
      <div className="flex items-start gap-3 border-b px-4 py-3">
        <span className="mt-0.5 grid h-5 min-w-5 place-items-center rounded-sm bg-primary-soft px-1 font-mono text-xs text-primary-text">
          {citation.number}
        </span>
        <div className="min-w-0">
          <p className="truncate font-medium">{citation.document_name}</p>
          <p className="truncate text-[13px] text-muted-foreground">{citationPlace(citation)}</p>
        </div>
      </div>
      <SourceText
        still
        text={SAMPLE_TEXT}
        offset={0}
        pages={SAMPLE_PAGES}
        span={{ start: citation.char_start, end: citation.char_end }}
        className="flex-1 px-4 py-4 text-[13px] text-muted-foreground"
      />
      <div className="flex items-center gap-2 border-t px-4 py-2.5 text-[13px] text-muted-foreground">
        Similarity <ScoreBar score={citation.score} className="text-foreground" />
      </div>
    </div>
  );
}
