/**
 * Models and prompts, in a real browser: an endpoint is asked what it serves, two of its models are
 * added and answer, one that cannot is taken out again; prices, limits, a key and a fallback are
 * set, a model in use cannot be deleted. Then a prompt: written with its mistakes shown, tried on
 * real passages, changed, compared, its first text used again. Screenshots of every page are kept.
 *
 * Environment: BASE_URL (required), MODEL_URL (where the small model is served, with OpenAI's API);
 * EMAIL and PASSWORD of a super admin who is registered already, ARTIFACTS (folder), CHROMIUM (path
 * of the browser).
 */
import assert from "node:assert/strict";

import {
  createKnowledgeBase,
  goTo,
  pathOf,
  photograph,
  runInBrowser,
  settings,
  signIn,
  step,
} from "./browser.mjs";

const run = Date.now().toString(36);
const modelUrl = process.env.MODEL_URL ?? "http://127.0.0.1:8081/v1";
const mainName = `Pocket model ${run}`;
const spareName = `Spare model with a name that is longer than a table has room for ${run}`;
const baseName = `Lighthouse rules ${run}`;
const promptName = `Lighthouse desk ${run}`;
const UUID = /[0-9a-f-]{36}/;
const ANSWER_MS = 90_000;
const INGEST_MS = 120_000;

const DOCUMENT = `The lamp of the lighthouse is cleaned every Tuesday by two keepers. ${run}`;

async function findModels(page) {
  step("an address that may not be called is refused with what to do");
  await goTo(page, "/models");
  await page.getByTestId("open-add-model").click();
  await page.getByTestId("provider-custom").click();
  await page.getByTestId("discover-models").click();
  await page.getByText("Enter where the API is served.").waitFor();
  await page.getByTestId("endpoint-url").fill("http://127.0.0.1:9/v1");
  await page.getByTestId("discover-models").click();
  const refusal = page.getByTestId("error-state");
  assert.match(await refusal.innerText(), /ALLOWED_ENDPOINTS/);
  assert.equal(await page.getByTestId("skip-discovery").count(), 0);

  step("ask the endpoint of the small model what it serves");
  await page.getByTestId("endpoint-url").fill(modelUrl);
  await page.getByTestId("endpoint-key").fill("sk-first-key-1111");
  await page.getByTestId("discover-models").click();
  await page.getByTestId("offer").first().waitFor();
  assert.match(await page.getByTestId("offer-count").innerText(), /serves \d+ model/);
}

function draft(page, modelId) {
  return page.getByTestId("model-draft").filter({ hasText: modelId });
}

async function enterId(page, id) {
  await page.getByTestId("model-id-by-hand").fill(id);
  await page.keyboard.press("Enter");
  await draft(page, id).waitFor();
}

async function chooseModels(page) {
  step("tick what is served, enter two more ids, and be told what is missing");
  await page.getByTestId("offer").first().getByRole("checkbox").click();
  const first = page.getByTestId("model-draft").first();
  await first.getByTestId("draft-name").fill(mainName);
  await first.getByTestId("draft-context").fill("512");
  await first.getByTestId("price-inputPrice").fill("0.25");
  await enterId(page, `spare-${run}`);
  await draft(page, `spare-${run}`).getByTestId("draft-name").fill(mainName);
  await enterId(page, `reranker-${run}`);
  const type = draft(page, `reranker-${run}`).getByTestId("draft-type");
  assert.match(await type.innerText(), /Reranker/, "the type is not guessed from the id");

  await page.getByTestId("add-models").click();
  assert.equal(await page.getByText("Another model has this name.").count(), 2);
  await page.getByText("1,024 or more").waitFor();
  await page.getByText("Enter both prices").waitFor();
  await first.getByTestId("draft-context").fill("4096");
  await first.getByTestId("price-outputPrice").fill("1.25");
  await draft(page, `spare-${run}`).getByTestId("draft-name").fill(spareName);
}

function registration(page, name) {
  return page.getByTestId("registration").filter({ hasText: name });
}

