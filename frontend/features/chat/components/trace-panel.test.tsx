import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";

import { answerMessage } from "@/features/chat/message-fixtures";
import { answerWith, refusal, showPage } from "@/tests/page";

import { TracePanel } from "./trace-panel";

const answer = answerMessage("a1", "q1", {
  grounding: "supported",
  usage: { prompt_tokens: 40, completion_tokens: 7 },
  timings: { retrieval_ms: 0, first_token_ms: 50, total_ms: 900 },
});

const trace = {
  message_id: "a1",
  retrieval: null,
  passages: 0,
  prompt: [{ role: "user", content: "How many days?" }],
  model: { id: "m1", name: "Small model" },
  answered_by: "small-1b",
  version: 2,
  tokens: { prompt_tokens: 41, completion_tokens: 8 },
  counted: false,
  cost: null,
  timings: answer.timings,
  finish_reason: "length",
};

const show = (response: Response) => {
  answerWith(() => response);
  const onClose = vi.fn();
  showPage(<TracePanel answer={answer} onClose={onClose} />);
  return onClose;
};

const panel = () => within(screen.getByTestId("trace-panel"));

it("shows whether an answer holds and how it was made, and offers to replay it", async () => {
  show(Response.json(trace));
  expect(await screen.findByTestId("trace-timeline")).toHaveTextContent("First word50 ms");
  expect(panel().getByTestId("grounding-summary")).toBeInTheDocument();
  expect(panel().getByText("41 tokens, estimated")).toBeInTheDocument();
  expect(panel().getByText("2 of the deployment")).toBeInTheDocument();
  expect(panel().getByText("The longest answer that is set was reached")).toBeInTheDocument();
  expect(panel().getByRole("tab", { name: "Replay" })).toBeInTheDocument();
});

it("tells what the answer knows of itself where no trace is kept", async () => {
  show(refusal(404, "trace_not_found", "There is no trace."));
  expect(await panel().findByText("7 tokens")).toBeInTheDocument();
  expect(panel().getByText("Whole answer").closest("dl")).toHaveTextContent("900 ms");
  expect(panel().queryByTestId("error-state")).toBeNull();
  await userEvent.click(panel().getByRole("tab", { name: "Passages" }));
  expect(panel().getByTestId("empty-state")).toHaveTextContent("Nothing was searched");
  await userEvent.click(panel().getByRole("tab", { name: "Prompt" }));
  expect(panel().getByTestId("empty-state")).toHaveTextContent("No prompt is kept");
});

it("says in every part that the trace could not be had", async () => {
  show(refusal(503, "database_unavailable", "The database is away."));
  expect(await screen.findByTestId("error-state")).toBeInTheDocument();
  await userEvent.click(panel().getByRole("tab", { name: "Prompt" }));
  expect(panel().getByTestId("error-state")).toHaveTextContent("The database is away.");
  expect(panel().queryByTestId("empty-state")).toBeNull();
});

it("closes on Escape", async () => {
  const onClose = show(Response.json(trace));
  await userEvent.click(await panel().findByRole("tab", { name: "Prompt" }));
  await userEvent.keyboard("{Escape}");
  expect(onClose).toHaveBeenCalledOnce();
});
