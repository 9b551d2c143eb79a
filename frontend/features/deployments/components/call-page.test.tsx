import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";

import { BreadcrumbProvider, BreadcrumbSlot } from "@/components/common/breadcrumbs";
import { DEFAULT_RETRIEVAL } from "@/features/retrieval/profile";
import type { CallDetail, SearchHit, SearchResult } from "@/lib/api/types";
import { answerWith, refusal, showPage } from "@/tests/page";

import { aCallDetail, aTrace } from "../call-fixtures";
import { CallPage } from "./call-page";

const hit = (rank: number): SearchHit => ({
  rank,
  score: 0.5,
  scores: {
    dense: { score: 0.81, rank },
    keyword: { score: 7.25, rank },
    fused: { score: 0.031, rank },
    rerank: null,
  },
  chunk_id: `p${rank}`,
  ordinal: rank,
  document_id: "doc1",
  document_name: "timetable.txt",
  knowledge_base_id: "kb1",
  page: null,
  section: null,
  char_start: 0,
  char_end: 30,
  text: `Passage ${rank}`,
  matches: [],
  context_start: 0,
  context_end: 30,
  context_text: `Passage ${rank}`,
});

const retrieval: SearchResult = {
  query: "When does it leave?",
  searched_query: "first ferry departure",
  profile: DEFAULT_RETRIEVAL,
  languages: ["en"],
  candidate_count: 12,
  hits: [hit(1), hit(2)],
  timings: [],
  total_ms: 100,
  indexes: [],
  problems: [],
};

const searched = aTrace({
  retrieval,
  passages: 1,
  timings: { retrieval_ms: 100, first_token_ms: 320, total_ms: 2100 },
});

function show(call: Response) {
  const asked = answerWith(({ pathname }) =>
    pathname.includes("/calls/") ? call : Response.json({ id: "d1", name: "Ferry assistant" }),
  );
  showPage(
    <BreadcrumbProvider>
      <BreadcrumbSlot />
      <CallPage deploymentId="d1" callId="c1" />
    </BreadcrumbProvider>,
  );
  return asked;
}

const showCall = (change: Partial<CallDetail> = {}) =>
  show(Response.json(aCallDetail("c1", change)));

const answer = () => screen.findByTestId("call-answer");
const traced = () => within(screen.getByTestId("call-trace"));

it("shows question and answer, who asked and what it took", async () => {
  const asked = showCall({ question: "When does the first ferry leave?" });
  expect((await answer()).querySelector("strong")).toHaveTextContent("6.40");
  expect(screen.getByTestId("call-question")).toHaveTextContent("When does the first ferry leave?");
  const facts = screen.getByText("Key").closest("dl");
  expect(facts).toHaveTextContent("KeyWebsite");
  expect(facts).toHaveTextContent("Via/v1");
  expect(facts).toHaveTextContent("Tokens, prompt + answer1,204 + 86");
  expect(facts).toHaveTextContent("First token320 ms");
  expect(asked.map(({ pathname }) => pathname)).toContain("/api/v1/deployments/d1/calls/c1");
});

it("leads back to all calls of the deployment", async () => {
  showCall();
  await answer();
  const crumbs = within(screen.getByRole("navigation", { name: "Breadcrumbs" }));
  expect(await crumbs.findByRole("link", { name: "Ferry assistant" })).toBeInTheDocument();
  expect(crumbs.getByRole("link", { name: "Calls" })).toHaveAttribute(
    "href",
    "/deployments/d1?tab=calls",
  );
});

it("gives the whole request id to copy", async () => {
  const user = userEvent.setup();
  showCall({ request_id: "0123456789abcdef" });
  await answer();
  await user.click(screen.getByRole("button", { name: "Copy the request id" }));
  expect(await navigator.clipboard.readText()).toBe("0123456789abcdef");
});

it("fetches and follows nothing that the answer asks for", async () => {
  showCall({ answer: "![x](https://evil.example/p.png) <img src=x> [y](javascript:alert(1))" });
  expect((await answer()).querySelector("img, a, script")).toBeNull();
});

it("shows the time, the tokens and the cost as the chat does", async () => {
  showCall({ trace: searched });
  await answer();
  const steps = within(traced().getByTestId("trace-timeline"))
    .getAllByRole("row")
    .map((row) => row.textContent);
  expect(steps).toEqual(["Search100 ms", "First word220 ms", "Writing1.8 s"]);
  expect(traced().getByTestId("trace-query")).toHaveTextContent("first ferry departure");
  expect(traced().getByText("1,204 tokens")).toBeInTheDocument();
  expect(traced().getByText("€0.42")).toBeInTheDocument();
});

it("shows what was found with all its scores, and the prompt word for word", async () => {
  showCall({ trace: searched });
  await answer();
  await userEvent.click(traced().getByRole("tab", { name: /Passages/ }));
  expect(traced().getByTestId("trace-passages")).toHaveTextContent("The model read the first 1;");
  const [first] = traced().getAllByTestId("search-hit");
  for (const score of ["0.810", "7.25", "0.031"]) expect(first).toHaveTextContent(score);
  await userEvent.click(traced().getByRole("tab", { name: "Prompt" }));
  expect(traced().getAllByTestId("prompt-turn")[0]).toHaveTextContent("Answer in one sentence.");
});

it("offers no replay, which needs a conversation", async () => {
  showCall();
  await answer();
  expect(traced().queryByRole("tab", { name: "Replay" })).toBeNull();
});

it("says that a failed call has no answer, with the code, and that nothing was done for it", async () => {
  showCall({
    status: "failed",
    error_code: "model_unavailable",
    answer: "",
    tokens: null,
    timings: null,
    trace: null,
  });
  expect(await screen.findByTestId("answer-error")).toHaveTextContent("model_unavailable");
  expect(screen.getByTestId("call-status")).toHaveTextContent("Failed");
  expect(screen.getByTestId("empty-state")).toHaveTextContent("Nothing was done for it");
  expect(screen.queryByTestId("call-trace")).toBeNull();
});

it("says where an answer was broken off, and keeps what there is of it", async () => {
  showCall({ status: "interrupted", answer: "It leaves at" });
  expect(await answer()).toHaveTextContent("It leaves at");
  expect(screen.getByText("The answer was stopped here.")).toBeInTheDocument();
  expect(screen.queryByTestId("answer-error")).toBeNull();
});

it("says that a call is gone", async () => {
  show(refusal(404, "call_not_found", "There is no such call."));
  expect(await screen.findByTestId("error-state")).toHaveTextContent("There is no such call.");
  expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
});
