"use client";

import { useState, type FormEvent } from "react";
import { toast } from "sonner";

import { DialogForm } from "@/components/common/dialog-form";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useAddFromUrl } from "@/features/knowledge_bases/documents-api";

type FromUrlDialogProps = {
  knowledgeBaseId: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** Adds one page or file from the web. */
export function FromUrlDialog({ knowledgeBaseId, open, onOpenChange }: FromUrlDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title="Add from URL"
        description="The server fetches the page or file once and keeps a copy. Links in it are not followed."
      >
        <FromUrlForm knowledgeBaseId={knowledgeBaseId} onDone={() => onOpenChange(false)} />
      </DialogContent>
    </Dialog>
  );
}

function FromUrlForm({ knowledgeBaseId, onDone }: { knowledgeBaseId: string; onDone: () => void }) {
  const [url, setUrl] = useState("");
  const add = useAddFromUrl(knowledgeBaseId);

  function submit(event: FormEvent) {
    event.preventDefault();
    add.mutate(url.trim(), {
      onSuccess: ({ document, duplicate }) => {
        toast.success(
          duplicate ? `“${document.name}” is already here` : `“${document.name}” was added`,
        );
        onDone();
      },
    });
  }

  return (
    <DialogForm
      onSubmit={submit}
      action="Add document"
      pending={add.isPending}
      disabled={!/^https?:\/\/\S+$/i.test(url.trim())}
      error={add.error}
      testId="add-from-url"
    >
      <Field label="Address" hint="Begins with http:// or https://">
        {(control) => (
          <Input
            {...control}
            autoFocus
            type="url"
            inputMode="url"
            placeholder="https://example.org/handbook.pdf"
            value={url}
            onChange={(event) => setUrl(event.target.value)}
          />
        )}
      </Field>
    </DialogForm>
  );
}
