/**
 * From "does the search find it?" to "is it better now?", in a real browser: a search with two
 * settings whose ranks stand side by side, settings that are saved, a question set written by hand
 * and imported, two runs, their comparison, and the promotion of the better one. Screenshots of
 * every page are kept.
 *
 * Environment: BASE_URL (required); EMAIL and PASSWORD of a super admin who is registered already,
 * ARTIFACTS (folder), CHROMIUM (path of the browser).
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
  STEP_MS,
} from "./browser.mjs";

const run = Date.now().toString(36);
const baseName = `Harbour rules ${run}`;
const setName = `What captains ask ${run}`;
const UUID = "[0-9a-f-]{36}";
const INGEST_MS = 180_000;
const RUN_MS = 120_000;

const FORMS = [1177, 1178, 1187, 1188, 1718, 1781, 1818, 1871, 7118, 7181, 8117, 8171];

/** Forms that only their numbers tell apart: meaning alone mixes them up. */
const FORM_DOCUMENTS = Object.fromEntries(
  FORMS.map((number, index) => [
    `form-${number}.txt`,
    `Form HB${number}X. To be signed by the captain and handed in at counter ${index + 1}. ${run}`,
  ]),
);

/** By name, what lies in the knowledge base. */
const DOCUMENTS = {
  ...FORM_DOCUMENTS,
  "storms.txt": `From wind force nine on, no ship leaves the harbour. The mole is closed to walkers. ${run}`,
  "fees.txt": `A berth costs 320 euros a day for ships up to 90 metres, 540 euros for longer ones. ${run}`,
  "nights.txt": `Nobody works alone on deck after dark. Two people and a lamp are the rule. ${run}`,
  "waste.txt": `Oil and rubbish go into the containers beside the crane, sorted by kind. ${run}`,
};

const BY_HAND = [
  { question: "Where do I hand in form HB7118X?", document: "form-7118.txt" },
  { question: "May I sail in a storm?", document: "storms.txt" },
];

const IMPORTED = [
  ...FORMS.map((number) => [`Where do I hand in form HB${number}X?`, `form-${number}.txt`, 4]),
  ["When is it too windy to leave?", "storms.txt", 4],
  ["What does a place at the quay cost?", "fees.txt", 3],
  ["How many must be there when it is dark?", "nights.txt", 3],
  ["Where can I get rid of garbage?", "waste.txt", 3],
];

function csvOf(rows) {
  const lines = rows.map((row) => row.map((cell) => `"${cell}"`).join(","));
  return ["question,document_name,grade", ...lines].join("\n");
}

async function createBase(page) {
  step("create a knowledge base with a few short texts");
  const base = await createKnowledgeBase(page, baseName);
  await page.getByTestId("file-input").setInputFiles(
    Object.entries(DOCUMENTS).map(([name, text]) => ({
      name,
      mimeType: "text/plain",
      buffer: Buffer.from(text),
    })),
  );
  await page.waitForFunction(
    (count) =>
      document.querySelectorAll("[data-testid=document-status][data-status=completed]").length ===
      count,
    Object.keys(DOCUMENTS).length,
    { timeout: INGEST_MS },
  );
  return base;
}

function hits(page) {
  return page.getByTestId("search-hit");
}

