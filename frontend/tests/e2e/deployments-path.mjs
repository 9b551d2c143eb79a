/**
 * A deployment from its first version to programs that use it, in a real browser: a change kept as
 * a draft, the difference of two versions, a trial on a part of the conversations, the way live and
 * back, the programs on the page, run with a key that was made on the way, and their calls with how
 * they were answered. Screenshots of every page are kept.
 *
 * Environment: BASE_URL (required); EMAIL and PASSWORD of a super admin who is registered already,
 * ARTIFACTS (folder), CHROMIUM (path of the browser). Needs bash, curl and jq.
 */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";

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

const execute = promisify(execFile);

const run = Date.now().toString(36);
const baseName = `Ferry times ${run}`;
const deploymentName = `Ferry assistant ${run}`;
const templateName = `Timetable ${run}`;
const UUID = "[0-9a-f-]{36}";
const INGEST_MS = 120_000;
const ANSWER_MS = 180_000;
const QUESTION = "When does the first ferry leave?";
const NOTE = "Shorter, and a little warmer";

const DOCUMENT = {
  name: "timetable.txt",
  mimeType: "text/plain",
  buffer: Buffer.from(`The first ferry leaves at 6.40, the last one at 22.15. ${run}`),
};

/** What only serves this test is made over the API. */
async function createTemplate(page) {
  const call = async (path, body, headers = {}) => {
    const response = await page.request.post(`${settings.baseUrl}/api/v1${path}`, {
      data: body,
      headers,
    });
    assert.ok(response.ok(), `${path}: ${await response.text()}`);
    return response.json();
  };
  const { email, password } = settings;
  const { access_token: token } = await call("/auth/login", { email, password });
  await call(
    "/deployments/prompt-templates",
    { name: templateName, content: "Answer in one sentence.\n\n{context}\n\nQuestion: {question}" },
    { Authorization: `Bearer ${token}` },
  );
}

async function addDocument(page) {
  step("create a knowledge base with one short text");
  await createKnowledgeBase(page, baseName);
  await page.getByTestId("file-input").setInputFiles(DOCUMENT);
  await page
    .locator("[data-testid=document-status][data-status=completed]")
    .waitFor({ timeout: INGEST_MS });
}

async function createDeployment(page) {
  step("create a deployment");
  await goTo(page, "/deployments/new");
  await page.getByTestId("deployment-name").fill(deploymentName);
  await page.getByLabel(baseName).click();
  await page.getByLabel("Instructions", { exact: true }).fill("You know the timetable.");
  await page.getByLabel("Longest answer").fill("32");
  await page.getByTestId("save-deployment").click();
  await page.waitForURL(new RegExp(`/deployments/${UUID}`));
  return pathOf(page.url()).split("?")[0];
}

async function tryIt(page) {
  step("ask it once");
  await page.getByLabel("Question").fill(QUESTION);
  await page.getByRole("button", { name: "Run test" }).click();
  await page.getByTestId("run-result").waitFor({ timeout: ANSWER_MS });
}

async function saveDraft(page, deployment) {
  step("change it, and keep the change as a draft");
  await goTo(page, `${deployment}/edit`);
  await page.getByTestId("form-changes").getByText("Nothing has changed yet").waitFor();
  await page.getByLabel("Instructions", { exact: true }).fill("You know the timetable.\nBe brief.");
  await page.getByLabel("Temperature").fill("0.3");
  await page.getByTestId("form-changes").getByText("Changed: Prompt, Temperature").waitFor();
  await page.getByTestId("version-note").fill(NOTE);
  await page.getByRole("button", { name: "Keep as a draft" }).click();
  await page.getByRole("button", { name: "Save as version 2" }).click();
  await page.waitForURL(/tab=versions&version=2/);
  const inspector = page.getByTestId("version-inspector");
  await inspector.getByText("Be brief.").waitFor();
  await inspector.getByText(NOTE).waitFor();
  await page.getByText("Version 1", { exact: true }).first().waitFor();
}

async function saveTemplateVersion(page, deployment) {
  step("make a further draft that uses a prompt template");
  await goTo(page, `${deployment}/edit?base=2`);
  await page.getByRole("button", { name: "Prompt template" }).click();
  await page.getByTestId("deployment-template").click();
  await page.getByRole("option", { name: templateName }).click();
  await page.getByRole("button", { name: "Keep as a draft" }).click();
  await page.getByRole("button", { name: "Save as version 3" }).click();
  await page.waitForURL(/tab=versions&version=3/);
  await page.getByTestId("version-inspector").getByText(`${templateName}, version 1`).waitFor();
}

