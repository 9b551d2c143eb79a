/**
 * The web server: Next.js for pages, and a streaming proxy to the API for everything the browser
 * asks of it, so that the dashboard and the API share one origin.
 *
 * Environment: PORT, HOSTNAME (address to listen on), API_INTERNAL_URL, NODE_ENV.
 */
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";

import next from "next";

import { createApiProxy, isApiPath } from "./server/api-proxy.mjs";

process.env.NEXT_TELEMETRY_DISABLED ??= "1";

const port = Number(process.env.PORT ?? 3000);
const hostname = process.env.HOSTNAME ?? "0.0.0.0";
const apiUrl = process.env.API_INTERNAL_URL ?? "http://127.0.0.1:8000";
const dev = process.env.NODE_ENV === "development";
const dir = fileURLToPath(new URL(".", import.meta.url));

/** How long open streams may finish after SIGTERM. */
const GRACE_MS = 10_000;

const app = next({ dev, hostname, port, dir });
await app.prepare();
const handlePage = app.getRequestHandler();
const handlePageUpgrade = app.getUpgradeHandler();
const apiProxy = createApiProxy(apiUrl);

const server = createServer((request, response) => {
  const url = request.url ?? "/";
  if (url === "/_web/health") {
    response.writeHead(200, { "content-type": "application/json" });
    response.end('{"status":"ok"}');
  } else if (isApiPath(url)) {
    void apiProxy.handle(request, response);
  } else {
    void handlePage(request, response);
  }
});

server.on("upgrade", (request, socket, head) => {
  if (isApiPath(request.url ?? "/")) void apiProxy.upgrade(request, socket, head);
  else void handlePageUpgrade(request, socket, head);
});

// A large upload on a slow line takes longer than Node's default of five minutes.
server.requestTimeout = 0;
server.listen(port, hostname, () => console.log(`web: http://localhost:${port} (api ${apiUrl})`));

function stop() {
  setTimeout(() => server.closeAllConnections(), GRACE_MS).unref();
  server.close(async () => {
    await app.close();
    process.exit(0);
  });
  server.closeIdleConnections();
}

process.once("SIGTERM", stop);
process.once("SIGINT", stop);
