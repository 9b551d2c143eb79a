"use client";

import { useState, type ReactNode } from "react";

import { ConfirmDialog } from "@/components/common/confirm-dialog";
import { Button } from "@/components/ui/button";

type DangerSectionProps = {
  /** What is done, also on its button, e.g. "Delete project". */
  title: string;
  /** What exactly will be lost. */
  text: ReactNode;
  /** What the dialog asks before it is done, e.g. "Delete this project?". */
  question: string;
  /** What the dialog says to that. */
  warning: string;
  /** When given, the reader types this name first. */
  typedName?: string;
  onConfirm: () => Promise<unknown>;
  /** Why it cannot be done now; replaces the button. */
  blocked?: string | null;
  /** More about what is in the way. */
  children?: ReactNode;
};

/** Something that is hard to undo, set apart at the end of a settings page and asked about twice. */
export function DangerSection(props: DangerSectionProps) {
  const [asking, setAsking] = useState(false);
  return (
    <section className="rounded-lg border p-4">
      <h2 className="font-medium">{props.title}</h2>
      <p className="mt-1 text-muted-foreground">{props.text}</p>
      {props.blocked ? (
        <p className="mt-3 text-[13px]">{props.blocked}</p>
      ) : (
        <Button className="mt-3 text-danger" onClick={() => setAsking(true)}>
          {props.title}
        </Button>
      )}
      {props.children}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={props.question}
        description={props.warning}
        action={props.title}
        typedName={props.typedName}
        onConfirm={props.onConfirm}
      />
    </section>
  );
}
