/**
 * The product's main path in a real browser: register, upload a PDF, ask, and check that the
 * streamed answer's citation opens the right passage. Screenshots of every page are kept.
 *
 * Environment: BASE_URL, PDF_PATH, QUESTION, EXPECT_TEXT (required); EXPECT_PAGE (the page the
 * passage stands on), EMAIL and PASSWORD (of the account to register), ARTIFACTS (folder),
 * CHROMIUM (path of the browser).
 */
import assert from "node:assert/strict";
import { basename } from "node:path";

import {
  createKnowledgeBase,
  pathOf,
  photograph,
  required,
  runInBrowser,
  settings,
  step,
  STEP_MS,
} from "./browser.mjs";

const INGEST_MS = 180_000;
const ANSWER_MS = 240_000;

const expected = {
  pdfPath: required("PDF_PATH"),
  question: required("QUESTION"),
  text: required("EXPECT_TEXT"),
  page: process.env.EXPECT_PAGE,
};

const run = Date.now().toString(36);
const baseName = `Browser test ${run}`;
const deploymentName = `Assistant ${run}`;

/** Text with its white space folded, so that line breaks of a PDF do not matter. */
function folded(text) {
  return text.replace(/\s+/g, " ").trim();
}

async function register(page) {
  step("register");
  await page.goto(`${settings.baseUrl}/register`);
  await page.getByLabel("Full name").fill("Robin Example");
  await page.getByLabel("Email").fill(settings.email);
  await page.getByLabel("Password").fill(settings.password);
  await page.getByTestId("register-submit").click();
  await page.waitForURL("**/home");
}

async function uploadPdf(page) {
  step("upload the PDF and watch it complete");
  await page.getByTestId("file-input").setInputFiles(expected.pdfPath);
  const row = page.getByTestId("table-row").filter({ hasText: basename(expected.pdfPath) });
  await row.waitFor({ timeout: STEP_MS });
  const status = row.getByTestId("document-status");
  const deadline = Date.now() + INGEST_MS;
  const seen = new Set();
  for (;;) {
    const current = await status.getAttribute("data-status");
    seen.add(current);
    if (current === "completed") break;
    assert.notEqual(current, "failed", `ingest failed: ${await row.innerText()}`);
    assert.ok(Date.now() < deadline, `ingest did not complete, seen: ${[...seen].join(", ")}`);
    await page.waitForTimeout(150);
  }
  step(`  states seen: ${[...seen].join(" → ")}`);
}

async function createDeployment(page) {
  step("create a deployment over the local model");
  await page.goto(`${settings.baseUrl}/deployments/new`);
  await page.getByTestId("deployment-name").fill(deploymentName);
  await page.getByRole("checkbox", { name: baseName }).click();
  await page.getByTestId("save-deployment").click();
  await page.waitForURL(/\/deployments\/[0-9a-f-]{36}$/);
  return page.url();
}

