"use client";

import type { FormEventHandler, ReactNode } from "react";

import { ErrorState } from "@/components/common/error-state";
import { Button } from "@/components/ui/button";
import { DialogActions, DialogClose } from "@/components/ui/dialog";

type DialogFormProps = {
  onSubmit: FormEventHandler<HTMLFormElement>;
  /** The verb on the button. */
  action: string;
  pending: boolean;
  disabled?: boolean;
  /** A refusal that no field shows. */
  error?: unknown;
  testId?: string;
  children: ReactNode;
};

/** A short form in a modal: its fields, what went wrong, Cancel and the action. */
export function DialogForm(props: DialogFormProps) {
  return (
    <form noValidate className="grid min-w-0 gap-4" onSubmit={props.onSubmit}>
      {props.children}
      {props.error != null && <ErrorState error={props.error} />}
      <DialogActions>
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <Button
          type="submit"
          variant="primary"
          pending={props.pending}
          disabled={props.disabled}
          data-testid={props.testId}
        >
          {props.action}
        </Button>
      </DialogActions>
    </form>
  );
}
