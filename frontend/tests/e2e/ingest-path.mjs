/**
 * Documents from their folder to their chunks, in a real browser: a folder of several types with a
 * broken one in it, progress that arrives by itself, cancel and retry, a preset with its preview,
 * text and chunks side by side, a second index, the job board. Screenshots of every page are kept.
 *
 * Environment: BASE_URL (required); EMAIL and PASSWORD of a super admin who is registered already,
 * ARTIFACTS (folder), CHROMIUM (path of the browser).
 */
import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import {
  createKnowledgeBase,
  goTo,
  pathOf,
  photograph,
  rowOf,
  runInBrowser,
  signIn,
  step,
  STEP_MS,
} from "./browser.mjs";

const run = Date.now().toString(36);
const baseName = `Harbour manuals ${run}`;
const presetName = `Short passages ${run}`;
const UUID = "[0-9a-f-]{36}";
const INGEST_MS = 300_000;

const BROKEN = "plan.pdf";
const LARGE = "logbook.txt";

/** Enough text to be busy with for a while. */
function logbook(days) {
  const lines = [];
  for (let day = 1; day <= days; day += 1) {
    lines.push(`Day ${day}, run ${run}. The tide stood at ${day % 7} metres at noon.`);
    lines.push(`Berth ${(day % 3) + 1} was given to ship number ${day * 17}, which left at night.`);
    lines.push(
      "The pilot came aboard outside the mole and nothing out of the ordinary was seen.\n",
    );
  }
  return lines.join("\n");
}

/** The folder that is uploaded: by path, what lies there. */
function folderFiles() {
  return {
    "berths.md": `# Berths ${run}\n\n## Length\n\nBerth one takes 90 metres.\n\n## Power\n\nShore power is 400 volts.\n`,
    "storms.txt": `From wind force nine on, no ship leaves the harbour. ${run}\n`,
    "fees.csv": `berth,length,fee\n1,90,320\n2,140,540\n3,60,210\n${run},0,0\n`,
    "tides.tsv": `day\ttide\nmonday\t3.1\ntuesday\t2.8\n${run}\t0\n`,
    "notice.html": `<!doctype html><html><body><h1>Notice ${run}</h1><p>The mole is closed on Sundays.</p></body></html>`,
    "contacts.json": JSON.stringify({ run, pilot: "+49 421 000", office: "harbour@example.com" }),
    "radio.log": `06:00 channel 12 open ${run}\n22:00 channel 12 closed\n`,
    "crew/rules.md": `# Rules ${run}\n\n- Wear a vest on deck.\n- Nobody works alone at night.\n`,
    "crew/shifts.csv": `name,shift\nAda,early\nBo,late\n${run},none\n`,
    "crew/first-aid.txt": `The kit hangs beside the door of the office. ${run}\n`,
    [BROKEN]: `%PDF-1.7\n${run} this was cut off\n`,
    [LARGE]: logbook(2500),
    "photo.png": "not a document",
    ".DS_Store": "hidden",
  };
}

