"use client";

import { TriangleAlert } from "lucide-react";

import { badgeStyles } from "@/components/ui/badge";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import type { PartProblem } from "@/lib/api/types";
import { cn } from "@/lib/cn";
import { plural } from "@/lib/format";

/** What of a document could not be read although the rest could; nothing when all was read. */
export function ProblemsBadge({ problems }: { problems: PartProblem[] }) {
  if (problems.length === 0) return null;
  return (
    <Popover>
      <PopoverTrigger
        className={cn(badgeStyles({ tone: "warning" }), "hover:underline")}
        data-testid="problems-badge"
      >
        <TriangleAlert aria-hidden /> {plural(problems.length, "part")} not read
      </PopoverTrigger>
      <PopoverContent className="w-80 max-w-[calc(100vw-2rem)]">
        <p className="border-b px-3 py-2 text-[13px] font-medium">
          The rest was read and can be found.
        </p>
        <ProblemList problems={problems} className="max-h-72 overflow-y-auto px-3 py-2" />
      </PopoverContent>
    </Popover>
  );
}

type ProblemListProps = { problems: PartProblem[]; className?: string };

/** Place by place, what was wrong there. */
export function ProblemList({ problems, className }: ProblemListProps) {
  return (
    <ul className={cn("grid gap-2 text-[13px]", className)} data-testid="problem-list">
      {problems.map(({ place, message }, index) => (
        <li key={index}>
          <span className="font-medium first-letter:uppercase">{place}</span>
          <span className="block text-muted-foreground">{message}</span>
        </li>
      ))}
    </ul>
  );
}
