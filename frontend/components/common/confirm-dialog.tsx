"use client";

import { useState, type ReactNode } from "react";

import { ErrorState } from "@/components/common/error-state";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions, DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

type ConfirmDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** What exactly will be lost. */
  description: ReactNode;
  /** The verb on the button, e.g. "Delete document". */
  action: string;
  /** When given, the reader types this name before the button works. */
  typedName?: string;
  /** "primary" for what is asked about but destroys nothing. */
  tone?: "danger" | "primary";
  onConfirm: () => Promise<unknown>;
  /** What is chosen before it happens. */
  children?: ReactNode;
};

/** Asks before something that is hard to undo; stays open with the error when it fails. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <Dialog open={props.open} onOpenChange={props.onOpenChange}>
      <DialogContent title={props.title} description={props.description}>
        <ConfirmForm {...props} />
      </DialogContent>
    </Dialog>
  );
}

function ConfirmForm(props: ConfirmDialogProps) {
  const { action, typedName, tone = "danger", onConfirm, onOpenChange } = props;
  const [typed, setTyped] = useState("");
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);

  async function confirm() {
    setPending(true);
    setError(null);
    try {
      await onConfirm();
      onOpenChange(false);
    } catch (problem) {
      setError(problem);
    } finally {
      setPending(false);
    }
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void confirm();
      }}
    >
      {props.children}
      {typedName && (
        <Field label={`Type “${typedName}” to confirm`}>
          {(control) => (
            <Input
              {...control}
              autoFocus
              autoComplete="off"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
      )}
      {error !== null && <ErrorState error={error} className="mt-3" />}
      <DialogActions>
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <Button
          type="submit"
          variant={tone}
          pending={pending}
          disabled={typedName !== undefined && typed.trim() !== typedName}
          data-testid="confirm-action"
        >
          {action}
        </Button>
      </DialogActions>
    </form>
  );
}