async function addModels(page) {
  step("add them, and see two of them answer");
  await page.getByTestId("add-models").click();
  for (const name of [mainName, spareName]) {
    const line = registration(page, name);
    await line.getByTestId("proof").waitFor({ timeout: ANSWER_MS });
    const proof = await line.getByTestId("proof").innerText();
    assert.match(proof, /\d+ tokens in · \d+ out/);
    step(`  ${proof.replace(/\s+/g, " ")}`);
  }

  step("the one that cannot rank is told with its remedy, and taken out again");
  const failed = page.locator("[data-testid=registration][data-state=failed]");
  await failed.getByTestId("error-state").waitFor({ timeout: ANSWER_MS });
  assert.match(await failed.innerText(), /Added, but it does not answer/);
  await page.screenshot({ path: `${settings.artifacts}/models-added.png` });
  await failed.getByRole("button", { name: "Remove it again" }).click();
  await failed.waitFor({ state: "detached" });
  await page.getByTestId("finish-adding").click();
  await page.waitForURL("**/models");
}

function rowOfModel(page, name) {
  return page.getByTestId("table-row").filter({ hasText: name });
}

async function openModel(page, name) {
  await goTo(page, "/models");
  await rowOfModel(page, name).click();
  const inspector = page.getByTestId("model-inspector");
  await inspector.getByText(name, { exact: true }).waitFor();
  await page.getByTestId("open-model").click();
  await page.waitForURL(/\/models\/[0-9a-f-]{36}/);
  await page.getByTestId("health-panel").waitFor();
  return pathOf(page.url()).split("?")[0];
}

async function lookAtModel(page) {
  step("the list tells prices and state, the page health and uses");
  const row = rowOfModel(page, mainName);
  await row.locator("[data-testid=model-health][data-state=Up]").waitFor();
  assert.match(await row.innerText(), /\$0\.25 \/ \$1\.25/);
  const path = await openModel(page, mainName);
  assert.match(await page.getByTestId("health-panel").innerText(), /First word, median\s*\d/);

  step("a test tells tokens and cost");
  await page.getByTestId("test-prompt").fill("Answer with one word: is water wet?");
  await page.getByTestId("run-model-test").click();
  const answer = page.getByTestId("test-answer");
  await answer.waitFor({ timeout: ANSWER_MS });
  assert.match(await answer.innerText(), /tokens in · \d+ out · \$0\.0/);
  return path;
}

async function openSettings(page, path) {
  await goTo(page, `${path}?tab=settings`);
  await page.getByTestId("max-concurrent").waitFor();
}

async function saveModel(page) {
  await page.getByTestId("save-model").click();
  await page.getByText("Model saved").waitFor();
  await page.getByText("Model saved").waitFor({ state: "hidden" });
}

async function changeSettings(page, path) {
  step("set limits, exchange the key, choose a fallback, keep it to administrators");
  await openSettings(page, path);
  await page.getByText("…1111").waitFor();
  await page.getByTestId("max-concurrent").fill("0");
  await page.getByTestId("save-model").click();
  await page.getByText("1 to 10,000").waitFor();
  await page.getByTestId("max-concurrent").fill("2");
  await page.getByTestId("timeout-first_token_s").fill("90");
  await page.getByTestId("replace-key").click();
  await page.getByTestId("new-key").fill("sk-second-key-2222");
  await page.getByTestId("fallback").click();
  await page.getByRole("option", { name: spareName }).click();
  await page.getByTestId("visibility-nobody").click();
  await saveModel(page);

  await openSettings(page, path);
  await page.getByText("…2222").waitFor();
  assert.equal(await page.getByTestId("max-concurrent").inputValue(), "2");
  assert.equal(await page.getByTestId("timeout-first_token_s").inputValue(), "90");
  assert.match(await page.getByTestId("fallback").innerText(), /Spare model/);
  assert.ok(!(await page.content()).includes("sk-second-key"), "the key is on the page");

  step("models do not fall back to each other");
  const spare = await openModel(page, spareName);
  await openSettings(page, spare);
  await page.getByTestId("fallback").click();
  await page.getByRole("option", { name: /Nothing/ }).waitFor();
  assert.equal(await page.getByRole("option", { name: mainName }).count(), 0);
  await page.keyboard.press("Escape");

  step("what others fall back to is not deleted, and what they are is named");
  const danger = page.getByTestId("delete-model");
  assert.match(await danger.innerText(), /1 thing uses it/);
  assert.match(await danger.getByTestId("model-use").innerText(), new RegExp(mainName));
  return spare;
}

