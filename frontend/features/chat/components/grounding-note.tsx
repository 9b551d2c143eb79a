"use client";

import { CircleAlert, CircleCheck, CircleDashed, SearchX, type LucideIcon } from "lucide-react";

import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import type { Grounding, Message } from "@/lib/api/types";
import { cn } from "@/lib/cn";
import {
  confidenceText,
  GROUNDING_NOTES,
  GROUNDING_TONES,
  groundingText,
  spanText,
  UNSUPPORTED_REASONS,
  type GroundingTone,
} from "@/lib/grounding";
import { plural } from "@/lib/format";

const ICONS: Record<Grounding, LucideIcon> = {
  supported: CircleCheck,
  partly: CircleDashed,
  unsupported: CircleAlert,
  not_in_documents: SearchX,
};

const TONES: Record<GroundingTone, string> = {
  success: "text-success",
  warning: "text-warning",
  danger: "text-danger",
  neutral: "text-muted-foreground",
};

type Checked = Pick<Message, "content" | "grounding" | "unsupported" | "citations">;

/** Whether the documents support an answer, in a word; a click says what of it they do not. */
export function GroundingNote({ answer }: { answer: Checked }) {
  if (!answer.grounding) return null;
  return (
    <Popover>
      <PopoverTrigger
        data-testid="grounding"
        data-grounding={answer.grounding}
        className="mt-2 inline-flex items-center gap-1.5 rounded-sm text-[13px] text-muted-foreground hover:text-foreground"
      >
        <Headline answer={answer} grounding={answer.grounding} />
      </PopoverTrigger>
      <PopoverContent className="max-h-96 w-84 overflow-y-auto p-3.5 text-[13px]">
        <Explanation answer={answer} grounding={answer.grounding} />
      </PopoverContent>
    </Popover>
  );
}

/** The same in full, for the trace. */
export function GroundingSummary({ answer }: { answer: Checked }) {
  if (!answer.grounding) return null;
  return (
    <section
      aria-label="Check against the documents"
      data-testid="grounding-summary"
      className="rounded-lg border px-3.5 py-3 text-[13px]"
    >
      <p className="mb-1 flex items-center gap-1.5 font-medium">
        <Headline answer={answer} grounding={answer.grounding} />
      </p>
      <Explanation answer={answer} grounding={answer.grounding} />
    </section>
  );
}

type PartProps = { answer: Checked; grounding: Grounding };

function Headline({ answer, grounding }: PartProps) {
  const Icon = ICONS[grounding];
  return (
    <>
      <Icon className={cn("size-4 shrink-0", TONES[GROUNDING_TONES[grounding]])} aria-hidden />
      {groundingText(grounding, answer.unsupported.length)}
    </>
  );
}

function Explanation({ answer, grounding }: PartProps) {
  const { unsupported, citations } = answer;
  const confidences = citations.flatMap(({ confidence }) => confidence ?? []);
  return (
    <>
      <p className="text-muted-foreground">{GROUNDING_NOTES[grounding]}</p>
      {unsupported.length > 0 && (
        <ul className="mt-2.5 grid gap-2 border-t pt-2.5">
          {unsupported.map((span) => (
            <li key={span.start}>
              <p className="line-clamp-3 [overflow-wrap:anywhere]">
                {spanText(answer.content, span)}
              </p>
              <p className="text-xs text-warning">{UNSUPPORTED_REASONS[span.reason]}</p>
            </li>
          ))}
        </ul>
      )}
      {confidences.length > 0 && (
        <p className="mt-2.5 border-t pt-2.5 text-xs text-muted-foreground">
          {plural(confidences.length, "passage")} cited, {confidences.length > 1 && "the weakest "}
          with a confidence of{" "}
          <span className="font-mono tabular-nums">{confidenceText(Math.min(...confidences))}</span>
        </p>
      )}
    </>
  );
}
