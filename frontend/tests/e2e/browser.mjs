/** What the browser tests share: the browser, its complaints, and the photographs of the pages. */
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";

import { chromium } from "playwright-core";

const CHROMIUM_FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const WIDTHS = [1440, 768, 375];
const HEIGHT = 900;

export const STEP_MS = 30_000;

export function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`Set ${name}.`);
  return value;
}

export const settings = {
  baseUrl: required("BASE_URL").replace(/\/+$/, ""),
  artifacts: process.env.ARTIFACTS ?? "tests/e2e/artifacts",
  chromium: process.env.CHROMIUM ?? "/usr/bin/chromium",
  /** The super admin: registered by the main path, signed in by the others. */
  email: process.env.EMAIL ?? "robin@example.com",
  password: process.env.PASSWORD ?? "correct horse of the browser test",
};

export function step(title) {
  console.log(`· ${title}`);
}

/** The part of an address behind the origin. */
export function pathOf(url) {
  return url.slice(settings.baseUrl.length);
}

export async function goTo(page, path) {
  await page.goto(settings.baseUrl + path);
}

/** Signs in, as the super admin unless told otherwise. */
export async function signIn(page, { email, password } = settings) {
  await goTo(page, "/login");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByTestId("login-submit").click();
  await page.waitForURL("**/home");
}

/** Creates a knowledge base and stays on its page; returns the page's path. */
export async function createKnowledgeBase(page, name) {
  await goTo(page, "/knowledge");
  await page.getByTestId("open-create-knowledge-base").click();
  await page.getByTestId("knowledge-base-name").fill(name);
  await page.getByTestId("create-knowledge-base").click();
  await page.waitForURL(/\/knowledge\/[0-9a-f-]{36}/);
  return pathOf(page.url()).split("?")[0];
}

/** The first row of a table that says this. */
export function rowOf(page, text) {
  return page.getByTestId("table-row").filter({ hasText: text }).first();
}

/** Opens pages that belong to one person each, and collects what their consoles complain about. */
class Visitors {
  problems = [];

  constructor(browser) {
    this.browser = browser;
  }

  /** A page in a profile of its own: nobody is signed in. */
  async open() {
    const context = await this.browser.newContext({
      viewport: { width: WIDTHS[0], height: HEIGHT },
    });
    const page = await context.newPage();
    page.setDefaultTimeout(STEP_MS);
    page.on("pageerror", (error) => this.problems.push(error.message));
    page.on("console", (message) => {
      if (/Content Security Policy|Hydration/i.test(message.text())) {
        this.problems.push(message.text());
      }
    });
    return page;
  }
}

/** Runs a test with a browser, and fails with it or with what the pages complained about. */
export async function runInBrowser(name, test) {
  await mkdir(settings.artifacts, { recursive: true });
  const browser = await chromium.launch({
    executablePath: settings.chromium,
    args: CHROMIUM_FLAGS,
  });
  const visitors = new Visitors(browser);
  try {
    await test(visitors);
    assert.deepEqual(visitors.problems, [], "the browser reported problems");
    console.log("ok");
  } catch (error) {
    await photographFailure(browser, name);
    console.error(`browser test failed: ${error.message}`);
    process.exitCode = 1;
  } finally {
    await browser.close();
  }
}

async function photographFailure(browser, name) {
  const pages = browser.contexts().flatMap((context) => context.pages());
  for (const [index, page] of pages.entries()) {
    const path = join(settings.artifacts, `failure-${name}-${index}.png`);
    await page.screenshot({ path }).catch(() => undefined);
  }
}

/**
 * Every page at 1440 px in both themes, the key pages at the other widths too. A page is
 * `[name, path, prepare]`; those named in `fullPage` are taken in their whole height.
 */
export async function photograph(page, pages, { keyPages = new Set(), fullPage = new Set() } = {}) {
  step("photograph the pages");
  for (const theme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    for (const [name, path, prepare] of pages) {
      for (const width of WIDTHS) {
        if (width !== WIDTHS[0] && !keyPages.has(name)) continue;
        await page.setViewportSize({ width, height: HEIGHT });
        await page.goto(settings.baseUrl + path);
        await page.waitForLoadState("networkidle");
        if (prepare) await prepare(page);
        await assertNoSidewaysScroll(page, name, width);
        await page.screenshot({
          path: join(settings.artifacts, `${name}-${width}-${theme}.png`),
          fullPage: fullPage.has(name),
        });
      }
    }
  }
  await page.setViewportSize({ width: WIDTHS[0], height: HEIGHT });
}

async function assertNoSidewaysScroll(page, name, width) {
  const overflow = await page.evaluate(() => {
    const boxes = [document.documentElement, document.getElementById("content")].filter(Boolean);
    return Math.max(...boxes.map((box) => box.scrollWidth - box.clientWidth));
  });
  assert.ok(overflow <= 0, `${name} scrolls sideways at ${width} px (by ${overflow} px)`);
}