async function searchTwice(page, base) {
  step("search, and see every score, the matches and the stages");
  await goTo(page, `${base}?tab=search`);
  await page.getByTestId("search-query").fill("form HB7118X");
  await page.getByTestId("run-search").click();
  await hits(page).first().waitFor();
  const first = hits(page).first();
  for (const ranking of ["dense", "keyword", "fused"]) {
    const text = await first.getByTestId(`score-${ranking}`).innerText();
    assert.match(text, /\d/, `the first passage has no ${ranking} score: ${text}`);
  }
  const named = hits(page).filter({ hasText: "form-7118.txt" });
  assert.match(await named.getByTestId("score-keyword").innerText(), /#1$/);
  assert.ok((await first.getByTestId("match").count()) > 0, "no matching word is marked");
  await page.getByTestId("search-summary").locator("summary").click();
  await page.getByTestId("stage-timings").getByText("Search", { exact: true }).waitFor();
  await page.getByTestId("index-states").getByText("MiniLM").waitFor();
  await first.getByTestId("toggle-context").click();
  await first.getByTestId("hit-context").waitFor();

  step("leave words out, search again, and see what moved");
  await page.getByTestId("profile-keyword_weight").fill("0");
  await page.getByTestId("tried-changes").waitFor();
  await page.getByTestId("stale-note").waitFor();
  await page.getByTestId("search-with-settings").click();
  const comparison = page.getByTestId("comparison");
  await comparison.getByText("Weight of words 1 → 0").waitFor();
  assert.ok((await page.getByTestId("movement").count()) > 0, "no passage says where it was");
  assert.equal(
    await page.getByTestId("score-keyword").count(),
    0,
    "words were searched all the same",
  );
  step(`  ${(await comparison.innerText()).replace(/\s+/g, " ")}`);
}

async function saveSettings(page, base) {
  step("save the settings for the knowledge base");
  await page.getByTestId("save-profile").click();
  await page.getByText("Settings saved").waitFor();
  await page.getByText("As saved").waitFor();
  await goTo(page, `${base}?tab=settings`);
  const weight = page.getByTestId("profile-keyword_weight");
  await weight.waitFor();
  assert.equal(await weight.inputValue(), "0");
}

async function filterSearch(page, base) {
  step("filter by name, and find nothing with words to go on");
  await goTo(page, `${base}?tab=search&question=berth`);
  await page.getByTestId("toggle-filters").click();
  await page.getByTestId("filter-name").fill("no such document");
  await page.getByTestId("run-search").click();
  await page.getByText("Nothing found").waitFor();
  await page.getByRole("button", { name: "Remove the filters" }).click();
  await page.getByTestId("run-search").click();
  await hits(page).first().waitFor();
}

async function createSet(page) {
  step("create a question set");
  await goTo(page, "/evaluations");
  await page.getByTestId("open-create-set").click();
  await page.getByTestId("set-name").fill(setName);
  await page.getByTestId("set-base").click();
  await page.getByRole("option", { name: baseName }).click();
  await page.getByTestId("create-set").click();
  await page.waitForURL(new RegExp(`/evaluations/sets/${UUID}`));
  return pathOf(page.url()).split("?")[0];
}

async function writeQuestions(page) {
  step("write questions by hand, and save them as version 1");
  for (const { question, document } of BY_HAND) {
    await page.getByTestId("add-question").click();
    await page.getByTestId("question-text").fill(question);
    await page.getByTestId("add-gold").click();
    await page.getByPlaceholder("Find a document").fill(document);
    await page.getByTestId("gold-choice").filter({ hasText: document }).click();
    await page.getByTestId("gold").filter({ hasText: document }).waitFor();
    await page.getByTestId("keep-question").click();
    await page.getByTestId("table-row").filter({ hasText: question }).waitFor();
  }
  assert.match(await page.getByTestId("unsaved-changes").innerText(), /2 changes not saved/);
  await page.getByTestId("save-version").click();
  await page.getByText("Saved as version 1").waitFor();
  await page.getByTestId("unsaved-changes").waitFor({ state: "detached" });
}

function csvFile(text) {
  return { name: "questions.csv", mimeType: "text/csv", buffer: Buffer.from(text) };
}

async function importQuestions(page) {
  step("import a file with a bad row: it is named, and nothing is taken");
  await page.getByTestId("open-import").click();
  const bad = [...IMPORTED, ["Which row is wrong?", "fees.txt", 9]];
  await page.getByTestId("import-file").setInputFiles(csvFile(csvOf(bad)));
  await page.getByTestId("import-questions").click();
  const problems = page.getByTestId("row-problems");
  await problems.waitFor();
  assert.match(await problems.innerText(), new RegExp(`Line ${bad.length + 1}`));
  await page.screenshot({ path: `${settings.artifacts}/evaluation-import-problems.png` });

  step("import it mended");
  await page.getByTestId("import-file").setInputFiles(csvFile(csvOf(IMPORTED)));
  await page.getByTestId("import-questions").click();
  await page.getByText(`${IMPORTED.length} questions imported as version 2`).waitFor();
  await page.getByTestId("table-row").filter({ hasText: IMPORTED[0][0] }).waitFor();
}

async function startRun(page, set, name, weights = {}) {
  step(`run it: ${name}`);
  await goTo(page, set);
  await page.getByTestId("start-run").click();
  await page.getByTestId("run-name").fill(name);
  for (const [field, value] of Object.entries(weights)) {
    await page.getByTestId(`profile-${field}`).fill(value);
  }
  await page.getByTestId("create-run").click();
  await page.waitForURL(new RegExp(`/evaluations/runs/${UUID}`));
  await page
    .locator("[data-testid=run-status][data-status=completed]")
    .waitFor({ timeout: RUN_MS });
  return pathOf(page.url()).split("?")[0];
}

async function lookAtRun(page) {
  step("read the metrics with their intervals, the worst question first");
  const tile = page.getByTestId("metric-ndcg@10");
  await tile.waitFor();
  assert.match(await tile.innerText(), /\d\.\d{3} – /);
  await page.getByTestId("table-row").first().click();
  const inspector = page.getByTestId("result-inspector");
  await inspector.waitFor();
  assert.ok((await inspector.getByTestId("expected").count()) > 0, "nothing is expected");
  assert.ok((await inspector.getByTestId("found").count()) > 0, "nothing was found");
  step(`  nDCG@10 ${(await tile.innerText()).replace(/\s+/g, " ")}`);
}

async function compareAndPromote(page, base) {
  step("compare the two runs");
  await page.getByTestId("compare-run").click();
  await page.getByTestId("metric-diff").first().waitFor();
  assert.match(await page.getByTestId("settings-changed").innerText(), /Weight of words 0 → 1/);
  const ndcg = await page.getByTestId("diff-ndcg@10").innerText();
  step(`  ${ndcg.replace(/\s+/g, " ")}`);
  assert.ok((await page.getByTestId("verdict").count()) > 0, "no question has a verdict");
  const compare = pathOf(page.url());

  step("promote the second one");
  await page.getByTestId("open-promote").click();
  await page.getByTestId("changes").getByText("Weight of words 0 → 1").waitFor();
  await page.waitForTimeout(200);
  await page.screenshot({ path: `${settings.artifacts}/evaluation-promote.png` });
  await page.getByTestId("confirm-action").click();
  await page.getByText(/searches with these settings now/).waitFor();
  await goTo(page, `${base}?tab=search`);
  const weight = page.getByTestId("profile-keyword_weight");
  await weight.waitFor();
  assert.equal(await weight.getAttribute("placeholder"), "1");
  return compare;
}

async function exportQuestions(page, set) {
  step("export the questions");
  await goTo(page, set);
  await page.getByTestId("open-export").click();
  const [download] = await Promise.all([
    page.waitForEvent("download", { timeout: STEP_MS }),
    page.getByRole("menuitem", { name: "As CSV" }).click(),
  ]);
  assert.match(download.suggestedFilename(), /v2\.csv$/);
}

async function searchOnce(page) {
  await page.getByTestId("search-query").fill("form HB7118X");
  await page.getByTestId("run-search").click();
  await hits(page).first().waitFor();
}

async function searchAndCompare(page) {
  await searchOnce(page);
  const panel = page.getByTestId("open-settings");
  if (await panel.isVisible()) await panel.click();
  await page.getByTestId("profile-dense_weight").fill("0");
  await page.getByTestId("search-with-settings").click();
  await page.getByTestId("comparison").waitFor();
}

async function openSummary(page) {
  await searchOnce(page);
  await page.getByTestId("search-summary").locator("summary").click();
  await page.getByTestId("toggle-context").first().click();
}

async function openFilters(page) {
  await page.getByTestId("toggle-filters").click();
  await page.getByTestId("filter-name").fill("form");
}

async function openFirstRow(page) {
  await page.getByTestId("table-row").first().click();
}

async function scrollToRetrieval(page) {
  await page.getByTestId("save-retrieval").scrollIntoViewIfNeeded();
}

async function openRetrieval(page) {
  await page.getByTestId("preset-retrieval").locator("summary").click();
  await page.getByTestId("profile-keyword_weight").scrollIntoViewIfNeeded();
}

const KEY_PAGES = new Set([
  "search-found",
  "search-compared",
  "evaluation-sets",
  "evaluation-set",
  "evaluation-run",
  "evaluation-compare",
]);

runInBrowser("evaluation-path", async (visitors) => {
  const page = await visitors.open();
  await signIn(page);
  const base = await createBase(page);
  await searchTwice(page, base);
  await saveSettings(page, base);
  await filterSearch(page, base);
  const set = await createSet(page);
  await writeQuestions(page);
  await importQuestions(page);
  const before = await startRun(page, set, "Meaning only");
  await lookAtRun(page);
  const after = await startRun(page, set, "Meaning and words", { keyword_weight: "1" });
  const compare = await compareAndPromote(page, base);
  await exportQuestions(page, set);
  await photograph(
    page,
    [
      ["search-empty", `${base}?tab=search`],
      ["search-found", `${base}?tab=search`, openSummary],
      ["search-compared", `${base}?tab=search`, searchAndCompare],
      ["search-filters", `${base}?tab=search`, openFilters],
      ["retrieval-settings", `${base}?tab=settings`, scrollToRetrieval],
      ["retrieval-preset", "/presets/new", openRetrieval],
      ["evaluation-sets", "/evaluations"],
      ["evaluation-runs", "/evaluations?tab=runs"],
      ["evaluation-set", set],
      ["evaluation-question", set, openFirstRow],
      ["evaluation-versions", `${set}?tab=versions`],
      ["evaluation-run-new", `/evaluations/runs/new?set=${set.split("/").at(-1)}`],
      ["evaluation-run", after],
      ["evaluation-result", before, openFirstRow],
      ["evaluation-compare", compare],
    ],
    { keyPages: KEY_PAGES },
  );
});
