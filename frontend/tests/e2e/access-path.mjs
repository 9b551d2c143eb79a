/**
 * Who may do what, in a real browser: a project, a group, an invited colleague who sees nothing
 * foreign, becomes a viewer, and is suspended; an API key that works until it is revoked; the
 * audit log. Screenshots of every page are kept.
 *
 * The stack has a language model, which is not asked anything. Environment: BASE_URL (required);
 * EMAIL and PASSWORD of a super admin who is registered already, ARTIFACTS (folder), CHROMIUM
 * (path of the browser).
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import {
  createKnowledgeBase,
  goTo,
  pathOf,
  photograph,
  rowOf,
  runInBrowser,
  settings,
  signIn,
  step,
  STEP_MS,
} from "./browser.mjs";

const run = Date.now().toString(36);
const projectName = `Harbour office ${run}`;
const groupName = `Legal team ${run}`;
const baseName = `Contracts ${run}`;
const openDocument = `open-${run}.txt`;
const secretDocument = `secret-${run}.txt`;
const deploymentName = `Harbour assistant ${run}`;
const keyName = `Intranet ${run}`;
const colleague = {
  name: `Sam Example ${run}`,
  email: `sam-${run}@example.com`,
  password: `a long walk along the quay ${run}`,
};

const UUID = "[0-9a-f-]{36}";
const REVOKED_MS = 10_000;
const SIGNED_OUT_MS = 15_000;

async function assertShown(locator, message) {
  const shown = locator.first().waitFor({ timeout: STEP_MS });
  await shown.catch((error) => assert.fail(`${message}: ${error.message}`));
}

/** Once the page has loaded, nothing of this is in it. */
async function assertAbsent(page, locator, message) {
  await page.waitForLoadState("networkidle");
  assert.equal(await locator.count(), 0, message);
}

async function createProject(page) {
  step("create a project, which becomes the current one");
  await goTo(page, "/projects");
  await page.getByTestId("open-create-project").click();
  await page.getByTestId("project-name").fill(projectName);
  await page.getByRole("radio", { name: "ship" }).click();
  await page.getByRole("radio", { name: "teal" }).click();
  await page.getByTestId("create-project").click();
  await page.waitForURL(new RegExp(`/projects/${UUID}`));
  const switcher = page.getByTestId("project-switcher").first();
  await assertShown(switcher.filter({ hasText: projectName }), "the new project is not current");
  return pathOf(page.url());
}

async function createBase(page) {
  step("create a knowledge base in it, with two documents");
  const base = await createKnowledgeBase(page, baseName);
  await page
    .getByTestId("file-input")
    .setInputFiles([
      textFile(openDocument, "The harbour office opens at six in the morning."),
      textFile(secretDocument, "The berth was sold for four million in total."),
    ]);
  for (const name of [openDocument, secretDocument]) await rowOf(page, name).waitFor();
  return base;
}

function textFile(name, text) {
  return { name, mimeType: "text/plain", buffer: Buffer.from(`${text} (${name})\n`) };
}

async function switchProjects(page) {
  step("switch between the project and all projects");
  await goTo(page, "/knowledge");
  await rowOf(page, baseName).waitFor();
  await chooseProject(page, "All projects");
  await rowOf(page, baseName).filter({ hasText: projectName }).waitFor();
  await page.reload();
  await assertShown(
    page.getByTestId("project-switcher").filter({ hasText: "All projects" }),
    "the choice is lost",
  );
  await chooseProject(page, projectName);
}

async function chooseProject(page, name) {
  await page.getByTestId("project-switcher").first().click();
  await page.getByTestId("project-choice").filter({ hasText: name }).first().click();
}

async function createDeployment(page) {
  step("create a deployment over it");
  await goTo(page, "/deployments/new");
  await page.getByTestId("deployment-name").fill(deploymentName);
  await page.getByRole("checkbox", { name: baseName }).click();
  await page.getByTestId("save-deployment").click();
  await page.waitForURL(new RegExp(`/deployments/${UUID}$`));
  return pathOf(page.url());
}

async function createGroup(page) {
  step("create a group");
  await goTo(page, "/groups");
  await page.getByTestId("open-create-group").click();
  await page.getByRole("dialog").getByLabel("Name").fill(groupName);
  await page.getByTestId("save-group").click();
  await page.waitForURL(new RegExp(`/groups/${UUID}`));
  return pathOf(page.url());
}

