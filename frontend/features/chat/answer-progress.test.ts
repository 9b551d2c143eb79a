import { describe, expect, it } from "vitest";

import { NOTHING_YET, withEvent } from "./answer-progress";
import { answerMessage, questionMessage } from "./message-fixtures";
import type { NumberedEvent } from "./stream-events";

const kept = answerMessage("a1", "q1");
const events: NumberedEvent[] = [
  { number: 1, event: { type: "start", question: questionMessage("q1"), answer_id: "a1" } },
  { number: 2, event: { type: "passages", passages: [] } },
  { number: 3, event: { type: "delta", text: "25 " } },
  { number: 4, event: { type: "delta", text: "days" } },
  { number: 5, event: { type: "done", message: kept } },
];
const told = (some: NumberedEvent[]) => some.reduce(withEvent, NOTHING_YET);

describe("the progress of an answer", () => {
  it("grows with its events to the answer as it is kept", () => {
    expect(told(events.slice(0, 1))).toMatchObject({ text: "", passages: null });
    expect(told(events.slice(0, 4))).toMatchObject({ text: "25 days", passages: [] });
    expect(told(events)).toMatchObject({ hasEnded: true, kept });
  });

  it("is the same when the stream is taken up again, whatever is told twice", () => {
    for (let cut = 1; cut <= events.length; cut += 1) {
      const again = [...events.slice(0, cut), ...events.slice(0, cut), ...events.slice(cut)];
      expect(told(again)).toEqual(told(events));
    }
  });

  it("knows from which event on it has to be taken up", () => {
    expect(told(events.slice(0, 3)).lastEvent).toBe(3);
  });

  it("is no longer cut off once an event arrives", () => {
    const cut = { ...told(events.slice(0, 3)), isCut: true };
    expect(withEvent(cut, events[3]!).isCut).toBe(false);
    expect(withEvent(cut, events[2]!).isCut).toBe(true);
  });

  it("ends with what is kept of it when it fails, and without where that was not told", () => {
    const failed = answerMessage("a1", "q1", { status: "failed" });
    const error = { code: "model_unavailable", message: "", details: {}, request_id: "r1" };
    const cases = [failed, null];
    for (const answer of cases) {
      const end = withEvent(told(events.slice(0, 3)), {
        number: 4,
        event: { type: "error", error, answer },
      });
      expect(end).toMatchObject({ hasEnded: true, kept: answer });
    }
  });

  it("takes a last event alone, as for an answer whose events are gone", () => {
    expect(told(events.slice(4))).toMatchObject({ hasEnded: true, kept });
  });
});
