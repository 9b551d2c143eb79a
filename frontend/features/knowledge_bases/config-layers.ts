"use client";

import { useMemo } from "react";

import { usePreset } from "@/features/rag_configs/api";
import { DEFAULTS, type ConfigLayer } from "@/features/rag_configs/inheritance";
import type { KnowledgeBase } from "@/lib/api/types";

/** What a knowledge base inherits from: the defaults, and over them its preset. */
export function useBaseLayers(presetId: string | null): ConfigLayer[] {
  const preset = usePreset(presetId).data;
  return useMemo(
    () =>
      preset
        ? [DEFAULTS, { name: `the preset “${preset.name}”`, config: preset.config }]
        : [DEFAULTS],
    [preset],
  );
}

/** What a document inherits from: all of its knowledge base, and over that its own preset. */
export function useDocumentLayers(base: KnowledgeBase | undefined, presetId: string | null) {
  const below = useBaseLayers(base?.preset_id ?? null);
  const preset = usePreset(presetId).data;
  return useMemo(
    () => [
      ...below,
      ...(base ? [{ name: "the knowledge base", config: base.overrides }] : []),
      ...(preset ? [{ name: `the preset “${preset.name}”`, config: preset.config }] : []),
    ],
    [below, base, preset],
  );
}
