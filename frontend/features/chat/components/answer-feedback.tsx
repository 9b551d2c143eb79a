"use client";

import { ThumbsDown, ThumbsUp } from "lucide-react";
import { useState, type FormEvent } from "react";

import { ErrorState } from "@/components/common/error-state";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { Popover, PopoverAnchor, PopoverContent } from "@/components/ui/popover";
import { useRateAnswer } from "@/features/chat/evidence-api";
import { REASONS, toggleReason } from "@/features/chat/feedback-reasons";
import type { Feedback, Message } from "@/lib/api/types";
import { cn } from "@/lib/cn";

type Rating = Feedback["rating"];

/** Good or bad, kept with the first click; a word on why can follow, then or later. */
export function AnswerFeedback({ answer }: { answer: Message }) {
  const [asked, setAsked] = useState(false);
  const rate = useRateAnswer(answer);
  const current = answer.feedback?.rating ?? null;

  function click(rating: Rating) {
    if (rating !== current) rate.mutate({ rating, comment: "" });
    setAsked(true);
  }

  function takeBack() {
    rate.mutate(null, { onError: () => setAsked(true) });
    setAsked(false);
  }

  return (
    <Popover open={asked} onOpenChange={setAsked}>
      <PopoverAnchor asChild>
        <span className="flex" data-testid="feedback">
          <Thumb rating={1} current={current} onClick={click} />
          <Thumb rating={-1} current={current} onClick={click} />
        </span>
      </PopoverAnchor>
      <PopoverContent className="w-80 p-3.5" aria-label="Why">
        {answer.feedback && (
          <FeedbackForm
            key={answer.feedback.rating}
            answer={answer}
            feedback={answer.feedback}
            onDone={() => setAsked(false)}
            onTakeBack={takeBack}
          />
        )}
        {rate.error && <ErrorState error={rate.error} />}
      </PopoverContent>
    </Popover>
  );
}

type ThumbProps = { rating: Rating; current: Rating | null; onClick: (rating: Rating) => void };

function Thumb({ rating, current, onClick }: ThumbProps) {
  const isOn = rating === current;
  const label = rating === 1 ? "Good answer" : "Bad answer";
  const Icon = rating === 1 ? ThumbsUp : ThumbsDown;
  return (
    <Button
      variant="ghost"
      size="icon-sm"
      aria-label={label}
      aria-pressed={isOn}
      title={label}
      onClick={() => onClick(rating)}
      className={cn(isOn && "text-primary-text")}
    >
      <Icon className={cn(isOn && "fill-primary-soft")} />
    </Button>
  );
}

type FeedbackFormProps = {
  answer: Message;
  feedback: Feedback;
  onDone: () => void;
  onTakeBack: () => void;
};

function FeedbackForm({ answer, feedback, onDone, onTakeBack }: FeedbackFormProps) {
  const [comment, setComment] = useState(feedback.comment);
  const rate = useRateAnswer(answer);

  function save(event: FormEvent) {
    event.preventDefault();
    rate.mutate({ rating: feedback.rating, comment: comment.trim() }, { onSuccess: onDone });
  }

  return (
    <form onSubmit={save} className="grid gap-3">
      <div className="flex flex-wrap gap-1.5" role="group" aria-label="Reasons">
        {REASONS[feedback.rating].map((reason) => {
          const isChosen = comment.includes(reason);
          return (
            <button
              key={reason}
              type="button"
              aria-pressed={isChosen}
              onClick={() => setComment(toggleReason(comment, reason))}
              className={cn(
                "h-7 rounded-full border px-2.5 text-[13px] transition-colors duration-150",
                isChosen
                  ? "border-primary bg-primary-soft text-primary-text"
                  : "text-muted-foreground hover:bg-muted hover:text-foreground",
              )}
            >
              {reason}
            </button>
          );
        })}
      </div>
      <Field
        label={feedback.rating === 1 ? "What was good" : "What was wrong"}
        hint="Counts when versions are compared."
      >
        {(control) => (
          <Textarea
            {...control}
            autoFocus
            rows={3}
            maxLength={2000}
            value={comment}
            onChange={(event) => setComment(event.target.value)}
            className="resize-none"
          />
        )}
      </Field>
      {rate.error && <ErrorState error={rate.error} />}
      <div className="flex items-center justify-between gap-3">
        <Button variant="ghost" size="sm" disabled={rate.isPending} onClick={onTakeBack}>
          Take it back
        </Button>
        <Button type="submit" size="sm" variant="primary" pending={rate.isPending}>
          Save
        </Button>
      </div>
    </form>
  );
}
