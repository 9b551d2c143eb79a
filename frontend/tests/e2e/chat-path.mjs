/**
 * Conversations in a real browser: branches, another answer, two versions side by side, files in
 * the chat, an answer that goes on after a reload and in a second tab; what stands behind an
 * answer, and what becomes of a conversation. Screenshots of the pages are kept.
 *
 * Environment: BASE_URL (required); EMAIL and PASSWORD of a super admin who is registered already,
 * MODEL_URL (where the machine's own model answers), ARTIFACTS (folder), CHROMIUM (path of the browser).
 */
import assert from "node:assert/strict";

import { goTo, pathOf, photograph, runInBrowser, settings, signIn, step } from "./browser.mjs";
import { checkEvidence, evidencePages, showEvidence } from "./evidence.mjs";

const modelUrl = process.env.MODEL_URL ?? "http://127.0.0.1:8081/v1";
const run = Date.now().toString(36);
const ANSWER_MS = 120_000;
const INGEST_MS = 60_000;
const LONG_NAME = `minutes-of-the-harbour-board-and-of-all-its-committees-${run}.txt`;

/** By name, what lies in the knowledge base. */
const DOCUMENTS = {
  "fees.txt": `Harbour fees, list ${run}. A berth costs 320 euros a day for ships of up to 90 metres and 540 euros for longer ones. The fee is paid at counter two before the ship leaves. Fresh water is included, shore power is not: it costs 40 cents for each kilowatt hour.`,
  "storms.txt": `Rules for storms, list ${run}. From wind force nine on, no ship leaves the harbour and the mole is closed to walkers. The harbour master hoists two black cones when the storm is near. Ropes are doubled, and every crew keeps watch on board until the cones are taken down.`,
};

const ATTACHED = `Minutes of the harbour board, ${run}. The new crane is called Big Bertha. It lifts 45 tonnes and stands on quay four. The board thanks everybody who has given money for it.`;

/** With these words the small model answers from the passages, always the same. */
const TEMPLATE =
  "Passages:\n{context}\n\nQuestion: {question}\n\nAnswer with a sentence from the passages and put the number of its passage behind it, like [1].";

/** Calls the API as the super admin; what only this test needs is made without the pages. */
class Api {
  static async signedIn() {
    const { email, password } = settings;
    const api = new Api();
    api.token = (await api.post("/auth/login", { email, password })).access_token;
    return api;
  }

  async call(method, path, body) {
    const isForm = body instanceof FormData;
    const response = await fetch(`${settings.baseUrl}/api/v1${path}`, {
      method,
      headers: {
        ...(this.token && { Authorization: `Bearer ${this.token}` }),
        ...(!isForm && { "Content-Type": "application/json" }),
      },
      body: isForm ? body : JSON.stringify(body),
    });
    const text = await response.text();
    assert.ok(response.ok, `${method} ${path}: ${response.status} ${text}`);
    return text ? JSON.parse(text) : null;
  }

  get = (path) => this.call("GET", path);
  post = (path, body) => this.call("POST", path, body);
  patch = (path, body) => this.call("PATCH", path, body);
  delete = (path) => this.call("DELETE", path);
}

