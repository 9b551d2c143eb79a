"use client";

import { RotateCcw, Search } from "lucide-react";

import { ErrorState } from "@/components/common/error-state";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ProfileFields } from "@/features/retrieval/components/profile-fields";
import { type ProfileProblems, type RetrievalLayer } from "@/features/retrieval/profile";
import type { RetrievalOverrides } from "@/lib/api/types";
import { plural } from "@/lib/format";

type ProfilePanelProps = {
  tried: RetrievalOverrides;
  onChange: (tried: RetrievalOverrides) => void;
  layers: readonly RetrievalLayer[];
  problems: ProfileProblems;
  /** Given while there is a question to search with these settings. */
  onSearch?: () => void;
  searching: boolean;
  /** Given to those who may change the settings for everybody. */
  save?: { run: () => void; pending: boolean; error: Error | null };
};

/** The settings that a search is tried with, against the saved ones. */
export function ProfilePanel(props: ProfilePanelProps) {
  const { tried, onChange, layers, problems, onSearch, searching, save } = props;
  const changes = Object.values(tried).filter((value) => value != null).length;
  const isWrong = Object.keys(problems).length > 0;
  return (
    <section aria-label="Search settings" data-testid="profile-panel">
      <header className="flex min-h-11 items-center gap-2 border-b py-2 pr-2 pl-4">
        <h2 className="font-medium">Settings</h2>
        {changes > 0 ? (
          <Badge tone="accent" data-testid="tried-changes">
            {plural(changes, "change")} to try
          </Badge>
        ) : (
          <Badge>As saved</Badge>
        )}
        {changes > 0 && (
          <Button
            variant="ghost"
            size="icon-sm"
            className="ml-auto"
            aria-label="Reset to the saved settings"
            title="Reset to the saved settings"
            onClick={() => onChange({})}
            data-testid="reset-profile"
          >
            <RotateCcw />
          </Button>
        )}
      </header>
      <div className="grid gap-2 border-b px-4 py-3">
        <Button
          variant={changes > 0 ? "primary" : "secondary"}
          disabled={!onSearch || isWrong}
          pending={searching}
          onClick={onSearch}
          data-testid="search-with-settings"
        >
          <Search /> Search with these settings
        </Button>
        {save && (
          <Button
            disabled={changes === 0 || isWrong}
            pending={save.pending}
            onClick={save.run}
            data-testid="save-profile"
          >
            Save for this knowledge base
          </Button>
        )}
        {save?.error && <ErrorState error={save.error} />}
      </div>
      <div className="px-4 py-4 lg:max-h-[calc(100dvh-20rem)] lg:min-h-80 lg:overflow-y-auto">
        <ProfileFields
          own={tried}
          onChange={onChange}
          layers={layers}
          errors={problems}
          quiet
          withoutConversation
        />
      </div>
    </section>
  );
}
