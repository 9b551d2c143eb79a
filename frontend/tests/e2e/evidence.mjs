/** What stands behind an answer, and what becomes of a conversation: steps of the chat path. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { goTo, pathOf, step } from "./browser.mjs";

const REPLAY_MS = 240_000;

const MESSAGES = "**/api/v1/chat/sessions/*/messages?*";

/** The passage that was found first for an answer, as a citation of it. */
async function citationOf(page, request, message) {
  const { origin } = new URL(request.url());
  const path = `/api/v1/chat/sessions/${message.session_id}/messages/${message.id}/trace`;
  const headers = { authorization: request.headers().authorization };
  const trace = await (await page.request.get(origin + path, { headers })).json();
  const [hit] = trace.retrieval.hits;
  const quote = { number: 1, quote: hit.text, score: hit.scores.fused.score, confidence: 0.92 };
  return { ...hit, ...quote, available: true };
}

/**
 * Shows the first answer as if it cited its first passage, and its check had found another figure
 * in its first words: what a small model writes cannot be relied on for either.
 */
export async function showEvidence(page) {
  await page.route(MESSAGES, async (route) => {
    const response = await route.fetch();
    const body = await response.json();
    const first = body.items.find(
      ({ role, status }) => role === "assistant" && status === "complete",
    );
    if (first) {
      first.content = `${first.content.replace(/\s*\[\d+\]/g, "")} [1]`;
      first.citations = [await citationOf(page, route.request(), first)];
      first.unsupported = [{ start: 0, end: 12, reason: "wrong_figure" }];
      first.grounding = "partly";
    }
    await route.fulfill({ response, json: body });
  });
}

/**
 * Reads a conversation's evidence, replays, rates, shares, exports, archives and finds it.
 * `chat` is its path.
 */
export async function checkEvidence(visitors, page, chat) {
  await showEvidence(page);
  await goTo(page, chat);
  await page.getByTestId("grounding").first().waitFor();
  await readCitation(page);
  await seeUnsupported(page);
  await readTrace(page);
  await replay(page);
  await page.unroute(MESSAGES);
  await rate(page, chat);
  await shareAndRevoke(visitors, page);
  await exportBoth(page);
  await archiveAndFind(page, chat);
}

const answer = (page) => page.getByTestId("answer").first();

async function readCitation(page) {
  step("a citation shows its passage, and its source every score by its name");
  const chip = answer(page).getByTestId("citation-chip").first();
  await chip.hover();
  const card = page.getByTestId("citation-card");
  await card.waitFor();
  assert.ok((await card.locator("mark").innerText()).length > 0, "no quote is marked");
  await chip.click();
  const panel = page.getByTestId("source-panel");
  await panel.getByTestId("passage-scores").waitFor();
  for (const ranking of ["dense", "keyword", "fused"]) {
    await panel.getByTestId(`score-${ranking}`).waitFor();
  }
  assert.match(await panel.getByTestId("confidence").innerText(), /\d+%/);
  assert.equal(await panel.getByText("Similarity", { exact: true }).count(), 0);
  await panel.getByRole("button", { name: "Close source" }).click();
}

async function readTrace(page) {
  step("why this answer: the check, the time, the tokens, the prompt");
  await page.getByTestId("open-trace").first().click();
  const panel = page.getByTestId("trace-panel");
  await panel.getByTestId("grounding-summary").waitFor();
  const steps = await panel
    .getByTestId("trace-timeline")
    .locator("tr")
    .evaluateAll((rows) => rows.map((row) => row.dataset.step));
  for (const name of ["search", "read", "write"]) assert.ok(steps.includes(name), steps.join());
  const facts = await panel.getByLabel("Facts").innerText();
  for (const fact of ["Model", "Version", "tokens", "Cost"]) assert.ok(facts.includes(fact), fact);
  const question = await page.getByTestId("question").first().innerText();
  await panel.getByTestId("trace-tab-prompt").click();
  const sent = await panel.getByTestId("prompt-turn").last().innerText();
  assert.ok(sent.includes(question), `the prompt lacks the question: ${sent}`);
}

async function replay(page) {
  step("replay: the difference of the answers and of what they took");
  const panel = page.getByTestId("trace-panel");
  await panel.getByTestId("trace-tab-replay").click();
  await panel.getByTestId("replay").click();
  const result = panel.getByTestId("replay-result");
  await result.waitFor({ timeout: REPLAY_MS });
  assert.ok((await result.getByTestId("text-diff").innerText()).length > 0);
  assert.match(await result.getByTestId("replay-figures").innerText(), /Whole answer/);
  await panel.getByRole("button", { name: "Close trace" }).click();
}

