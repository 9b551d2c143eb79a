"use client";

import { useRouter } from "next/navigation";

import { ErrorState } from "@/components/common/error-state";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions, DialogClose, DialogContent } from "@/components/ui/dialog";
import { useCreateKnowledgeBase } from "@/features/knowledge_bases/api";
import {
  ChunkFields,
  NameFields,
  useKnowledgeBaseForm,
} from "@/features/knowledge_bases/components/knowledge-base-form";
import { toApiError } from "@/lib/api/errors";

type Props = { open: boolean; onOpenChange: (open: boolean) => void };

export function CreateKnowledgeBaseDialog({ open, onOpenChange }: Props) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title="Create knowledge base"
        description="A set of documents that deployments answer from."
      >
        <CreateForm />
      </DialogContent>
    </Dialog>
  );
}

function CreateForm() {
  const router = useRouter();
  const create = useCreateKnowledgeBase();
  const form = useKnowledgeBaseForm();
  const nameTaken = toApiError(create.error).code === "name_taken";

  const submit = form.handleSubmit(({ name, description, chunk_size, chunk_overlap }) =>
    create.mutate(
      {
        name,
        description,
        config: { chunk_strategy: "recursive", chunk_size, chunk_overlap },
      },
      {
        onSuccess: (base) => router.push(`/knowledge/${base.id}`),
        onError: (error) => {
          if (toApiError(error).code === "name_taken") {
            form.setError("name", { message: error.message }, { shouldFocus: true });
          }
        },
      },
    ),
  );

  return (
    <form noValidate className="grid gap-4" onSubmit={submit}>
      <NameFields form={form} autoFocus />
      <details>
        <summary className="w-fit cursor-pointer rounded-sm text-[13px] text-muted-foreground hover:text-foreground">
          How documents are split
        </summary>
        <div className="mt-3">
          <ChunkFields form={form} />
        </div>
      </details>
      {create.error && !nameTaken && <ErrorState error={create.error} />}
      <DialogActions>
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <Button
          type="submit"
          variant="primary"
          pending={create.isPending}
          data-testid="create-knowledge-base"
        >
          Create knowledge base
        </Button>
      </DialogActions>
    </form>
  );
}
