"use client";

import { useState } from "react";

import { ErrorState } from "@/components/common/error-state";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions, DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useRenameChatSession } from "@/features/chat/api";
import type { ChatSession } from "@/lib/api/types";

type RenameDialogProps = {
  session: ChatSession;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

export function RenameDialog({ session, open, onOpenChange }: RenameDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent title="Rename conversation">
        <RenameForm session={session} onDone={() => onOpenChange(false)} />
      </DialogContent>
    </Dialog>
  );
}

function RenameForm({ session, onDone }: { session: ChatSession; onDone: () => void }) {
  const [title, setTitle] = useState(session.title);
  const rename = useRenameChatSession();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        rename.mutate({ id: session.id, title: title.trim() }, { onSuccess: onDone });
      }}
    >
      <Field label="Title">
        {(control) => (
          <Input
            {...control}
            autoFocus
            maxLength={200}
            value={title}
            onChange={(event) => setTitle(event.target.value)}
          />
        )}
      </Field>
      {rename.error && <ErrorState error={rename.error} className="mt-3" />}
      <DialogActions>
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <Button type="submit" variant="primary" pending={rename.isPending} disabled={!title.trim()}>
          Rename conversation
        </Button>
      </DialogActions>
    </form>
  );
}
