const configured = process.env.NEXT_PUBLIC_API_URL?.replace(/\/+$/, "") ?? "";

/** The origin that serves the API: our own, or where NEXT_PUBLIC_API_URL points. */
export function publicApiOrigin(): string {
  if (configured) return configured;
  return typeof window === "undefined" ? "http://localhost:3000" : window.location.origin;
}

/** The absolute address of an API path. */
export function apiUrl(path: string): string {
  return `${publicApiOrigin()}${path}`;
}