async function lookAtOffers(page, path) {
  step("what its endpoint serves beside it");
  await goTo(page, `${path}?tab=offers`);
  await page.getByTestId("served").filter({ hasText: "This model" }).waitFor();
}

async function deleteModel(page, path, name) {
  await openSettings(page, path);
  await page.getByRole("button", { name: "Delete model" }).click();
  await page.getByLabel(/to confirm/).fill(name);
  await page.getByTestId("confirm-action").click();
  await page.waitForURL("**/models");
  await rowOfModel(page, name).waitFor({ state: "detached" });
}

async function uploadDocument(page) {
  step("a knowledge base with one text, for the preview");
  await createKnowledgeBase(page, baseName);
  await page.getByTestId("file-input").setInputFiles({
    name: "lamp.txt",
    mimeType: "text/plain",
    buffer: Buffer.from(DOCUMENT),
  });
  await page
    .locator("[data-testid=document-status][data-status=completed]")
    .waitFor({ timeout: INGEST_MS });
}

async function writePrompt(page) {
  step("write a prompt; what is wrong is said while it is written");
  await goTo(page, "/prompts");
  await page.getByTestId("open-create-prompt").first().click();
  await page.getByTestId("prompt-name").fill(promptName);
  const content = page.getByTestId("template-content");
  await content.fill("Answer in {language}.\n");
  await page.getByTestId("template-problem").getByText("Put {question}").waitFor();
  assert.match(
    await page.getByTestId("template-advice").allInnerTexts().then(String),
    /\{language\} is not a variable/,
  );
  await page.getByTestId("insert-question").click();
  await page.getByTestId("template-problem").waitFor({ state: "detached" });
  await content.fill("Answer briefly.\n\n{context}\n\nQuestion: {question}");
  assert.equal(await page.getByTestId("template-advice").count(), 0);
  await page.getByTestId("create-prompt").click();
  await page.waitForURL(new RegExp(`/prompts/${UUID.source}$`));
  return pathOf(page.url());
}

async function preview(page) {
  step("see what a model would read, with the passages that are found");
  await page.getByTestId("preview-question").fill("When is the lamp cleaned?");
  await page.getByTestId("preview-knowledge").click();
  await page.getByRole("checkbox", { name: baseName }).click();
  await page.getByTestId("run-preview").click();
  await page.getByTestId("preview-passage").getByText("lamp.txt").waitFor();
  const messages = page.getByTestId("message");
  assert.match(await messages.first().innerText(), /System\s+Answer briefly\.$/);
  assert.match(await messages.last().innerText(), /every Tuesday.*Question: When is the lamp/s);
  assert.match(await page.getByTestId("preview-tokens").innerText(), /^\d+$/);
}

async function changePrompt(page) {
  step("the preview follows the text before it is saved, with what was said before");
  const content = page.getByTestId("template-content");
  await content.fill(
    "Answer briefly.\nName the day.\n\nBefore:\n{memory}\n\n{context}\n\nQuestion: {question}",
  );
  await page.getByTestId("preview-stale").waitFor();
  await page.getByTestId("add-turn").click();
  await page.getByLabel("Earlier question 1", { exact: true }).fill("Who are you?");
  await page.getByLabel("Answer 1", { exact: true }).fill("The desk of the lighthouse.");
  await page.getByTestId("run-preview").click();
  await page.getByText("The desk of the lighthouse.", { exact: false }).last().waitFor();
  await page.getByTestId("preview-stale").waitFor({ state: "detached" });

  step("save it as version 2, and see what changed");
  await page.getByTestId("version-note").fill("Names the day");
  await page.getByTestId("save-version").click();
  await page.getByText("Saved as version 2").waitFor();
  assert.equal(await page.getByTestId("prompt-version").innerText(), "2");
  await page.getByRole("tab", { name: "Versions" }).click();
  const diff = page.getByTestId("line-diff");
  await diff.getByText("Name the day.").waitFor();
  assert.match(await diff.innerText(), /4 lines added, 0 removed/);

  step("use the first text again, as version 3");
  await page.getByTestId("version").filter({ hasText: "The first text" }).click();
  await page.getByTestId("toggle-view").click();
  assert.ok(!(await page.getByTestId("version-text").innerText()).includes("Name the day."));
  await page.getByTestId("restore-version").click();
  await page.getByTestId("confirm-action").click();
  await page.getByText("Saved as version 3").waitFor();
  await page.getByTestId("version").filter({ hasText: "Text of version 1" }).waitFor();
}

