"use client";

import { useMemo, useState } from "react";

import { useSearch } from "@/features/knowledge_bases/api";
import { compareHits } from "@/features/retrieval/compare";
import { filtersBody, NO_FILTERS } from "@/features/retrieval/filters";
import {
  changedFields,
  profileProblems,
  resolveProfile,
  type RetrievalLayer,
} from "@/features/retrieval/profile";
import type {
  KnowledgeBase,
  RetrievalOverrides,
  SearchFilters,
  SearchResult,
} from "@/lib/api/types";
import { decided } from "@/lib/layers";

/** A search with the filters it was made with, and the one that it is compared with. */
type Shown = { result: SearchResult; filters: string; before: SearchResult | null };

/** What a search is compared with: the one before, when it asked the same of the same documents. */
function partnerOf(shown: Shown | null, result: SearchResult, filters: string) {
  const isSame = shown?.result.query === result.query && shown.filters === filters;
  return isSame ? shown.result : null;
}

/** Trying searches: a question, settings over the saved ones, filters, and what was found. */
export function useSearchTrial(base: KnowledgeBase, firstQuestion: string) {
  const [question, setQuestion] = useState(firstQuestion);
  const [tried, setTried] = useState<RetrievalOverrides>({});
  const [filters, setFilters] = useState<SearchFilters>(NO_FILTERS);
  const [shown, setShown] = useState<Shown | null>(null);
  const search = useSearch(base.id);
  const saved = base.config.retrieval;
  const layers = useMemo<RetrievalLayer[]>(
    () => [{ name: "the saved settings", config: saved }],
    [saved],
  );
  const problems = profileProblems(tried, layers);
  const canSearch = question.trim() !== "" && Object.keys(problems).length === 0;
  const filtersKey = JSON.stringify(filtersBody(filters));

  function run() {
    if (!canSearch) return;
    search.mutate(
      { query: question.trim(), profile: decided(tried), filters: filtersBody(filters) },
      {
        onSuccess: (result) =>
          setShown({ result, filters: filtersKey, before: partnerOf(shown, result, filtersKey) }),
      },
    );
  }

  const comparison = useMemo(
    () => (shown?.before ? compareHits(shown.before.hits, shown.result.hits) : null),
    [shown],
  );
  const isStale =
    shown !== null &&
    (shown.filters !== filtersKey ||
      changedFields(shown.result.profile, resolveProfile(tried, layers)).length > 0);

  return {
    question: { value: question, set: setQuestion },
    settings: { tried, set: setTried, layers, problems },
    filters: { value: filters, set: setFilters },
    shown,
    comparison,
    /** Whether other settings or filters are chosen than those of the result shown. */
    isStale,
    canSearch,
    run,
    isSearching: search.isPending,
    error: search.error,
  };
}

export type SearchTrial = ReturnType<typeof useSearchTrial>;
