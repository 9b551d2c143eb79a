/** The rules under which untrusted Markdown is shown. */
import type { Element, ElementContent, Root, Text } from "hast";
import { defaultSchema, type Options } from "rehype-sanitize";
import { SKIP, visit } from "unist-util-visit";

const LINK_PROTOCOLS = ["http:", "https:", "mailto:"];

/** What may remain after sanitising: the GitHub set without raw media and embeds. */
export const markdownSchema: Options = {
  ...defaultSchema,
  protocols: {
    ...defaultSchema.protocols,
    href: ["http", "https", "mailto"],
    src: ["http", "https"],
  },
};

function isOwnOrigin(url: string): boolean {
  if (typeof window === "undefined") return false;
  return new URL(url, window.location.origin).origin === window.location.origin;
}

/** The URL when it may be used, else undefined: links http(s)/mailto, images our own origin. */
export function safeUrl(url: string, key: string): string | undefined {
  try {
    if (key === "src") return isOwnOrigin(url) ? url : undefined;
    return LINK_PROTOCOLS.includes(new URL(url).protocol) ? url : undefined;
  } catch {
    return undefined;
  }
}

const MARKER = /\[(\d{1,3}(?:\s*,\s*\d{1,3})*)\]/g;

function citationElement(number: number): Element {
  return { type: "element", tagName: "citation-marker", properties: { number }, children: [] };
}

/** Splits text at its `[n]` and `[n, m]` markers. */
function splitMarkers(value: string): ElementContent[] {
  const parts: ElementContent[] = [];
  let last = 0;
  for (const match of value.matchAll(MARKER)) {
    if (match.index > last) parts.push({ type: "text", value: value.slice(last, match.index) });
    parts.push(...(match[1] ?? "").split(",").map((part) => citationElement(Number(part))));
    last = match.index + match[0].length;
  }
  if (last < value.length) parts.push({ type: "text", value: value.slice(last) });
  return parts;
}

/** Turns citation markers in the text into elements; code is left alone. */
export function rehypeCitations() {
  return (tree: Root) => {
    visit(tree, (node, index, parent) => {
      if (node.type === "element" && node.tagName === "code") return SKIP;
      if (node.type !== "text" || !parent || index === undefined) return;
      const parts = splitMarkers((node as Text).value);
      if (parts.length === 1 && parts[0]?.type === "text") return;
      parent.children.splice(index, 1, ...parts);
      return [SKIP, index + parts.length];
    });
  };
}
