type PolicyOptions = {
  nonce: string;
  /** Origin of the API when the browser calls it directly; empty when it shares our origin. */
  apiOrigin?: string;
  development: boolean;
};

/** Where the API may be called, and its event socket, which no http(s) source stands for. */
function apiSources(apiOrigin: string): string[] {
  return [apiOrigin, apiOrigin.replace(/^http/, "ws")];
}

/** Builds the Content-Security-Policy of one page answer. */
export function contentSecurityPolicy({ nonce, apiOrigin, development }: PolicyOptions): string {
  // 'self' stands for the WebSocket of our own origin too.
  const sources = ["'self'", ...(apiOrigin ? apiSources(apiOrigin) : []), development && "ws:"];
  const connect = sources.filter(Boolean).join(" ");
  const script = ["'self'", `'nonce-${nonce}'`, "'strict-dynamic'", development && "'unsafe-eval'"];
  return [
    "default-src 'self'",
    `script-src ${script.filter(Boolean).join(" ")}`,
    // Radix and sonner position their layers with inline styles, which cannot carry a nonce.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src ${connect}`,
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
