import type { ReactNode } from "react";

import { Button } from "@/components/ui/button";

type DangerSectionProps = {
  title: string;
  /** What exactly will be lost. */
  text: ReactNode;
  /** The verb on the button. */
  action: string;
  onAction: () => void;
  /** Why it cannot be done now; replaces the button. */
  blocked?: string | null;
  /** The dialog that asks once more. */
  children: ReactNode;
};

/** Something that is hard to undo, set apart at the end of a settings page. */
export function DangerSection(props: DangerSectionProps) {
  return (
    <section className="rounded-lg border p-4">
      <h2 className="font-medium">{props.title}</h2>
      <p className="mt-1 text-muted-foreground">{props.text}</p>
      {props.blocked ? (
        <p className="mt-3 text-[13px]">{props.blocked}</p>
      ) : (
        <Button className="mt-3 text-danger" onClick={props.onAction}>
          {props.action}
        </Button>
      )}
      {props.children}
    </section>
  );
}
