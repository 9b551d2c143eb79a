"use client";

import { useMemo } from "react";

import { useKnowledgeBase } from "@/features/knowledge_bases/api";
import { DEFAULT_LAYER, type RetrievalLayer } from "@/features/retrieval/profile";

/** What a deployment inherits of its search: the settings of its knowledge base if it has one. */
export function useDeploymentLayers(knowledgeBaseIds: readonly string[]): RetrievalLayer[] {
  const only = knowledgeBaseIds.length === 1 ? (knowledgeBaseIds[0] ?? null) : null;
  const base = useKnowledgeBase(only).data;
  return useMemo(
    () =>
      base
        ? [DEFAULT_LAYER, { name: `“${base.name}”`, config: base.config.retrieval }]
        : [DEFAULT_LAYER],
    [base],
  );
}