async function seeUnsupported(page) {
  step("what no passage supports is underlined, and says why");
  await answer(page).getByTestId("unsupported").last().focus();
  await page.getByRole("tooltip").filter({ hasText: "another figure" }).waitFor();
  await page.getByTestId("grounding").first().click();
  await page.getByText("Check it before you rely on it.").waitFor();
  await page.keyboard.press("Escape");
}

async function rate(page, chat) {
  step("rate an answer, say why, and take it back");
  await goTo(page, chat);
  const thumb = page.getByRole("button", { name: "Bad answer" }).first();
  await thumb.click();
  await page.getByRole("button", { name: "Incomplete" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Save" }).waitFor({ state: "hidden" });
  await page.reload();
  await page.locator("[aria-label='Bad answer'][aria-pressed=true]").first().waitFor();
  const gone = page.waitForResponse((response) => response.request().method() === "DELETE");
  await thumb.click();
  await page.getByRole("button", { name: "Take it back" }).click();
  assert.equal((await gone).status(), 204);
  assert.equal(await thumb.getAttribute("aria-pressed"), "false");
}

async function openMenu(page) {
  await page.getByTestId("conversation-menu").click();
}

async function chooseFromMenu(page, name) {
  await openMenu(page);
  await page.getByRole("menuitem", { name }).click();
}

async function shareAndRevoke(visitors, page) {
  step("share: a reader is asked to sign in, then reads; once revoked, nobody does");
  await chooseFromMenu(page, "Share");
  await page.getByTestId("create-share").click();
  const link = await page.getByTestId("share-link").inputValue();
  const stranger = await visitors.open();
  await stranger.goto(link);
  await stranger.waitForURL(/\/login\?next=/);
  await stranger.context().close();
  const reader = await page.context().newPage();
  await reader.goto(link);
  await reader.getByTestId("shared-conversation").getByTestId("answer").first().waitFor();
  await page.getByTestId("revoke-share").click();
  await page.getByTestId("revoke-share").click();
  await page.getByTestId("create-share").waitFor();
  await page.keyboard.press("Escape");
  await reader.reload();
  await reader.getByText("There is nothing to read here").waitFor();
  await reader.close();
}

async function exportAs(page, name) {
  const download = page.waitForEvent("download");
  await chooseFromMenu(page, name);
  const file = await download;
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
}

async function exportBoth(page) {
  step("export the conversation, to read and for programs");
  const question = await page.getByTestId("question").first().innerText();
  const markdown = await exportAs(page, "Export as Markdown");
  assert.match(markdown.name, /\.md$/);
  assert.ok(markdown.text.includes(question), "the Markdown lacks the question");
  const json = await exportAs(page, "Export as JSON");
  assert.match(json.name, /\.json$/);
  assert.equal(JSON.parse(json.text).messages[0].content, question);
}

async function archiveAndFind(page, chat) {
  step("archive it, find it there by what was said, and take it back");
  const sidebar = page.getByTestId("session-sidebar").first();
  const item = sidebar.getByTestId("session-item").filter({
    has: page.locator(`a[href="${pathOf(page.url()).split("?")[0]}"]`),
  });
  await item.waitFor();
  await chooseFromMenu(page, "Archive");
  await item.waitFor({ state: "detached" });
  await sidebar.getByTestId("toggle-archive").click();
  await item.waitFor();
  const search = sidebar.getByRole("searchbox");
  await search.fill(`nobody said this ${Date.now()}`);
  await item.waitFor({ state: "detached" });
  await search.fill(await page.getByTestId("question").first().innerText());
  await item.waitFor();
  await chooseFromMenu(page, "Take out of the archive");
  await item.waitFor({ state: "detached" });
  await goTo(page, chat);
  await item.waitFor();
}

/** Pages to photograph as `[name, path, prepare]`, once `showEvidence` was asked for. */
export function evidencePages(chat) {
  return [
    ["chat-citation", chat, (page) => answer(page).getByTestId("citation-chip").first().hover()],
    ["chat-why", chat, openTrace],
    ["chat-why-prompt", chat, (page) => openTrace(page, "trace-tab-prompt")],
    ["chat-share", chat, (page) => chooseFromMenu(page, "Share")],
  ];
}

async function openTrace(page, tab) {
  await page.getByTestId("open-trace").first().click();
  await page.getByTestId("grounding-summary").waitFor();
  if (tab) await page.getByTestId(tab).click();
}