async function restrictDocument(page, base) {
  step("restrict a document to the group");
  await goTo(page, base);
  const row = rowOf(page, secretDocument);
  await row.getByRole("button", { name: `Actions for ${secretDocument}` }).click();
  await page.getByRole("menuitem", { name: "Restrict to groups" }).click();
  await page.getByRole("checkbox", { name: groupName }).click();
  await page.getByTestId("restrict-document").click();
  await assertShown(row.getByTestId("restriction-badge"), "the restriction is not shown");
}

/** Answers the link with which the colleague chooses a password. */
async function invite(page) {
  step("invite a colleague and read the link");
  await goTo(page, "/users");
  await page.getByTestId("open-invite").click();
  const form = page.getByRole("dialog");
  await form.getByLabel("Email").fill(colleague.email);
  await form.getByLabel("Full name").fill(colleague.name);
  await page.getByTestId("invite-role").click();
  await page.getByRole("option", { name: "Builder" }).click();
  await page.getByTestId("invite-user").click();
  const link = await readSecret(page);
  assert.match(link, /\/reset-password\?token=.+/, "the link is not one");
  return link;
}

/** Reads what is shown once, and sees that a stray key or click does not close it. */
async function readSecret(page) {
  const dialog = page.getByTestId("secret-dialog");
  await dialog.waitFor();
  await page.keyboard.press("Escape");
  const secret = await dialog.getByTestId("secret").innerText();
  await dialog.getByTestId("secret-done").click();
  await dialog.waitFor({ state: "detached" });
  assert.ok(!(await page.content()).includes(secret), "the secret is still in the page");
  return secret;
}

async function acceptInvitation(page, link) {
  step("the colleague chooses a password and signs in");
  const { pathname, search } = new URL(link);
  await goTo(page, pathname + search);
  await page.getByLabel("New password").fill(colleague.password);
  await page.getByTestId("set-password").click();
  await page.getByTestId("go-to-login").click();
  await page.waitForURL(/\/login/);
  await signIn(page, colleague);
}

async function assertNothingForeign(page, { project, base, deployment }) {
  step("the colleague sees nothing foreign");
  const navigation = page.getByRole("navigation", { name: "Main" });
  for (const place of ["Users", "Groups", "Audit"]) {
    await assertAbsent(page, navigation.getByRole("link", { name: place }), `${place} is offered`);
  }
  await goTo(page, "/projects");
  await assertAbsent(page, rowOf(page, projectName), "a foreign project is listed");
  await goTo(page, "/knowledge");
  await assertAbsent(page, rowOf(page, baseName), "a foreign knowledge base is listed");
  for (const path of [project, base, deployment, "/users", "/audit"]) {
    await goTo(page, path);
    await assertShown(page.getByTestId("error-state"), `${path} is open`);
    assert.ok(!(await page.content()).includes(projectName), `${path} tells the project's name`);
  }
}

async function shareDeployment(page, deployment) {
  step("share the deployment with everyone who is signed in");
  await goTo(page, `${deployment}?tab=access`);
  await page.getByTestId("open-sharing").click();
  await page.getByRole("checkbox", { name: "Everyone who is signed in" }).click();
  await page.getByTestId("save-sharing").click();
  await page.getByTestId("sharing-panel").getByText("Everyone who is signed in").waitFor();
}

async function assertOnlyShared(page, { base, deployment }) {
  step("the colleague may use it, and sees nothing else of the project");
  await goTo(page, "/deployments");
  await rowOf(page, deploymentName).click();
  await page.waitForURL(`**${deployment}`);
  await assertShown(page.getByTestId("read-only-note"), "no reason is given");
  await assertAbsent(page, page.getByRole("link", { name: "Edit" }), "a change is offered");
  await assertAbsent(page, page.getByRole("link", { name: baseName }), "its knowledge is a link");
  await goTo(page, base);
  await assertShown(page.getByTestId("error-state"), "the knowledge base is open");
}

async function addViewer(page, project) {
  step("the colleague becomes a viewer of the project");
  await goTo(page, `${project}?tab=members`);
  await page.getByTestId("open-add-member").click();
  await page.getByRole("dialog").getByLabel("Email").fill(colleague.email);
  await page.getByTestId("add-member").click();
  await rowOf(page, colleague.email).waitFor();
}

