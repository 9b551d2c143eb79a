/** Spans of a Markdown source, found again in the elements that are drawn from it. */
import type { Element, ElementContent, Root, Text } from "hast";
import { SKIP, visit } from "unist-util-visit";

import type { Span } from "@/lib/text-span";

export const MARKED_SPAN = "marked-span";

export type MarkedSpans = {
  source: string;
  /** Code points of the source, as in the API. */
  spans: readonly Span[];
};

type Piece = { from: number; to: number; index: number | null };

/** Code-point spans as UTF-16 units of the same text. */
export function toUnits(source: string, spans: readonly Span[]): Span[] {
  const points = Array.from(source);
  const unitAt = (point: number) => points.slice(0, point).join("").length;
  return spans.map(({ start, end }) => ({ start: unitAt(start), end: unitAt(end) }));
}

/**
 * Where each unit of a text stands in the source, which may have more: escapes, and blanks that
 * were folded. Null when the text does not stand there.
 */
export function placesIn(source: string, value: string, from: number): number[] | null {
  const places: number[] = [];
  let at = from;
  for (let unit = 0; unit < value.length; unit += 1) {
    at = source.indexOf(value.charAt(unit), at);
    if (at < 0) return null;
    places.push(at);
    at += 1;
  }
  return places;
}

/** Cuts a text, whose units stand at `places`, where a span begins or ends. */
export function cutAtSpans(places: readonly number[], spans: readonly Span[]): Piece[] {
  const pieces: Piece[] = [];
  places.forEach((place, unit) => {
    const found = spans.findIndex(({ start, end }) => place >= start && place < end);
    const index = found < 0 ? null : found;
    const last = pieces.at(-1);
    if (last && last.index === index) last.to = unit + 1;
    else pieces.push({ from: unit, to: unit + 1, index });
  });
  return pieces;
}

function markedElement(index: number, child: ElementContent): Element {
  return { type: "element", tagName: MARKED_SPAN, properties: { index }, children: [child] };
}

function isInlineCode(node: Root | ElementContent, parent: Root | ElementContent | undefined) {
  const inPre = parent?.type === "element" && parent.tagName === "pre";
  return node.type === "element" && node.tagName === "code" && !inPre;
}

/** Wraps what is drawn from each span in `marked-span` elements; its last one says so. */
export function rehypeMarkedSpans({ source, spans }: MarkedSpans) {
  const units = toUnits(source, spans);
  return (tree: Root) => {
    const last = new Map<number, Element>();
    let read = 0;

    const mark = (index: number, child: ElementContent): Element => {
      const element = markedElement(index, child);
      last.set(index, element);
      return element;
    };

    const cut = (node: Text): ElementContent[] => {
      const places = placesIn(source, node.value, node.position?.start.offset ?? read);
      if (!places) return [node];
      read = (places.at(-1) ?? read) + 1;
      return cutAtSpans(places, units).map(({ from, to, index }) => {
        const text: Text = { type: "text", value: node.value.slice(from, to) };
        return index === null || !text.value.trim() ? text : mark(index, text);
      });
    };

    visit(tree, (node, place, parent) => {
      if (node.type === "doctype" || node.type === "comment") return;
      if (!parent || place === undefined) return;
      if (node.type === "text") {
        // Blanks between blocks stand nowhere in the source.
        if (!node.value.trim()) return;
        const parts = cut(node);
        parent.children.splice(place, 1, ...parts);
        return [SKIP, place + parts.length];
      }
      if (!isInlineCode(node, parent as Root | ElementContent)) {
        return node.type === "element" && node.tagName === "pre" ? SKIP : undefined;
      }
      const at = node.position?.start.offset ?? -1;
      const index = units.findIndex(({ start, end }) => at >= start && at < end);
      if (index >= 0) parent.children.splice(place, 1, mark(index, node as Element));
      return SKIP;
    });
    last.forEach((element) => (element.properties.last = true));
  };
}