async function renameOnly(page, deployment) {
  step("another description makes no version");
  await goTo(page, `${deployment}/edit`);
  await page.getByLabel("Description").fill("Knows when the ferries leave");
  await page.getByTestId("form-changes").getByText("No new version").waitFor();
  await page.getByTestId("save-deployment").click();
  await page.waitForURL(new RegExp(`${deployment}$`));
  await goTo(page, `${deployment}?tab=versions`);
  await page.getByTestId("table-row").first().waitFor();
  assert.equal(await page.getByTestId("table-row").count(), 3);
}

async function compareVersions(page, deployment) {
  step("tick two versions, and see what differs");
  await page.getByLabel("Compare version 1").click();
  await page.getByLabel("Compare version 2").click();
  await page.getByTestId("compare-ticked").click();
  await page.waitForURL(/compare\?a=1&b=2/);
  const difference = page.getByTestId("version-diff");
  await difference.getByRole("row", { name: "Temperature 0.1 0.3" }).waitFor();
  await difference.getByText("Be brief.").waitFor();
  await page.getByTestId("rating-sentence").getByText("Too few ratings").waitFor();
  assert.equal(
    await page.getByTestId("figure-helpful").getAttribute("data-verdict"),
    "too_few",
    "nothing was rated, and yet there is a verdict",
  );
  await goTo(page, deployment);
}

async function tryOnSome(page, deployment) {
  step("try version 2 on a part of the conversations, on more, and stop");
  await goTo(page, `${deployment}?tab=traffic&candidate=2`);
  await page.getByTestId("traffic-percent").fill("25");
  await page.getByTestId("start-trial").click();
  await page.getByText("Version 2 on trial, 25 %").waitFor();
  await page.getByTestId("traffic-percent").fill("40");
  await page.getByTestId("change-share").click();
  await page.getByText("Version 2 on trial, 40 %").waitFor();
  await page.getByTestId("version-figures").waitFor();
  await page.getByTestId("stop-trial").click();
  await page.getByTestId("confirm-action").click();
  await page.getByRole("heading", { name: "Version 1 answers every conversation" }).waitFor();
}

async function publish(page, deployment, version, action) {
  await goTo(page, `${deployment}?tab=versions&version=${version}`);
  await page.getByTestId("publish-version").getByText(action).waitFor();
  await page.getByTestId("publish-version").click();
  await page.getByTestId("confirm-action").click();
  await page.getByText(`Version ${version} is live`).waitFor();
  await page.getByTestId("version-inspector").getByText("Live").waitFor();
}

async function goLiveAndBack(page, deployment) {
  step("make version 2 live, and roll back");
  await publish(page, deployment, 2, "Make version 2 live");
  await publish(page, deployment, 1, "Roll back to version 1");
}

async function createKey(page, deployment) {
  step("make a key from the page that shows the programs");
  await goTo(page, `${deployment}?tab=use`);
  await page.getByTestId("create-key-for").click();
  await page.getByLabel("Name").fill(`Ferry screen ${run}`);
  await page.getByRole("combobox", { name: "Deployment" }).getByText(deploymentName).waitFor();
  await page.getByTestId("create-api-key").click();
  const key = await page.getByTestId("secret").innerText();
  await page.getByTestId("secret-done").click();
  return key;
}

/** The program on the page, as somebody copies it. */
async function snippetAt(page, deployment, choice) {
  await goTo(page, `${deployment}?${new URLSearchParams({ tab: "use", ...choice })}`);
  await page.getByTestId("snippet-question").fill(QUESTION);
  return page.getByTestId("snippet").locator("pre").innerText();
}

/** Runs a copied program with a real key; returns what it prints. */
async function output(program, args, key) {
  const env = { ...process.env, LLMB_API_KEY: key };
  const { stdout } = await execute(program, args, { env, timeout: ANSWER_MS });
  return stdout;
}

