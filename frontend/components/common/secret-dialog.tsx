"use client";

import { Check, Copy, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

import { useCopied } from "@/components/common/copy-button";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions, DialogContent } from "@/components/ui/dialog";

type SecretDialogProps = {
  title: string;
  /** The key or link that is never shown again. */
  secret: string;
  /** What is lost with it, e.g. "This key is shown once." */
  warning: ReactNode;
  /** What the copy button says, e.g. "Copy key". */
  copyLabel: string;
  onDone: () => void;
  /** What it may do, how it is used. */
  children?: ReactNode;
};

/** A secret that is shown once: only its own button closes the panel, never a stray click. */
export function SecretDialog(props: SecretDialogProps) {
  const [copied, copy] = useCopied();
  return (
    <Dialog open onOpenChange={(open) => !open && props.onDone()}>
      <DialogContent
        title={props.title}
        className="max-w-xl"
        onInteractOutside={(event) => event.preventDefault()}
        onEscapeKeyDown={(event) => event.preventDefault()}
        data-testid="secret-dialog"
      >
        <p className="flex items-start gap-2 rounded-lg bg-warning-soft px-3 py-2.5 text-warning">
          <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
          <span>{props.warning}</span>
        </p>
        <div className="mt-4 flex flex-wrap items-center gap-2 rounded-lg border bg-surface p-2 pl-3">
          <code
            data-testid="secret"
            className="min-w-0 flex-1 basis-60 font-mono text-[13px] break-all select-all"
          >
            {props.secret}
          </code>
          <Button variant="primary" onClick={() => void copy(props.secret)} autoFocus>
            {copied ? <Check /> : <Copy />} {copied ? "Copied" : props.copyLabel}
          </Button>
        </div>
        {props.children && <div className="mt-4 grid min-w-0 gap-4">{props.children}</div>}
        <DialogActions>
          <Button onClick={props.onDone} data-testid="secret-done">
            I have kept it
          </Button>
        </DialogActions>
      </DialogContent>
    </Dialog>
  );
}