async function assertReadOnly(page, { project, base }) {
  step("the viewer reads, and is offered nothing that changes something");
  await goTo(page, "/projects");
  await rowOf(page, projectName).filter({ hasText: "Viewer" }).click();
  await page.waitForURL(`**${project}`);
  await assertAbsent(page, page.getByRole("tab", { name: "Settings" }), "settings are offered");
  await goTo(page, base);
  await rowOf(page, openDocument).waitFor();
  await assertShown(page.getByTestId("read-only-note"), "no reason is given");
  await assertAbsent(page, page.getByTestId("file-input"), "an upload is offered");
  await assertAbsent(page, page.getByRole("tab", { name: "Settings" }), "settings are offered");
  await assertAbsent(page, rowOf(page, secretDocument), "a restricted document is listed");
}

async function addToGroup(page, group) {
  step("add the colleague to the group");
  await goTo(page, group);
  await page.getByTestId("group-member-email").fill(colleague.email);
  await page.getByRole("button", { name: "Add member" }).click();
  await rowOf(page, colleague.email).waitFor();
}

async function assertRestrictedShown(page, base) {
  step("now the restricted document is there");
  await goTo(page, base);
  await rowOf(page, secretDocument).waitFor();
}

async function useApiKey(page, base) {
  step("create an API key, use it, revoke it");
  await goTo(page, "/api-keys");
  await page.getByTestId("open-create-api-key").click();
  await page.getByRole("dialog").getByLabel("Name").fill(keyName);
  await page.getByRole("checkbox", { name: "Ask" }).click();
  await page.getByRole("checkbox", { name: "Read" }).click();
  await page.getByTestId("create-api-key").click();
  const key = await readSecret(page);
  assert.match(key, /^llmb_/, "the key is not one");
  await page.reload();
  await rowOf(page, keyName).waitFor();
  assert.ok(!(await page.content()).includes(key), "the key is shown a second time");

  assert.equal(await statusWith(key, "GET", base), 200, "the key does not work");
  assert.equal(await statusWith(key, "DELETE", base), 403, "the key may more than its scope");
  await rowOf(page, keyName)
    .getByRole("button", { name: `Revoke ${keyName}` })
    .click();
  await page.getByTestId("confirm-action").click();
  await rowOf(page, keyName).filter({ hasText: "Revoked" }).waitFor({ timeout: REVOKED_MS });
  assert.equal(await statusWith(key, "GET", base), 401, "the key works after it was revoked");
}

/** What the API answers to a program with this key, on the knowledge base shown at `base`. */
async function statusWith(key, method, base) {
  const address = `${settings.baseUrl}/api/v1/knowledge-bases/${base.split("/").at(-1)}`;
  const response = await fetch(address, { method, headers: { Authorization: `Bearer ${key}` } });
  return response.status;
}

async function checkSessions(page) {
  step("this browser is marked among the signed-in ones");
  await goTo(page, "/profile");
  const clients = page.getByTestId("signed-in-clients");
  await clients.getByText("This one").waitFor();
  assert.equal(await clients.getByText("This one").count(), 1, "not exactly one is this one");
}

async function checkAudit(page) {
  step("filter, verify and export the audit log");
  await goTo(page, `/audit?action=project.&q=${encodeURIComponent(projectName)}`);
  await page.getByTestId("table-row").first().waitFor();
  const actions = await page.getByTestId("table-row").allInnerTexts();
  assert.ok(
    actions.every((text) => text.includes("project.")),
    `the filter lets others through: ${actions}`,
  );
  await page.getByTestId("table-row").first().click();
  await assertShown(page.getByTestId("audit-inspector").getByText("Hash"), "no hash is shown");
  await page.getByTestId("verify-chain").click();
  const finding = page.getByTestId("chain-finding");
  await finding.waitFor();
  assert.equal(await finding.getAttribute("data-intact"), "true", await finding.innerText());
  await assertExport(page, "CSV", (text) => text.split("\n")[0].includes("action"));
  await assertExport(page, "JSON", (text) => JSON.stringify(JSON.parse(text)).includes("project."));
}

