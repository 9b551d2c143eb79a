"use client";

import { FileSearch, ListFilter, Search, SlidersHorizontal } from "lucide-react";
import { parseAsString, useQueryState } from "nuqs";
import { useState, type FormEvent, type ReactNode } from "react";
import { toast } from "sonner";

import { EmptyState } from "@/components/common/empty-state";
import { ErrorState } from "@/components/common/error-state";
import { Button } from "@/components/ui/button";
import { Dialog, SheetContent } from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";
import { Skeleton } from "@/components/ui/skeleton";
import { useUpdateKnowledgeBase } from "@/features/knowledge_bases/api";
import { useSearchTrial, type SearchTrial } from "@/features/knowledge_bases/search-trial";
import { useWriteAccess } from "@/features/projects/write-access";
import { ComparisonNote } from "@/features/retrieval/components/comparison-note";
import { HitList } from "@/features/retrieval/components/hit-list";
import { ProfilePanel } from "@/features/retrieval/components/profile-panel";
import { ActiveFilters, SearchFilterFields } from "@/features/retrieval/components/search-filters";
import { SearchProblems } from "@/features/retrieval/components/search-problems";
import { SearchSummary } from "@/features/retrieval/components/search-summary";
import { activeFilters, NO_FILTERS } from "@/features/retrieval/filters";
import { withOverrides } from "@/features/retrieval/profile";
import type { KnowledgeBase } from "@/lib/api/types";
import { cn } from "@/lib/cn";
import { useMediaQuery } from "@/lib/use-media-query";

/** Asks the knowledge base as a deployment does, with settings to try, and shows every score. */
export function SearchTab({ base }: { base: KnowledgeBase }) {
  const [question] = useQueryState("question", parseAsString.withDefault(""));
  const trial = useSearchTrial(base, question);
  const [settingsOpen, setSettingsOpen] = useState(false);
  return (
    <WithSettings
      open={settingsOpen}
      onOpenChange={setSettingsOpen}
      panel={<SettingsPanel base={base} trial={trial} onSearch={() => setSettingsOpen(false)} />}
    >
      <SearchForm trial={trial} onOpenSettings={() => setSettingsOpen(true)} />
      {trial.error && <ErrorState error={trial.error} className="mb-4" />}
      <Found base={base} trial={trial} />
    </WithSettings>
  );
}

type WithSettingsProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  panel: ReactNode;
  children: ReactNode;
};

/** The settings beside the result; over it, when asked for, where there is no room. */
function WithSettings({ open, onOpenChange, panel, children }: WithSettingsProps) {
  const beside = useMediaQuery("(min-width: 1024px)");
  if (beside) {
    return (
      <div className="grid grid-cols-[minmax(0,1fr)_20rem] items-start gap-6">
        <div className="min-w-0">{children}</div>
        <aside className="sticky top-0 rounded-lg border">{panel}</aside>
      </div>
    );
  }
  return (
    <>
      {children}
      <Dialog open={open} onOpenChange={onOpenChange}>
        <SheetContent title="Search settings">
          <div className="min-h-0 flex-1 overflow-y-auto">{panel}</div>
        </SheetContent>
      </Dialog>
    </>
  );
}

type SettingsPanelProps = { base: KnowledgeBase; trial: SearchTrial; onSearch: () => void };

function SettingsPanel({ base, trial, onSearch }: SettingsPanelProps) {
  const canWrite = useWriteAccess(base, "knowledge:write").allowed;
  const update = useUpdateKnowledgeBase(base.id);
  const { tried, set, layers, problems } = trial.settings;

  function search() {
    trial.run();
    onSearch();
  }

  function save() {
    const retrieval = withOverrides(base.overrides.retrieval, tried);
    update.mutate(
      { config: { ...base.overrides, retrieval } },
      {
        onSuccess: () => {
          set({});
          toast.success("Settings saved", {
            description: "Searches and answers from this knowledge base use them from now on.",
          });
        },
      },
    );
  }

  return (
    <ProfilePanel
      tried={tried}
      onChange={set}
      layers={layers}
      problems={problems}
      onSearch={trial.canSearch ? search : undefined}
      searching={trial.isSearching}
      save={canWrite ? { run: save, pending: update.isPending, error: update.error } : undefined}
    />
  );
}