async function deletePrompt(page, path) {
  step("delete the prompt");
  await goTo(page, `${path}?tab=settings`);
  await page.getByRole("button", { name: "Delete prompt" }).click();
  await page.getByLabel(/to confirm/).fill(promptName);
  await page.getByTestId("confirm-action").click();
  await page.waitForURL("**/prompts");
  await page.getByText(promptName).waitFor({ state: "detached" });
}

async function findOffers(page) {
  await page.getByTestId("provider-custom").click();
  await page.getByTestId("endpoint-url").fill(modelUrl);
  await page.getByTestId("discover-models").click();
  await page.getByTestId("offer").first().getByRole("checkbox").click();
}

async function refuseAddress(page) {
  await page.getByTestId("provider-vllm").click();
  await page.getByTestId("endpoint-url").fill("http://127.0.0.1:9/v1");
  await page.getByTestId("discover-models").click();
  await page.getByTestId("error-state").waitFor();
}

async function showRows(page) {
  await page.getByTestId("table-row").first().waitFor();
}

async function scrollToTerms(page) {
  await page.getByTestId("save-model").scrollIntoViewIfNeeded();
}

async function openInspector(page) {
  await rowOfModel(page, mainName).click();
  await page.getByTestId("model-inspector").waitFor();
}

async function showPreview(page) {
  await page.getByTestId("preview-question").fill("When is the lamp cleaned?");
  await page.getByTestId("preview-knowledge").click();
  await page.getByRole("checkbox", { name: baseName }).click();
  await page.getByTestId("run-preview").click();
  await page.getByTestId("preview-passage").waitFor();
}

async function breakTemplate(page) {
  const content = page.getByTestId("template-content");
  await content.fill("Answer in {language}: {question} and {question}");
  await page.getByTestId("template-problem").waitFor();
}

const KEY_PAGES = new Set([
  "models",
  "model",
  "model-settings",
  "models-new",
  "prompts",
  "prompt",
  "prompt-versions",
]);

runInBrowser("models-path", async (visitors) => {
  const page = await visitors.open();
  await signIn(page);
  await findModels(page);
  await chooseModels(page);
  await addModels(page);
  const model = await lookAtModel(page);
  const spare = await changeSettings(page, model);
  await lookAtOffers(page, model);
  await uploadDocument(page);
  const prompt = await writePrompt(page);
  await preview(page);
  await changePrompt(page);
  await photograph(
    page,
    [
      ["models", "/models", showRows],
      ["model-inspector", "/models", openInspector],
      ["model", model],
      ["model-settings", `${model}?tab=settings`],
      ["model-terms", `${model}?tab=settings`, scrollToTerms],
      ["model-offers", `${model}?tab=offers`],
      ["models-new", "/models/new", findOffers],
      ["models-new-refused", "/models/new", refuseAddress],
      ["prompts", "/prompts", showRows],
      ["prompt-new", "/prompts/new", breakTemplate],
      ["prompt", prompt, showPreview],
      ["prompt-versions", `${prompt}?tab=versions&version=2`],
      ["prompt-settings", `${prompt}?tab=settings`],
    ],
    { keyPages: KEY_PAGES },
  );
  await deletePrompt(page, prompt);
  step("delete the models, the one that fell back first");
  await deleteModel(page, model, mainName);
  await deleteModel(page, spare, spareName);
});
