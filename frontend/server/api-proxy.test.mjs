// @vitest-environment node
import { once } from "node:events";
import { createServer, request as httpRequest } from "node:http";
import { afterEach, describe, expect, it, vi } from "vitest";

import { createApiProxy, isApiPath } from "./api-proxy.mjs";

const servers = [];

async function listen(server) {
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${server.address().port}`;
}

async function startProxy(apiUrl) {
  const proxy = createApiProxy(apiUrl);
  const server = createServer((request, response) => void proxy.handle(request, response));
  server.on("upgrade", (request, socket, head) => void proxy.upgrade(request, socket, head));
  return listen(server);
}

/** Accepts every upgrade and says back what it hears. */
function echoServer(onUpgrade) {
  const server = createServer();
  server.on("upgrade", (request, socket) => {
    onUpgrade?.(request, socket);
    socket.write(
      "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
    );
    socket.on("error", () => undefined);
    socket.pipe(socket);
  });
  return server;
}

function requestUpgrade(url, headers) {
  const upgrade = httpRequest(url, {
    headers: { Connection: "Upgrade", Upgrade: "websocket", ...headers },
  });
  upgrade.end();
  return upgrade;
}

async function openSocket(url, headers) {
  const [, socket] = await once(requestUpgrade(url, headers), "upgrade");
  return socket;
}

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

it.each([
  ["/api/v1/models", true],
  ["/v1/models", true],
  ["/health", true],
  ["/ready?x=1", true],
  ["/docs", true],
  ["/openapi.json", true],
  ["/", false],
  ["/healthy", false],
  ["/apiary", false],
  ["/chat", false],
])("tells whether %s is the API's: %s", (url, expected) => {
  expect(isApiPath(url)).toBe(expected);
});

describe("createApiProxy", () => {
  it("passes each piece of a stream on at once", async () => {
    let sendRest;
    const api = await listen(
      createServer((_request, response) => {
        response.writeHead(200, { "content-type": "text/event-stream" });
        response.write("data: 1\n\n");
        sendRest = () => response.end("data: 2\n\n");
      }),
    );
    const response = await fetch(await startProxy(api));
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader.read()).value).toBe("data: 1\n\n");
    sendRest();
    expect((await reader.read()).value).toBe("data: 2\n\n");
  });

  it("passes a body on while it is still being sent", async () => {
    let receive;
    const firstPiece = new Promise((resolve) => {
      receive = resolve;
    });
    const api = await listen(
      createServer((request, response) => {
        request.once("data", (piece) => receive(piece.toString()));
        request.on("end", () => response.end("ok"));
        request.resume();
      }),
    );
    const upload = httpRequest(await startProxy(api), { method: "POST" });
    upload.write("first");
    expect(await firstPiece).toBe("first");
    upload.end("last");
    const [response] = await once(upload, "response");
    expect(response.statusCode).toBe(200);
    response.resume();
  });

  it("ends the API's side when the reader goes away", async () => {
    const closed = vi.fn();
    const api = await listen(
      createServer((request, response) => {
        response.writeHead(200);
        response.write("data: 1\n\n");
        request.socket.once("close", closed);
      }),
    );
    const abort = new AbortController();
    const response = await fetch(await startProxy(api), { signal: abort.signal });
    await response.body.getReader().read();
    abort.abort();
    await vi.waitFor(() => expect(closed).toHaveBeenCalled());
  });

  it("says who asked, after what an earlier proxy said", async () => {
    const api = await listen(
      createServer((request, response) => response.end(JSON.stringify(request.headers))),
    );
    const proxy = await startProxy(api);
    const answer = await fetch(proxy, {
      headers: { "x-forwarded-for": "203.0.113.7", "x-forwarded-proto": "https" },
    });
    const headers = await answer.json();
    expect(headers["x-forwarded-for"]).toBe("203.0.113.7, 127.0.0.1");
    expect(headers["x-forwarded-proto"]).toBe("https");
    expect(headers["x-forwarded-host"]).toBe(new URL(proxy).host);
    expect(headers.host).toBe(new URL(proxy).host);
  });

  it("passes WebSocket messages on in both directions", async () => {
    const socket = await openSocket(await startProxy(await listen(echoServer())));
    socket.write("ping");
    expect((await once(socket, "data"))[0].toString()).toBe("ping");
    socket.destroy();
  });

  it("keeps path, ticket and origin of a WebSocket, and says who asked", async () => {
    let asked;
    const api = await listen(echoServer((request) => (asked = request)));
    const proxy = await startProxy(api);
    const socket = await openSocket(`${proxy}/api/v1/events?ticket=t&after=7`, {
      Origin: "http://example.test",
    });
    expect(asked.url).toBe("/api/v1/events?ticket=t&after=7");
    expect(asked.headers.origin).toBe("http://example.test");
    expect(asked.headers.host).toBe(new URL(proxy).host);
    expect(asked.headers["x-forwarded-for"]).toBe("127.0.0.1");
    socket.destroy();
  });

  it("ends the API's side of a WebSocket when the reader goes away, and the other way round", async () => {
    const apiSockets = [];
    const api = await listen(echoServer((_request, socket) => apiSockets.push(socket)));
    const proxy = await startProxy(api);
    const first = await openSocket(proxy);
    first.destroy();
    await vi.waitFor(() => expect(apiSockets[0].destroyed).toBe(true));
    const second = await openSocket(proxy);
    apiSockets[1].destroy();
    await once(second, "close");
  });

  it("passes a refused WebSocket on as the answer it is", async () => {
    const server = createServer();
    server.on("upgrade", (_request, socket) => {
      socket.end("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
    });
    const upgrade = requestUpgrade(await startProxy(await listen(server)));
    const [response] = await once(upgrade, "response");
    expect(response.statusCode).toBe(403);
    response.resume();
  });

  it("closes a WebSocket at once when the API is down", async () => {
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    const gone = createServer();
    const address = await listen(gone);
    gone.close();
    const upgrade = requestUpgrade(await startProxy(address));
    await once(upgrade, "error");
  });

  it("answers 502 in the API's error shape when the API is down", async () => {
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    const gone = createServer();
    const address = await listen(gone);
    gone.close();
    const response = await fetch(await startProxy(address));
    expect(response.status).toBe(502);
    expect(await response.json()).toMatchObject({
      code: "api_unavailable",
      message: expect.any(String),
      details: { remedy: expect.any(String) },
      request_id: expect.any(String),
    });
  });
});