function SearchForm({ trial, onOpenSettings }: { trial: SearchTrial; onOpenSettings: () => void }) {
  const [filtersOpen, setFiltersOpen] = useState(false);
  const count = activeFilters(trial.filters.value).length;
  function submit(event: FormEvent) {
    event.preventDefault();
    trial.run();
  }
  return (
    <>
      <form onSubmit={submit} className="mb-4 flex flex-wrap gap-2">
        <Input
          aria-label="Question"
          placeholder="Ask as your readers would"
          className="h-9 flex-1 basis-60"
          maxLength={4000}
          value={trial.question.value}
          onChange={({ target }) => trial.question.set(target.value)}
          data-testid="search-query"
        />
        <Button
          className="h-9"
          aria-expanded={filtersOpen}
          onClick={() => setFiltersOpen(!filtersOpen)}
          data-testid="toggle-filters"
        >
          <ListFilter /> Filters{count > 0 && ` (${count})`}
        </Button>
        <Button className="h-9 lg:hidden" onClick={onOpenSettings} data-testid="open-settings">
          <SlidersHorizontal /> Settings
        </Button>
        <Button
          type="submit"
          variant="primary"
          className="h-9"
          pending={trial.isSearching}
          disabled={!trial.canSearch}
          data-testid="run-search"
        >
          {!trial.isSearching && <Search />} Search
        </Button>
      </form>
      {filtersOpen && (
        <SearchFilterFields filters={trial.filters.value} onChange={trial.filters.set} />
      )}
      <ActiveFilters filters={trial.filters.value} onChange={trial.filters.set} />
    </>
  );
}

function Found({ base, trial }: { base: KnowledgeBase; trial: SearchTrial }) {
  const { shown, comparison, isStale, isSearching, error } = trial;
  if (!shown && isSearching) return <FoundSkeleton />;
  if (!shown) return error ? null : <NothingAsked base={base} />;
  const { result, before } = shown;
  return (
    <section
      aria-label="Results"
      aria-busy={isSearching}
      className={cn("transition-opacity duration-120", isSearching && "opacity-60")}
    >
      {isStale && (
        <p className="mb-3 text-[13px] text-warning" data-testid="stale-note">
          Settings or filters have changed since this result. Search again to see what they do.
        </p>
      )}
      <SearchProblems problems={result.problems} />
      <SearchSummary result={result} />
      {before && comparison && (
        <ComparisonNote before={before} after={result} comparison={comparison} />
      )}
      {result.hits.length > 0 ? (
        <HitList hits={result.hits} comparison={comparison} />
      ) : (
        <NothingFound base={base} trial={trial} />
      )}
    </section>
  );
}

function NothingAsked({ base }: { base: KnowledgeBase }) {
  if (base.status_counts.completed === 0) {
    return (
      <EmptyState icon={FileSearch} title="Nothing to search yet">
        Add documents first. As soon as one of them is completed, its passages are found here.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={Search} title="Try a question">
      This is the same search that answers use. If the right passage does not come up here, the
      model will not see it either. Change a setting and search again to see what moves.
    </EmptyState>
  );
}

function NothingFound({ base, trial }: { base: KnowledgeBase; trial: SearchTrial }) {
  const isFiltered = activeFilters(trial.filters.value).length > 0;
  const hasLimit = (trial.shown?.result.profile.min_similarity ?? -1) > -1;
  if (base.status_counts.completed === 0) {
    return (
      <EmptyState icon={FileSearch} title="Nothing to search yet">
        No document of this knowledge base is completed.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={FileSearch}
      title="Nothing found"
      action={
        isFiltered && (
          <Button onClick={() => trial.filters.set(NO_FILTERS)}>Remove the filters</Button>
        )
      }
    >
      {isFiltered
        ? "No document that passes the filters holds anything on this."
        : hasLimit
          ? "Every passage is less similar than the least similarity that is set. Lower it, or leave it empty."
          : "Use other words, or give both meaning and words some weight."}
    </EmptyState>
  );
}

function FoundSkeleton() {
  return (
    <div aria-busy className="grid gap-3">
      <Skeleton className="h-14 w-full" />
      <Skeleton className="h-36 w-full" />
      <Skeleton className="h-36 w-full" />
    </div>
  );
}
