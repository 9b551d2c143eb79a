"use client";

import type { Element, ElementContent } from "hast";
import { memo, type ComponentProps, type ReactNode } from "react";
import ReactMarkdown, { type Components } from "react-markdown";
import rehypeHighlight from "rehype-highlight";
import rehypeSanitize from "rehype-sanitize";
import remarkGfm from "remark-gfm";

import { CodeBlock } from "@/components/common/code-block";
import { markdownSchema, rehypeCitations, safeUrl } from "@/lib/markdown";
import { MARKED_SPAN, rehypeMarkedSpans } from "@/lib/marked-spans";
import type { Span } from "@/lib/text-span";

/** A piece of a marked span; a span that crosses other elements has several. */
export type MarkedPiece = { index: number; isLast: boolean; children: ReactNode };

type MarkdownProps = {
  text: string;
  /** Renders a `[n]` marker; a marker it answers null for stays plain text. */
  renderCitation?: (number: number) => ReactNode;
  /** Spans of the text that stand out, in code points. */
  spans?: readonly Span[];
  renderSpan?: (piece: MarkedPiece) => ReactNode;
};

const NO_SPANS: readonly Span[] = [];

type MarkedSpanProps = { index: number; last?: boolean; children: ReactNode };

function textOf(node: ElementContent | Element): string {
  if (node.type === "text") return node.value;
  return "children" in node ? node.children.map(textOf).join("") : "";
}

function Pre({ node, children }: ComponentProps<"pre"> & { node?: Element }) {
  const code = node?.children.find((child): child is Element => child.type === "element");
  const classes = (code?.properties.className ?? []) as string[];
  const language = classes.find((name) => name.startsWith("language-"))?.slice(9);
  const highlighted = (children as { props?: { children?: ReactNode } } | undefined)?.props;
  return (
    <CodeBlock text={code ? textOf(code).trimEnd() : ""} label={language}>
      {highlighted?.children}
    </CodeBlock>
  );
}

function Table(props: ComponentProps<"table"> & { node?: Element }) {
  const { node, ...rest } = props;
  void node;
  return (
    <div className="prose-block overflow-x-auto" tabIndex={0} role="group" aria-label="Table">
      <table {...rest} />
    </div>
  );
}

function Anchor({ href, children }: ComponentProps<"a">) {
  if (!href) return <>{children}</>;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  );
}

function Image({ src, alt }: ComponentProps<"img">) {
  if (!src) return <>{alt}</>;
  // eslint-disable-next-line @next/next/no-img-element -- size unknown, own origin only
  return <img src={src} alt={alt ?? ""} className="max-w-full rounded-md" />;
}

/** Untrusted Markdown, such as a model's answer: no raw HTML, no foreign images, safe links. */
export const Markdown = memo(function Markdown(props: MarkdownProps) {
  const { text, renderCitation, spans = NO_SPANS, renderSpan } = props;
  const components: Components & Record<string, unknown> = {
    pre: Pre,
    table: Table,
    a: Anchor,
    img: Image,
    "citation-marker": ({ number }: { number: number }) =>
      renderCitation?.(Number(number)) ?? `[${number}]`,
    [MARKED_SPAN]: ({ index, last, children }: MarkedSpanProps) =>
      renderSpan?.({ index: Number(index), isLast: Boolean(last), children }) ?? children,
  };
  return (
    <div className="prose-answer">
      <ReactMarkdown
        skipHtml
        remarkPlugins={[remarkGfm]}
        rehypePlugins={[
          [rehypeSanitize, markdownSchema],
          rehypeHighlight,
          [rehypeMarkedSpans, { source: text, spans }],
          rehypeCitations,
        ]}
        urlTransform={safeUrl}
        components={components as Components}
      >
        {text}
      </ReactMarkdown>
    </div>
  );
});