async function runSnippets(page, deployment, key) {
  step("run the shown programs with the key");
  const shell = async (choice) =>
    output("bash", ["-c", await snippetAt(page, deployment, { language: "curl", ...choice })], key);

  const completion = JSON.parse(await shell({ api: "openai" }));
  assert.ok(completion.choices[0].message.content, "the completion is empty");
  assert.ok(completion.choices[0].message.citations, "the completion tells no sources");

  const chunks = await shell({ api: "openai", stream: "true" });
  assert.match(chunks, /"object":"chat\.completion\.chunk"/);
  assert.match(chunks, /data: \[DONE\]/);

  const answer = JSON.parse(await shell({ api: "native" }));
  assert.ok(answer.answer, "the answer is empty");

  const events = await shell({ api: "native", stream: "true" });
  assert.match(events, /event: delta/);
  assert.match(events, /event: done/);

  const script = await snippetAt(page, deployment, { api: "native", language: "typescript" });
  const printed = await output("node", ["--input-type=module", "--eval", script], key);
  assert.ok(printed.trim(), "the program prints nothing");
}

async function findCall(page, deployment) {
  step("find what the programs asked, and see how it was answered");
  await goTo(page, `${deployment}?tab=calls`);
  const calls = page.getByTestId("table-row");
  const fromProgram = calls.filter({ hasText: `Ferry screen ${run}` });
  await calls.filter({ hasText: "Signed in" }).first().waitFor();
  await fromProgram.filter({ hasText: "Run" }).first().waitFor();
  await fromProgram.filter({ hasText: "/v1" }).first().getByRole("link").click();
  await page.waitForURL(new RegExp(`${deployment}/calls/${UUID}$`));
  await page.getByTestId("call-question").getByText(QUESTION).waitFor();
  await page.getByTestId("trace-tab-passages").click();
  await page.getByTestId("call-trace").getByTestId("search-hit").first().waitFor();
  const call = pathOf(page.url());
  await page.goBack();
  await page.waitForURL(/tab=calls/);
  await calls.first().waitFor();
  return call;
}

async function openFirstVersion(page) {
  await page.getByTestId("table-row").first().click();
  await page.getByTestId("version-inspector").getByText("Settings").waitFor();
}

async function changeTemperature(page) {
  await page.getByTestId("form-changes").waitFor();
  await page.getByLabel("Temperature").fill("0.7");
  await page.getByTestId("version-note").scrollIntoViewIfNeeded();
}

const KEY_PAGES = new Set([
  "deployment-overview",
  "deployment-versions",
  "deployment-version",
  "deployment-compare",
  "deployment-trial",
  "deployment-use",
  "deployment-calls",
  "deployment-call",
]);
const FULL_PAGES = new Set([
  "deployment-compare",
  "deployment-trial",
  "deployment-use",
  "deployment-call",
]);

async function startTrial(page, deployment) {
  await goTo(page, `${deployment}?tab=traffic&candidate=2`);
  await page.getByTestId("start-trial").click();
  await page.getByText("Version 2 on trial, 10 %").waitFor();
}

runInBrowser("deployments-path", async (visitors) => {
  const page = await visitors.open();
  await signIn(page);
  await createTemplate(page);
  await addDocument(page);
  const deployment = await createDeployment(page);
  await tryIt(page);
  await saveDraft(page, deployment);
  await saveTemplateVersion(page, deployment);
  await renameOnly(page, deployment);
  await compareVersions(page, deployment);
  await tryOnSome(page, deployment);
  await goLiveAndBack(page, deployment);
  const key = await createKey(page, deployment);
  await runSnippets(page, deployment, key);
  const call = await findCall(page, deployment);
  await startTrial(page, deployment);
  await photograph(
    page,
    [
      ["deployment-list", "/deployments"],
      ["deployment-overview", deployment],
      ["deployment-versions", `${deployment}?tab=versions`],
      ["deployment-version", `${deployment}?tab=versions`, openFirstVersion],
      ["deployment-compare", `${deployment}/compare?a=1&b=2`],
      ["deployment-trial", `${deployment}?tab=traffic`],
      ["deployment-access", `${deployment}?tab=access`],
      ["deployment-use", `${deployment}?tab=use`],
      ["deployment-calls", `${deployment}?tab=calls`],
      ["deployment-call", call],
      ["deployment-edit", `${deployment}/edit`, changeTemperature],
    ],
    { keyPages: KEY_PAGES, fullPage: FULL_PAGES },
  );
});