async function assertExport(page, format, isGood) {
  await page.getByTestId("export-audit").click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: format }).click(),
  ]);
  const text = await readFile(await download.path(), "utf8");
  assert.ok(isGood(text), `the ${format} export reads ${text.slice(0, 200)}`);
}

async function suspend(page) {
  step("suspend the colleague");
  await goTo(page, `/users?q=${encodeURIComponent(colleague.email)}`);
  await rowOf(page, colleague.email).click();
  await page.getByTestId("suspend-user").click();
  await page.getByTestId("confirm-action").click();
  await rowOf(page, colleague.email).filter({ hasText: "Suspended" }).waitFor();
}

async function assertSignedOut(page) {
  step("the colleague is signed out and stays out");
  await goTo(page, "/knowledge");
  await page.waitForURL(/\/login/, { timeout: SIGNED_OUT_MS });
  await page.getByLabel("Email").fill(colleague.email);
  await page.getByLabel("Password").fill(colleague.password);
  await page.getByTestId("login-submit").click();
  await page.getByTestId("error-state").waitFor();
}

async function openSwitcher(page) {
  const isPhone = (page.viewportSize()?.width ?? 0) < 768;
  if (isPhone) await page.getByRole("button", { name: "Open navigation" }).click();
  await page.getByTestId("project-switcher").filter({ visible: true }).click();
  await page.getByTestId("project-choice").first().waitFor();
}

const openFirstRow = (page) => page.getByTestId("table-row").first().click();

async function verifyAndOpenEntry(page) {
  await page.getByTestId("verify-chain").click();
  await page.getByTestId("chain-finding").waitFor();
  await openFirstRow(page);
}

const KEY_PAGES = new Set([
  "switcher",
  "projects",
  "project",
  "project-members",
  "shared-deployment",
  "users-inspector",
  "api-keys",
  "api-key-new",
  "audit-inspector",
  "usage",
  "profile",
  "login",
  "invitation",
]);

runInBrowser("access-path", async (visitors) => {
  const admin = await visitors.open();
  const sam = await visitors.open();
  step("sign in");
  await signIn(admin, settings);
  const project = await createProject(admin);
  const base = await createBase(admin);
  await switchProjects(admin);
  const deployment = await createDeployment(admin);
  const group = await createGroup(admin);
  await restrictDocument(admin, base);
  const link = await invite(admin);
  await acceptInvitation(sam, link);
  await assertNothingForeign(sam, { project, base, deployment });
  await shareDeployment(admin, deployment);
  await assertOnlyShared(sam, { base, deployment });
  await addViewer(admin, project);
  await assertReadOnly(sam, { project, base });
  await addToGroup(admin, group);
  await assertRestrictedShown(sam, base);
  await useApiKey(admin, base);
  await checkSessions(admin);
  await checkAudit(admin);
  await photograph(
    sam,
    [
      ["viewer-knowledge-base", base],
      ["viewer-project", project],
    ],
    { keyPages: new Set(["viewer-knowledge-base"]) },
  );
  await suspend(admin);
  await assertSignedOut(sam);
  await photograph(
    admin,
    [
      ["switcher", "/home", openSwitcher],
      ["projects", "/projects"],
      ["project-new", "/projects?create=true"],
      ["project", project],
      ["project-members", `${project}?tab=members`],
      ["project-settings", `${project}?tab=settings`],
      ["restricted-documents", base],
      ["shared-deployment", deployment],
      ["api-keys", "/api-keys", openFirstRow],
      ["api-key-new", "/api-keys?create=true"],
      ["users", "/users"],
      ["users-inspector", "/users", openFirstRow],
      ["user-invite", "/users?invite=true"],
      ["groups", "/groups"],
      ["group", group],
      ["audit", "/audit"],
      ["audit-inspector", "/audit?action=project.", verifyAndOpenEntry],
      ["usage", "/usage"],
      ["usage-everybody", "/usage?tab=everybody"],
      ["usage-tiers", "/usage?tab=tiers"],
      ["profile", "/profile"],
    ],
    { keyPages: KEY_PAGES },
  );
  await photograph(
    sam,
    [
      ["login", "/login"],
      ["forgot-password", "/forgot-password"],
      ["invitation", "/reset-password?token=spent&invited=1"],
    ],
    { keyPages: KEY_PAGES },
  );
});
