"use client";

import { ArrowUpRight } from "lucide-react";
import Link from "next/link";
import { useState } from "react";

import { ChoiceSelect } from "@/components/common/choice-select";
import { CopyButton } from "@/components/common/copy-button";
import { Progress } from "@/components/ui/progress";
import { documentPath } from "@/features/knowledge_bases/document-links";
import { useModels } from "@/features/models/api";
import { canGenerate, contextTokens } from "@/features/models/labels";
import type { Citation, PromptPreview } from "@/lib/api/types";
import { formatNumber, plural } from "@/lib/format";

type PromptMessage = PromptPreview["messages"][number];

const ROLES: Record<PromptMessage["role"], string> = {
  system: "System",
  user: "User",
  assistant: "Assistant",
};

/** The messages as a model would read them, and the passages that stand in them. */
export function PreviewResult({ preview }: { preview: PromptPreview }) {
  const { messages, passages, tokens } = preview;
  return (
    <div className="grid min-w-0 grid-cols-1 gap-4" data-testid="preview-result">
      <p className="text-[13px] text-muted-foreground">
        {plural(messages.length, "message")}, about{" "}
        <span className="font-mono text-foreground tabular-nums" data-testid="preview-tokens">
          {formatNumber(tokens)}
        </span>{" "}
        tokens, estimated rather too high than too low.
      </p>
      <ContextShare tokens={tokens} />
      <ol className="grid min-w-0 grid-cols-1 gap-3" aria-label="Messages">
        {messages.map((message, index) => (
          <li
            key={index}
            className="min-w-0 overflow-hidden rounded-lg border"
            data-testid="message"
          >
            <div className="flex h-8 items-center justify-between border-b bg-surface pr-0.5 pl-3">
              <span className="text-xs font-medium text-muted-foreground">
                {ROLES[message.role]}
              </span>
              <CopyButton text={message.content} label="Copy message" />
            </div>
            <pre
              tabIndex={0}
              className="max-h-96 overflow-y-auto px-3 py-2.5 font-mono text-xs leading-relaxed [overflow-wrap:anywhere] whitespace-pre-wrap"
            >
              {message.content}
            </pre>
          </li>
        ))}
      </ol>
      {passages.length > 0 && <Passages passages={passages} />}
    </div>
  );
}

/** How much of what a model can take in the prompt needs; the answer comes on top. */
function ContextShare({ tokens }: { tokens: number }) {
  const models = useModels().data?.items.filter(canGenerate) ?? [];
  const [id, setId] = useState<string | null>(null);
  const model = models.find((each) => each.id === id) ?? models[0];
  if (!model) return null;
  const limit = contextTokens(model);
  const percent = (tokens / limit) * 100;
  return (
    <div className="grid gap-1.5" data-testid="context-share">
      <div className="flex items-center gap-3 text-[13px]">
        <ChoiceSelect
          label="Model to compare with"
          className="w-auto max-w-56"
          value={model.id}
          onChange={setId}
          choices={models.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <span className="text-muted-foreground tabular-nums">
          {percent < 1 ? "Less than 1" : Math.round(percent)} % of {formatNumber(limit)} tokens
        </span>
      </div>
      <Progress
        value={percent}
        label={`Share of the context of ${model.name}`}
        tone={percent > 100 ? "danger" : percent > 75 ? "warning" : "accent"}
      />
    </div>
  );
}

function Passages({ passages }: { passages: Citation[] }) {
  return (
    <div>
      <h3 className="mb-1.5 text-[13px] font-medium">Passages</h3>
      <ul className="divide-y rounded-lg border text-[13px]">
        {passages.map((passage) => (
          <li
            key={passage.chunk_id}
            className="flex items-center gap-2.5 px-3 py-2"
            data-testid="preview-passage"
          >
            <span className="grid h-5 min-w-5 place-items-center rounded-sm bg-muted px-1 font-mono text-xs">
              {passage.number}
            </span>
            <Link href={pathTo(passage)} className="flex min-w-0 items-center gap-1">
              <span className="truncate hover:underline">{passage.document_name}</span>
              <ArrowUpRight className="size-3.5 shrink-0 text-muted-foreground" aria-hidden />
            </Link>
            <span className="min-w-0 truncate text-muted-foreground">
              {[passage.page && `page ${passage.page}`, passage.section].filter(Boolean).join(", ")}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function pathTo({ document_id, knowledge_base_id, char_start, char_end }: Citation): string {
  return documentPath({ id: document_id, knowledge_base_id }, { start: char_start, end: char_end });
}
