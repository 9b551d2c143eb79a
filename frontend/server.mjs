/**
 * The web server: Next.js for pages, and a streaming proxy to the API for everything the browser
 * asks of it, so that the dashboard and the API share one origin.
 *
 * Environment: PORT, HOSTNAME, API_INTERNAL_URL, NODE_ENV.
 */
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";

import { createProxyServer } from "httpxy";
import next from "next";

process.env.NEXT_TELEMETRY_DISABLED ??= "1";

const port = Number(process.env.PORT ?? 3000);
const hostname = process.env.HOSTNAME ?? "0.0.0.0";
const apiUrl = process.env.API_INTERNAL_URL ?? "http://127.0.0.1:8000";
const dev = process.env.NODE_ENV === "development";

const API_PREFIXES = ["/api", "/v1", "/health", "/ready", "/docs", "/openapi.json"];
/** How long open streams may finish after SIGTERM. */
const GRACE_MS = 10_000;

/** @param {string} url */
function isApiPath(url) {
  const path = url.split("?", 1)[0];
  return API_PREFIXES.some((prefix) => path === prefix || path.startsWith(`${prefix}/`));
}

/** Tells the API who asked, appending to what a proxy in front of us already said. */
function forwardedHeaders(request) {
  const address = request.socket.remoteAddress ?? "";
  const earlier = request.headers["x-forwarded-for"];
  return {
    "x-forwarded-for": earlier ? `${earlier}, ${address}` : address,
    "x-forwarded-proto": request.headers["x-forwarded-proto"] ?? "http",
    "x-forwarded-host": request.headers["x-forwarded-host"] ?? request.headers.host ?? "",
  };
}

/** Answers in the API's own error shape, so that the dashboard shows it like any other error. */
function sendUnavailable(response) {
  if (response.headersSent) return response.destroy();
  const requestId = randomUUID();
  const body = JSON.stringify({
    code: "api_unavailable",
    message: "The API is not reachable right now.",
    details: { remedy: "Wait a moment and try again. If it stays down, look at the API log." },
    request_id: requestId,
  });
  response.writeHead(502, { "content-type": "application/json", "x-request-id": requestId });
  response.end(body);
}

function createApiProxy() {
  const proxy = createProxyServer({ target: apiUrl, ws: true, proxyTimeout: 0 });
  proxy.on("error", (error, _request, target) => {
    console.error(`api proxy: ${error.message}`);
    if (target && "writeHead" in target) sendUnavailable(target);
    else target?.destroy();
  });
  return proxy;
}

const app = next({ dev, hostname, port, dir: fileURLToPath(new URL(".", import.meta.url)) });
await app.prepare();
const handlePage = app.getRequestHandler();
const handlePageUpgrade = app.getUpgradeHandler();
const apiProxy = createApiProxy();

const server = createServer((request, response) => {
  const url = request.url ?? "/";
  if (url === "/_web/health") {
    response.writeHead(200, { "content-type": "application/json" });
    return response.end('{"status":"ok"}');
  }
  if (isApiPath(url)) {
    return apiProxy.web(request, response, { headers: forwardedHeaders(request) });
  }
  return handlePage(request, response);
});

server.on("upgrade", (request, socket, head) => {
  if (!isApiPath(request.url ?? "/")) return handlePageUpgrade(request, socket, head);
  return apiProxy.ws(request, socket, { headers: forwardedHeaders(request) }, head);
});

// A large upload on a slow line takes longer than Node's default of five minutes.
server.requestTimeout = 0;
server.listen(port, hostname, () => console.log(`web: http://localhost:${port} (api ${apiUrl})`));

async function stop() {
  setTimeout(() => server.closeAllConnections(), GRACE_MS).unref();
  server.close(async () => {
    await app.close();
    process.exit(0);
  });
  server.closeIdleConnections();
}

process.once("SIGTERM", stop);
process.once("SIGINT", stop);