async function makeKnowledgeBase(api) {
  const base = await api.post("/knowledge-bases", { name: `Harbour desk ${run}` });
  for (const [name, text] of Object.entries(DOCUMENTS)) {
    const form = new FormData();
    form.append("file", new Blob([text], { type: "text/plain" }), name);
    await api.post(`/knowledge-bases/${base.id}/upload`, form);
  }
  const deadline = Date.now() + INGEST_MS;
  for (;;) {
    const { items } = await api.get(`/knowledge-bases/${base.id}/documents`);
    if (items.every(({ status }) => status === "completed")) return base;
    assert.ok(Date.now() < deadline, "the documents were not read");
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

/** A deployment with two versions over the machine's own model. */
async function makeDeployment(api, base) {
  const { items } = await api.get("/models?limit=200");
  const model = items.find(
    ({ model_type, provider }) => model_type === "base" && provider === "local",
  );
  const template = await api.post("/deployments/prompt-templates", {
    name: `Harbour desk ${run}`,
    content: TEMPLATE,
  });
  const deployment = await api.post("/deployments", {
    name: `Harbour desk ${run}`,
    model_id: model.id,
    knowledge_base_ids: [base.id],
    prompt_template_id: template.id,
    config: { max_tokens: 60, temperature: 0, retrieval: { top_k: 2 } },
  });
  await api.patch(`/deployments/${deployment.id}`, { memory_turns: 2, note: "Shorter memory" });
  return deployment;
}

/** A model whose endpoint does not exist. */
function makeDeadModel(api) {
  return api.post("/models", {
    name: `Unplugged ${run}`,
    model_type: "base",
    provider: "custom",
    endpoint_url: new URL("/nowhere/v1", modelUrl).href,
    model_id: "none",
  });
}

const answers = (page) => page.getByTestId("answer");
const complete = (page) => page.locator("[data-testid=answer][data-status=complete]");
const streaming = (page) => page.locator("[data-testid=answer][data-status=streaming]");
const questionOf = (page, index) => page.getByTestId("question").nth(index).innerText();

async function ask(page, text) {
  await page.getByTestId("composer").fill(text);
  await page.getByTestId("send-question").click();
}

/** Waits until so many answers stand there, all of them complete. */
async function untilComplete(page, count) {
  await complete(page)
    .nth(count - 1)
    .waitFor({ timeout: ANSWER_MS });
  await streaming(page).first().waitFor({ state: "detached", timeout: ANSWER_MS });
}

async function begin(page, deployment) {
  step("begin a conversation");
  await goTo(page, `/chat?deployment=${deployment.id}`);
  await page.getByTestId("choose-deployment").getByText(deployment.name).waitFor();
  await ask(page, "How much does a berth cost a day?");
  await page.waitForURL(/\/chat\/[0-9a-f-]{36}/);
  await untilComplete(page, 1);
  return pathOf(page.url());
}

function switcher(page, noun) {
  return page.getByRole("group", { name: new RegExp(`^${noun} \\d+ of \\d+$`) });
}

async function switchBranches(page, chat) {
  step("put the question in other words: a branch of its own");
  await page.getByTestId("question").hover();
  await page.getByTestId("edit-question").click();
  await page.getByTestId("question-editor").fill("From which wind force on does no ship leave?");
  await page.keyboard.press("Enter");
  await switcher(page, "Question").getByText("2/2").waitFor();
  await untilComplete(page, 1);
  assert.equal(await questionOf(page, 0), "From which wind force on does no ship leave?");

  step("go back to the first branch by keyboard, and find it again after a reload");
  const [saved] = await Promise.all([
    page.waitForResponse((response) => response.request().method() === "PATCH"),
    switcher(page, "Question")
      .getByRole("button", { name: "Previous question" })
      .press("ArrowLeft"),
  ]);
  assert.ok(saved.ok(), "the branch was not saved");
  assert.equal(await questionOf(page, 0), "How much does a berth cost a day?");
  await goTo(page, chat);
  await switcher(page, "Question").getByText("1/2").waitFor();
  assert.equal(await questionOf(page, 0), "How much does a berth cost a day?");
}

async function answerAgain(page) {
  step("have it answered again, see both side by side, keep the first");
  await page.getByTestId("answer-again").click();
  const plain = page.getByRole("menuitem", { name: "Another answer" });
  if (await plain.isVisible()) await plain.click();
  await switcher(page, "Answer").getByText("2/2").waitFor();
  await untilComplete(page, 1);
  await page.getByTestId("show-side-by-side").click();
  assert.equal(await page.getByTestId("answer-column").count(), 2);
  await page.getByTestId("keep-answer").first().click();
  await switcher(page, "Answer").getByText("1/2").waitFor();
}

async function compareVersions(page) {
  step("ask two versions at once, and reload while both are written");
  await page.getByTestId("open-compare").click();
  const versions = page.getByRole("tab", { name: "Versions" });
  if (await versions.isVisible()) await versions.click();
  await page.getByTestId("choose-pair").click();
  await page.getByTestId("pair-chip").getByText("Version 1 and Version 2").waitFor();
  await ask(page, "Is a berth free of charge?");
  await page.getByTestId("answer-column").nth(1).waitFor();
  await page.screenshot({ path: `${settings.artifacts}/chat-comparing.png` });
  await page.reload();
  await page.getByTestId("side-by-side").waitFor();
  await untilComplete(page, 3);
  const columns = page.getByTestId("answer-column");
  const titles = await columns.getByRole("heading").allInnerTexts();
  step(`  ${titles.join(" | ")}`);
  const compared = pathOf(page.url());

  step("keep the right one");
  await page.getByTestId("keep-answer").nth(1).click();
  await page.getByTestId("side-by-side").waitFor({ state: "detached" });
  await switcher(page, "Answer").getByText("2/2").last().waitFor();
  return compared;
}

/** The beginning of the answer that is being written. */
async function firstWords(page) {
  const text = streaming(page).locator(".prose-answer");
  await text.waitFor({ timeout: ANSWER_MS });
  return (await text.innerText()).slice(0, 12);
}

async function resumeAndStop(page, chat) {
  step("reload while an answer is written: it goes on where it was");
  const before = await complete(page).count();
  await ask(page, "How much does a berth cost a day for long ships?");
  const begun = await firstWords(page);
  await page.reload();
  await answers(page).nth(before).waitFor();

  step("a second tab writes along, and stops it for both");
  const other = await page.context().newPage();
  await goTo(other, chat);
  await other.getByTestId("thread").waitFor();
  await untilComplete(page, before + 1);
  const whole = await answers(page).nth(before).innerText();
  assert.ok(whole.startsWith(begun), `“${begun}” became “${whole}”`);
  await ask(page, "How much does shore power cost at a berth?");
  await streaming(other).waitFor();
  await other.getByTestId("stop-answer").click();
  for (const tab of [page, other]) {
    await tab.locator("[data-testid=answer][data-status=interrupted]").waitFor();
  }
  await other.close();
}

async function attach(page) {
  step("attach files: one is refused with the reason, one is searched");
  await page.getByTestId("attach-input").setInputFiles([
    { name: LONG_NAME, mimeType: "text/plain", buffer: Buffer.from(ATTACHED) },
    { name: "photo.png", mimeType: "image/png", buffer: Buffer.from("no document") },
  ]);
  await ask(page, "What is the new crane called?");
  const refused = page.getByTestId("attachment").filter({ hasText: "photo.png" });
  await refused.getByRole("alert").waitFor();
  step(`  ${(await refused.innerText()).replace(/\s+/g, " ")}`);
  await page.screenshot({ path: `${settings.artifacts}/chat-files.png` });
  await refused.getByRole("button", { name: "Remove photo.png" }).click();
  await refused.waitFor({ state: "detached" });
  const file = page.getByTestId("attachment").filter({ hasText: LONG_NAME });
  await streaming(page).waitFor({ timeout: INGEST_MS });
  assert.equal(await file.getAttribute("data-status"), "completed", "asked before it was read");
  await streaming(page).waitFor({ state: "detached", timeout: ANSWER_MS });
  step(`  ${(await answers(page).last().innerText()).slice(0, 80).replace(/\s+/g, " ")}`);
  await page.getByTestId("open-trace").last().click();
  await page.getByTestId("trace-tab-passages").click();
  const found = page.getByTestId("trace-panel").getByTestId("search-hit");
  await found.filter({ hasText: LONG_NAME }).first().waitFor();
  await page.getByRole("button", { name: "Close trace" }).click();
}

async function chooseModel(page, name) {
  await page.getByTestId("model-menu").click();
  const [saved] = await Promise.all([
    page.waitForResponse((response) => response.request().method() === "PATCH"),
    page.getByRole("menuitemradio", { name }).click(),
  ]);
  assert.ok(saved.ok(), "the model was not changed");
}

async function switchModel(page, dead) {
  step("another model, which cannot be reached: the reason, and an answer by the first one");
  await chooseModel(page, dead.name);
  await page.getByTestId("model-menu").getByText(dead.name).waitFor();
  await ask(page, "Is there a crane?");
  await page.getByTestId("answer-error").waitFor({ timeout: ANSWER_MS });
  step(`  ${(await page.getByTestId("answer-error").innerText()).replace(/\s+/g, " ")}`);
  await page.screenshot({ path: `${settings.artifacts}/chat-model-error.png` });
  await chooseModel(page, /The one of this deployment/);
  const before = await complete(page).count();
  await page.getByTestId("retry-answer").last().click();
  await untilComplete(page, before + 1);
}

async function openEditor(page) {
  await page.getByTestId("composer").press("ArrowUp");
  await page.getByTestId("question-editor").waitFor();
}

async function openPairPicker(page) {
  await page.getByTestId("open-compare").click();
  await page.getByTestId("choose-pair").waitFor();
}

async function openModelMenu(page) {
  await page.getByTestId("model-menu").click();
  await page.getByTestId("memory-note").waitFor();
}

async function showColumns(page) {
  await page.getByTestId("side-by-side").scrollIntoViewIfNeeded();
}

const KEY_PAGES = new Set(["chat-branches", "chat-side-by-side", "chat-edit", "chat-why"]);

runInBrowser("chat-path", async (visitors) => {
  const page = await visitors.open();
  const api = await Api.signedIn();
  const base = await makeKnowledgeBase(api);
  const deployment = await makeDeployment(api, base);
  const dead = await makeDeadModel(api);
  await signIn(page);
  const chat = await begin(page, deployment);
  await checkEvidence(visitors, page, chat);
  await switchBranches(page, chat);
  await answerAgain(page);
  const compared = await compareVersions(page);
  await resumeAndStop(page, chat);
  await attach(page);
  await switchModel(page, dead);
  await showEvidence(page);
  await photograph(
    page,
    [
      ["chat-start", `/chat?deployment=${deployment.id}`],
      ["chat-branches", chat],
      ["chat-edit", chat, openEditor],
      ["chat-side-by-side", compared, showColumns],
      ["chat-compare", chat, openPairPicker],
      ["chat-model", chat, openModelMenu],
      ...evidencePages(chat),
    ],
    { keyPages: KEY_PAGES },
  );
  await api.delete(`/models/${dead.id}`);
});
