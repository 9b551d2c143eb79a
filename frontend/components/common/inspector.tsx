"use client";

import { X } from "lucide-react";
import type { ReactNode } from "react";

import { Button } from "@/components/ui/button";
import { Dialog, SheetContent } from "@/components/ui/dialog";
import { useMediaQuery } from "@/lib/use-media-query";

type WithInspectorProps = {
  /** What the panel shows, for assistive technology. */
  label: string;
  /** The panel of the selected item; null while none is selected. */
  inspector: ReactNode | null;
  onClose: () => void;
  children: ReactNode;
};

/** A list with the panel of its selected item: beside it, or over it where there is no room. */
export function WithInspector({ label, inspector, onClose, children }: WithInspectorProps) {
  const beside = useMediaQuery("(min-width: 1024px)");
  if (!inspector) return <>{children}</>;
  if (beside) {
    return (
      <div className="grid grid-cols-[minmax(0,1fr)_24rem] items-start gap-6">
        <div className="min-w-0">{children}</div>
        <div className="min-w-0 rounded-lg border">{inspector}</div>
      </div>
    );
  }
  return (
    <>
      {children}
      <Dialog open onOpenChange={(open) => !open && onClose()}>
        <SheetContent title={label}>
          <div className="min-h-0 flex-1 overflow-y-auto">{inspector}</div>
        </SheetContent>
      </Dialog>
    </>
  );
}

type InspectorProps = {
  title: ReactNode;
  note?: ReactNode;
  onClose: () => void;
  /** Names the panel for browser tests. */
  testId?: string;
  children: ReactNode;
};

/** The panel of one selected item; Escape closes it. */
export function Inspector({ title, note, onClose, testId, children }: InspectorProps) {
  return (
    <section
      data-testid={testId}
      onKeyDown={(event) => event.key === "Escape" && !event.defaultPrevented && onClose()}
    >
      <header className="flex items-start justify-between gap-2 border-b py-2.5 pr-2 pl-4">
        <div className="min-w-0 self-center">
          <h2 className="font-medium [overflow-wrap:anywhere]">{title}</h2>
          {note && (
            <p className="text-[13px] [overflow-wrap:anywhere] text-muted-foreground">{note}</p>
          )}
        </div>
        <Button variant="ghost" size="icon-sm" aria-label="Close" onClick={onClose}>
          <X />
        </Button>
      </header>
      {children}
    </section>
  );
}

/** One part of an inspector, under a line and with a quiet heading. */
export function InspectorSection({ title, children }: { title?: string; children: ReactNode }) {
  return (
    <div className="border-t px-4 py-3 first-of-type:border-t-0">
      {title && <h3 className="mb-2 text-xs text-muted-foreground">{title}</h3>}
      {children}
    </div>
  );
}
