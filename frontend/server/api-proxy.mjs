import { randomUUID } from "node:crypto";

import { createProxyServer } from "httpxy";

const API_PREFIXES = ["/api", "/v1", "/health", "/ready", "/docs", "/openapi.json"];

/**
 * Whether a request belongs to the API and not to a page.
 *
 * @param {string} url
 */
export function isApiPath(url) {
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

function logFailure(request, error) {
  console.error(`api proxy: ${request.method} ${request.url}: ${error.message}`);
}

/**
 * A proxy that streams both ways and buffers nothing: uploads, event streams, WebSockets.
 *
 * @param {string} apiUrl where the API listens
 */
export function createApiProxy(apiUrl) {
  const proxy = createProxyServer({ target: apiUrl, ws: true, proxyTimeout: 0 });
  return {
    /** @type {import('node:http').RequestListener} */
    async handle(request, response) {
      try {
        await proxy.web(request, response, { headers: forwardedHeaders(request) });
      } catch (error) {
        if (response.destroyed) return;
        logFailure(request, error);
        if (response.headersSent) response.destroy();
        else sendUnavailable(response);
      }
    },
    async upgrade(request, socket, head) {
      try {
        await proxy.ws(request, socket, { headers: forwardedHeaders(request) }, head);
      } catch (error) {
        logFailure(request, error);
        socket.destroy();
      }
    },
  };
}
