"use client";

import { cn } from "@/lib/cn";

export type DocumentView = "text" | "pages";

const VIEWS: { view: DocumentView; label: string }[] = [
  { view: "text", label: "Text" },
  { view: "pages", label: "Pages" },
];

type ViewSwitchProps = { view: DocumentView; onChange: (view: DocumentView) => void };

/** Chooses between the text of a document and its pages as they look. */
export function ViewSwitch({ view, onChange }: ViewSwitchProps) {
  return (
    <div role="group" aria-label="Show" className="flex rounded-md border p-0.5 text-[13px]">
      {VIEWS.map((each) => (
        <button
          key={each.view}
          type="button"
          aria-pressed={view === each.view}
          data-testid={`show-${each.view}`}
          onClick={() => onChange(each.view)}
          className={cn(
            "rounded-[5px] px-2 leading-6 text-muted-foreground transition-colors duration-150 hover:text-foreground",
            view === each.view && "bg-muted font-medium text-foreground",
          )}
        >
          {each.label}
        </button>
      ))}
    </div>
  );
}