/** Has the page note how long the answer is whenever that changes: asking it may come too late. */
async function noteGrowth(page) {
  await page.evaluate(() => {
    globalThis.lengthsSeen = new Set();
    new MutationObserver(() => {
      const answer = document.querySelector("[data-testid=answer][data-status=streaming]");
      if (answer?.textContent) globalThis.lengthsSeen.add(answer.textContent.length);
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
  });
}

/** Asks, and sees the answer grow. */
async function ask(page) {
  step("ask, and see the answer grow");
  await page.getByTestId("open-chat").click();
  await page.getByTestId("composer").fill(expected.question);
  await noteGrowth(page);
  await page.getByTestId("send-question").click();
  await page.waitForURL(/\/chat\/[0-9a-f-]{36}/);

  const complete = page.locator("[data-testid=answer][data-status=complete]");
  const failed = page.getByTestId("answer-error");
  const deadline = Date.now() + ANSWER_MS;
  while ((await complete.count()) === 0) {
    assert.equal(await failed.count(), 0, `the answer failed: ${await failedText(failed)}`);
    assert.ok(Date.now() < deadline, "the answer did not complete");
    await page.waitForTimeout(100);
  }
  const lengths = await page.evaluate(() => [...globalThis.lengthsSeen]);
  step(`  lengths seen while streaming: ${lengths.join(", ")}`);
  // What it says while it waits for the first word has two lengths as well.
  assert.ok(lengths.length >= 5, "the answer did not arrive in pieces");
}

async function failedText(locator) {
  return (await locator.count()) > 0 ? locator.first().innerText() : "";
}

async function checkCitation(page) {
  step("open a citation and read its source");
  const chips = page.getByTestId("answer").last().getByTestId("citation-chip");
  const count = await chips.count();
  assert.ok(count > 0, "the answer has no citation");
  const panel = page.getByTestId("source-panel");
  const read = [];
  for (let index = 0; index < count; index += 1) {
    await chips.nth(index).click();
    await panel.getByTestId("marked-passage").first().waitFor({ timeout: STEP_MS });
    const source = {
      document: await panel.getByTestId("source-document").innerText(),
      place: await panel.getByTestId("source-place").innerText(),
      marked: folded((await panel.getByTestId("marked-passage").allInnerTexts()).join(" ")),
    };
    read.push(source);
    if (source.marked.includes(folded(expected.text))) return assertSource(source);
  }
  assert.fail(`no marked passage holds “${expected.text}”: ${JSON.stringify(read)}`);
}

function assertSource({ document, place, marked }) {
  assert.equal(document, basename(expected.pdfPath), "the source is another document");
  const page = expected.page ?? "\\d+";
  assert.match(place, new RegExp(`page ${page}\\b`), "the source names another page");
  step(`  ${document}, ${place}: “${marked}”`);
}

const KEY_PAGES = new Set(["landing", "home", "knowledge-base", "document", "deployment", "chat"]);
const FULL_PAGES = new Set(["landing"]);

/** What the rankings said of the first passage in sight. */
async function firstScores(scope) {
  const first = scope.getByTestId("search-hit").first();
  await first.waitFor({ timeout: STEP_MS });
  const texts = [];
  for (const ranking of ["dense", "keyword", "fused"]) {
    texts.push((await first.getByTestId(`score-${ranking}`).innerText()).replace(/\s+/g, " "));
  }
  return texts;
}

async function checkTrace(page, base) {
  step("see why: the same scores as on the search screen");
  await page.getByTestId("open-trace").last().click();
  await page.getByTestId("trace-tab-passages").click();
  const traced = await firstScores(page.getByTestId("trace-panel"));
  await page.goto(`${settings.baseUrl}${base}?tab=search`);
  await searchFor(page);
  assert.deepEqual(await firstScores(page), traced);
  step(`  ${traced.join(" | ")}`);
}

async function openTrace(page) {
  await page.getByTestId("open-trace").first().click();
  await page.getByTestId("trace-tab-passages").click();
  await page.getByTestId("trace-panel").getByTestId("search-hit").first().waitFor();
}

async function openFirstSource(page) {
  await page.getByTestId("citation-chip").first().click();
  await page.getByTestId("marked-passage").first().waitFor({ timeout: STEP_MS });
}

/** The page that the cited passage stands on, as it looks. */
async function openSourcePage(page) {
  await openFirstSource(page);
  const panel = page.getByTestId("source-panel");
  await panel.getByTestId("show-pages").click();
  await panel.getByTestId("page-mark").first().waitFor({ timeout: STEP_MS });
}

async function searchFor(page) {
  await page.getByTestId("search-query").fill(expected.question);
  await page.keyboard.press("Enter");
  await page.getByTestId("search-hit").first().waitFor({ timeout: STEP_MS });
}

async function openPalette(page) {
  await page.keyboard.press("Control+k");
  await page.getByPlaceholder("Search or type a command").waitFor();
}

async function openDocument(page, baseUrl) {
  await page.goto(baseUrl);
  await page.getByTestId("table-row").first().click();
  await page.waitForURL(/\/documents\//);
  return page.url();
}

/** The page of the PDF as it looks, with the lines of the chosen chunk marked on it. */
async function openPages(page) {
  await page.getByTestId("show-pages").click();
  await page.getByTestId("page-view").locator("img").waitFor({ timeout: STEP_MS });
  await page.getByTestId("chunk-row").first().click();
  await page.getByTestId("page-mark").first().waitFor({ timeout: STEP_MS });
}

async function checkPages(page) {
  step("see the document as it looks, with a chunk marked on its page");
  await openPages(page);
  const drawn = await page
    .getByTestId("page-view")
    .locator("img")
    .evaluate((picture) => picture.complete && picture.naturalWidth);
  assert.ok(drawn > 500, `the picture of the page is ${drawn} pixels wide`);
}

runInBrowser("main-path", async (visitors) => {
  const page = await visitors.open();
  await register(page);
  step("create a knowledge base");
  const base = await createKnowledgeBase(page, baseName);
  await uploadPdf(page);
  const deployment = pathOf(await createDeployment(page));
  await ask(page);
  const chat = pathOf(page.url());
  await checkCitation(page);
  await checkTrace(page, base);
  const document = pathOf(await openDocument(page, settings.baseUrl + base));
  await checkPages(page);
  await photograph(
    page,
    [
      ["landing", "/"],
      ["home", "/home"],
      ["knowledge", "/knowledge"],
      ["knowledge-base", base],
      ["knowledge-search", `${base}?tab=search`, searchFor],
      ["knowledge-settings", `${base}?tab=settings`],
      ["document", document],
      ["document-pages", document, openPages],
      ["models", "/models", (view) => view.getByTestId("table-row").first().click()],
      ["deployments", "/deployments"],
      ["deployment-new", "/deployments/new"],
      ["deployment", deployment],
      ["chat-new", "/chat"],
      ["chat", chat, openFirstSource],
      ["chat-page", chat, openSourcePage],
      ["chat-trace", chat, openTrace],
      ["audit", "/audit"],
      ["palette", "/home", openPalette],
    ],
    { keyPages: KEY_PAGES, fullPage: FULL_PAGES },
  );
  step("sign out");
  await page.goto(`${settings.baseUrl}/home`);
  await page.getByTestId("profile-menu").click();
  await page.getByTestId("sign-out").click();
  await page.waitForURL(/\/login/);
  await photograph(page, [
    ["login", "/login"],
    ["register", "/register"],
  ]);
});