async function makeFolder() {
  const parent = await mkdtemp(join(tmpdir(), "llmb-folder-"));
  const folder = join(parent, "manuals");
  for (const [path, text] of Object.entries(folderFiles())) {
    await mkdir(join(folder, path, ".."), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return { parent, folder };
}

/** How often the page asks for the list of documents, to tell events from polling. */
function countListRequests(page) {
  const counter = { asked: 0, sockets: [] };
  page.on("request", (request) => {
    if (/\/knowledge-bases\/[^/]+\/documents\?/.test(request.url())) counter.asked += 1;
  });
  page.on("websocket", (socket) => counter.sockets.push(socket.url()));
  return counter;
}

async function uploadFolder(page, folder) {
  step("upload a folder of twelve files, one of them broken");
  await page.getByTestId("folder-input").setInputFiles(folder);
  await page.getByTestId("upload-panel").waitFor();
  const skipped = page.getByTestId("upload-skipped");
  await skipped.waitFor();
  assert.match(await skipped.innerText(), /1 file of the folder is of a kind/);
  for (const name of ["berths.md", "rules.md", LARGE]) await rowOf(page, name).waitFor();
}

async function watchProgress(page) {
  step("see progress arrive without a reload");
  const progress = rowOf(page, LARGE).getByTestId("document-progress");
  const seen = new Set();
  const deadline = Date.now() + INGEST_MS;
  while (seen.size < 2) {
    assert.ok(Date.now() < deadline, `no progress was seen: ${[...seen].join(" | ")}`);
    const text = await progress.innerText({ timeout: 1000 }).catch(() => null);
    if (text) seen.add(text.replace(/\s+/g, " "));
    await page.waitForTimeout(100);
  }
  step(`  ${[...seen].slice(0, 6).join(" → ")}`);
  await page.getByTestId("documents-summary").waitFor();
}

function statusOf(page, name) {
  return rowOf(page, name).getByTestId("document-status");
}

async function waitForStatus(page, name, wanted, timeout = INGEST_MS) {
  const status = statusOf(page, name);
  const deadline = Date.now() + timeout;
  for (;;) {
    const current = await status.getAttribute("data-status").catch(() => null);
    if (current === wanted) return;
    assert.ok(Date.now() < deadline, `${name} is ${current}, not ${wanted}`);
    await page.waitForTimeout(100);
  }
}

async function cancelAndRetry(page) {
  step("cancel the large file, and retry it");
  await rowOf(page, LARGE)
    .getByRole("button", { name: `Cancel ${LARGE}` })
    .click();
  await waitForStatus(page, LARGE, "cancelled", STEP_MS);
  await rowOf(page, LARGE)
    .getByRole("button", { name: `Retry ${LARGE}` })
    .click();
  await waitForStatus(page, LARGE, "completed");
}

async function checkBroken(page) {
  step("read why the broken file failed, and what to do");
  const error = rowOf(page, BROKEN).getByTestId("document-error");
  const refused = page.getByTestId("upload-error");
  await error.or(refused).first().waitFor({ timeout: INGEST_MS });
  const text = await error.or(refused).first().innerText();
  assert.ok(text.length > 40, `the error says too little: ${text}`);
  step(`  “${text.replace(/\s+/g, " ")}”`);
}

async function checkNobodyIsLeft(page) {
  step("everything else is completed");
  await page.getByTestId("documents-summary").waitFor({ state: "detached", timeout: INGEST_MS });
  for (const name of ["berths.md", "storms.txt", "fees.csv", "notice.html", "rules.md"]) {
    await waitForStatus(page, name, "completed", STEP_MS);
  }
}

async function uploadAgain(page) {
  step("the same file twice is said so");
  await page.getByTestId("file-input").setInputFiles({
    name: "storms-again.txt",
    mimeType: "text/plain",
    buffer: Buffer.from(folderFiles()["storms.txt"]),
  });
  const note = page.getByTestId("upload-duplicates");
  await note.waitFor();
  assert.match(await note.innerText(), /already here/);
  await page.getByRole("button", { name: "Dismiss uploads" }).click();
}

function assertLive(counter, before) {
  assert.ok(
    counter.sockets.some((url) => url.includes("/api/v1/events?ticket=")),
    "the page opened no event socket",
  );
  step(`  document lists asked for: ${counter.asked - before}`);
}

async function createPreset(page) {
  step("create a preset, with a preview that follows");
  await goTo(page, "/presets/new");
  const figures = page.getByTestId("preview-figures");
  await figures.waitFor();
  const before = await figures.innerText();
  await page.getByTestId("preset-name").fill(presetName);
  await page.getByTestId("chunk_size").fill("64");
  await page.getByTestId("chunk_overlap").fill("40");
  await page.getByText("At most half of a chunk: 32.").waitFor();
  await page.getByTestId("chunk_overlap").fill("8");
  await page.waitForFunction(
    ([text]) => document.querySelector("[data-testid=preview-figures]")?.textContent !== text,
    [before],
  );
  step(`  ${before} → ${await figures.innerText()}`);
  assert.ok((await page.getByTestId("chunk-span").count()) > 3, "the preview shows no chunks");
  await page.getByTestId("save-preset").click();
  await page.waitForURL(new RegExp(`/presets/${UUID}`));
  return pathOf(page.url());
}

async function choosePreset(page, base) {
  step("use the preset in the knowledge base, with one value of its own");
  await goTo(page, `${base}?tab=settings`);
  await page.getByTestId("preset-select").click();
  await page.getByRole("option", { name: presetName }).click();
  await page.getByText(`From the preset “${presetName}”.`).first().waitFor();
  await page.getByTestId("chunk_overlap").fill("4");
  await page.getByRole("button", { name: `Reset to the preset “${presetName}”` }).waitFor();
  await page.getByTestId("preview-document").click();
  await page.getByRole("option", { name: "berths.md" }).click();
  await page.getByTestId("preview-figures").waitFor();
  await page.getByTestId("save-config").click();
  await page.getByText("Settings saved").waitFor();
  await page.getByTestId("reindex").click();
  await page.getByText(/will be read again/).waitFor();
  await goTo(page, base);
  await waitForStatus(page, LARGE, "completed");
  await page.getByTestId("documents-summary").waitFor({ state: "detached", timeout: INGEST_MS });
}

async function openDocument(page, base) {
  step("read a document beside its chunks, and go from one to the other");
  await goTo(page, base);
  await rowOf(page, LARGE).click();
  await page.waitForURL(/\/documents\//);
  const rows = page.getByTestId("chunk-row");
  await rows.nth(3).click();
  await page.getByTestId("marked-passage").first().waitFor();
  assert.equal(await rows.nth(3).getAttribute("aria-pressed"), "true");
  await page.getByTestId("chunk-span").nth(8).click();
  await page.waitForFunction(
    () =>
      document.querySelectorAll("[data-testid=chunk-row]")[3]?.getAttribute("aria-pressed") ===
      "false",
  );
  const pressed = page.locator("[data-testid=chunk-row][aria-pressed=true]");
  await pressed.waitFor();
  const box = await pressed.boundingBox();
  assert.ok(box && box.y > 0 && box.y < 900, "the chunk chosen in the text is out of view");
  return pathOf(page.url());
}

async function bulkRetry(page, base) {
  step("tick all rows and process them again together");
  await goTo(page, `${base}?status=completed`);
  await rowOf(page, LARGE).waitFor();
  await page.getByRole("checkbox", { name: "Tick all rows" }).click();
  const bar = page.getByRole("toolbar", { name: "Ticked documents" });
  await bar.getByRole("button", { name: /Process again/ }).click();
  await page.getByText(/documents queued again/).waitFor();
  await goTo(page, "/home");
  await page.getByTestId("activity-tray").waitFor();
}

async function visitJobBoard(page) {
  step("find the failure on the job board and retry it");
  await goTo(page, "/jobs");
  await page.getByTestId("job-overview").waitFor();
  await page.getByRole("button", { name: /^Failed/ }).click();
  await page.waitForURL(/status=failed/);
  const failed = page.getByTestId("table-row").filter({ hasText: BROKEN }).first();
  if ((await failed.count()) === 0) return step("  the broken file was refused at the door");
  await failed.getByTestId("job-error").waitFor();
  await failed.click();
  await page.getByTestId("job-inspector").waitFor();
  await page
    .getByTestId("job-inspector")
    .getByRole("button", { name: `Retry ${BROKEN}` })
    .click();
  await page.waitForTimeout(500);
}

const KEY_PAGES = new Set([
  "ingest-knowledge-base",
  "ingest-document",
  "ingest-preset",
  "ingest-settings",
  "ingest-jobs",
]);

async function openFromUrl(page) {
  await page.getByTestId("open-from-url").click();
  await page.getByRole("dialog").waitFor();
}

async function openBuildIndex(page) {
  await page.getByTestId("open-build-index").click();
  await page.getByRole("dialog").waitFor();
}

async function openFirstJob(page) {
  const row = page.getByTestId("table-row").first();
  if (await row.count()) await row.click();
}

async function selectChunk(page) {
  await page.getByTestId("chunk-row").nth(2).click();
  await page.getByTestId("marked-passage").first().waitFor();
}

runInBrowser("ingest-path", async (visitors) => {
  const page = await visitors.open();
  const counter = countListRequests(page);
  const { parent, folder } = await makeFolder();
  try {
    await signIn(page);
    step("create a knowledge base");
    const base = await createKnowledgeBase(page, baseName);
    const before = counter.asked;
    await uploadFolder(page, folder);
    await watchProgress(page);
    await cancelAndRetry(page);
    await checkBroken(page);
    await checkNobodyIsLeft(page);
    assertLive(counter, before);
    await uploadAgain(page);
    const preset = await createPreset(page);
    await choosePreset(page, base);
    const document = await openDocument(page, base);
    await visitJobBoard(page);
    await bulkRetry(page, base);
    await photograph(
      page,
      [
        ["ingest-knowledge-base", base],
        ["ingest-from-url", base, openFromUrl],
        ["ingest-document", document, selectChunk],
        ["ingest-index", `${base}?tab=index`],
        ["ingest-index-build", `${base}?tab=index`, openBuildIndex],
        ["ingest-settings", `${base}?tab=settings`],
        ["ingest-presets", "/presets"],
        ["ingest-preset", preset],
        ["ingest-preset-new", "/presets/new"],
        ["ingest-jobs", "/jobs"],
        ["ingest-job", "/jobs", openFirstJob],
      ],
      { keyPages: KEY_PAGES, fullPage: new Set() },
    );
  } finally {
    await rm(parent, { recursive: true, force: true });
  }
});
