"use client";

import Link from "next/link";
import { useState, type FormEvent } from "react";
import { toast } from "sonner";

import { ErrorState } from "@/components/common/error-state";
import { Button } from "@/components/ui/button";
import { useUpdateKnowledgeBase } from "@/features/knowledge_bases/api";
import { useBaseLayers } from "@/features/knowledge_bases/config-layers";
import { retrievalLayers } from "@/features/rag_configs/inheritance";
import { ProfileFields } from "@/features/retrieval/components/profile-fields";
import { profileProblems } from "@/features/retrieval/profile";
import type { KnowledgeBase } from "@/lib/api/types";
import { decided, isSame } from "@/lib/layers";

/** How passages of this knowledge base are found, for every search and answer. */
export function RetrievalSettings({ base }: { base: KnowledgeBase }) {
  const saved = base.overrides.retrieval ?? {};
  const [own, setOwn] = useState(saved);
  const layers = retrievalLayers(useBaseLayers(base.preset_id));
  const update = useUpdateKnowledgeBase(base.id);
  const problems = profileProblems(own, layers);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (Object.keys(problems).length > 0) return;
    update.mutate(
      { config: { ...base.overrides, retrieval: decided(own) } },
      { onSuccess: () => toast.success("Settings saved") },
    );
  }

  return (
    <section className="border-t pt-8">
      <h2 className="font-medium">How passages are found</h2>
      <p className="mt-1 mb-5 max-w-xl text-muted-foreground">
        These hold at once, for searches and answers; nothing is indexed anew. To see what a setting
        does,{" "}
        <Link href="?tab=search" className="text-primary-text hover:underline">
          try it in the search
        </Link>
        .
      </p>
      <form noValidate className="grid max-w-4xl grid-cols-1 gap-5" onSubmit={submit}>
        <ProfileFields
          own={own}
          onChange={setOwn}
          layers={layers}
          errors={problems}
          className="md:grid-cols-2"
        />
        {update.error && <ErrorState error={update.error} />}
        <div>
          <Button
            type="submit"
            variant="primary"
            pending={update.isPending}
            disabled={isSame(own, saved)}
            data-testid="save-retrieval"
          >
            Save retrieval settings
          </Button>
        </div>
      </form>
    </section>
  );
}
