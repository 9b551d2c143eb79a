import type { ChunkingConfig, ChunkStrategy } from "@/lib/api/types";
import { formatNumber } from "@/lib/format";

export const STRATEGIES: Record<ChunkStrategy, { label: string; note: string }> = {
  recursive: { label: "Recursive", note: "at paragraphs, then sentences; fits most texts" },
  markdown: { label: "Structure", note: "at headings, tables and code" },
  sentence: { label: "Sentences", note: "whole sentences only" },
  semantic: { label: "Semantic", note: "where the subject changes; slower" },
  parent_child: { label: "Parent and child", note: "small passages, answered with more around" },
  fixed: { label: "Fixed size", note: "every so many tokens" },
};

export const STRATEGY_NAMES = Object.keys(STRATEGIES) as ChunkStrategy[];

/** "Recursive, 240 tokens, 30 shared". */
export function splitText(config: ChunkingConfig): string {
  const parts = [
    STRATEGIES[config.chunk_strategy].label,
    `${formatNumber(config.chunk_size)} tokens`,
    config.chunk_overlap > 0 && `${formatNumber(config.chunk_overlap)} shared`,
  ];
  return parts.filter(Boolean).join(", ");
}
