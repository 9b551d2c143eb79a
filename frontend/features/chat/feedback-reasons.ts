/** Reasons that are often given; they stand in the comment like typed ones. */
import type { Feedback } from "@/lib/api/types";

export const REASONS: Record<Feedback["rating"], readonly string[]> = {
  1: ["Right", "Well sourced", "Clear"],
  [-1]: ["Not true", "Not in its sources", "Incomplete", "Hard to follow"],
};

/** Puts a reason in front of what was typed, or takes it out again. */
export function toggleReason(comment: string, reason: string): string {
  if (!comment.includes(reason)) return [reason, comment].filter(Boolean).join(". ");
  return comment
    .replace(reason, "")
    .replace(/^[.\s]+/, "")
    .replace(/\.\s*\.\s*/g, ". ");
}
