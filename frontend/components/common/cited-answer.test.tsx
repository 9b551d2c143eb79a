import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";

import type { Citation } from "@/lib/api/types";

import { CitedAnswer } from "./cited-answer";

const citation = (number: number): Citation => ({
  number,
  document_id: "d1",
  document_name: "Handbook.pdf",
  knowledge_base_id: "k1",
  chunk_id: `c${number}`,
  page: 2,
  section: "Leave",
  char_start: 10,
  char_end: 20,
  quote: "25 days",
  text: "25 days of leave",
  score: 0.8,
  available: true,
});

const show = (text: string, citations = [citation(1), citation(2)], onOpen = vi.fn()) => ({
  ...render(<CitedAnswer text={text} citations={citations} onOpen={onOpen} />),
  onOpen,
});

const chips = () => screen.queryAllByTestId("citation-chip").map((chip) => chip.textContent);

describe("citations", () => {
  it("turns markers into chips that open their source", async () => {
    const { onOpen } = show("25 days [1], five carry over [2].");
    await userEvent.click(screen.getByRole("button", { name: "Source 2: Handbook.pdf" }));
    expect(onOpen).toHaveBeenCalledWith(citation(2));
  });

  it("splits a marker that names several sources", () => {
    show("Both say so [1, 2].");
    expect(chips()).toEqual(["1", "2"]);
  });

  it("leaves a marker without a source as text", () => {
    const { container } = show("See [7].");
    expect(chips()).toEqual([]);
    expect(container).toHaveTextContent("See [7].");
  });

  it("leaves code alone", () => {
    const { container } = show("`items[1]` and\n\n```js\nitems[1]\n```");
    expect(chips()).toEqual([]);
    expect(within(container).getAllByText(/items/).length).toBeGreaterThan(0);
  });

  it("leads to the document's page where there is no panel", () => {
    render(<CitedAnswer text="So it is [1]." citations={[citation(1)]} />);
    expect(screen.getByRole("link")).toHaveAttribute(
      "href",
      "/knowledge/k1/documents/d1?start=10&end=20",
    );
  });
});

describe("untrusted Markdown", () => {
  it("shows no raw HTML", () => {
    const { container } = show("<img src=x onerror=alert(1)><script>alert(1)</script> <b>x</b>");
    expect(container.querySelector("img, script, b")).toBeNull();
  });

  it.each(["javascript:alert(1)", "data:text/html,x", "vbscript:x", "/knowledge"])(
    "makes no link to %s",
    (url) => {
      show(`[click](${url})`);
      expect(screen.queryByRole("link")).toBeNull();
    },
  );

  it("links to web and mail addresses in a new tab, without a referrer", () => {
    show("[site](https://example.com) [mail](mailto:a@example.com)");
    const links = screen.getAllByRole("link");
    expect(links.map((link) => link.getAttribute("href"))).toEqual([
      "https://example.com",
      "mailto:a@example.com",
    ]);
    expect(links[0]).toHaveAttribute("rel", expect.stringContaining("noopener"));
  });

  it.each(["https://evil.example/pixel.png", "data:image/png;base64,AAAA", "//evil.example/x.png"])(
    "fetches no image from %s",
    (url) => {
      const { container } = show(`![secret](${url})`);
      expect(container.querySelector("img")).toBeNull();
    },
  );

  it.each([
    "![a][1]\n\n[1]: https://evil.example/pixel.png",
    "<picture><source srcset='https://evil.example/x.png'></picture>",
    "<svg><image href='https://evil.example/x.png'/></svg>",
    "<iframe src='https://evil.example'></iframe><link rel=prefetch href='//evil.example'>",
    "```html\n<img src=https://evil.example/x.png>\n```",
    "[x](data:text/html;base64,PHN2Zz4=) [y](//evil.example) [z](jav\tascript:alert(1))",
    '<tool_call>{"name": "send"}</tool_call>',
  ])("fetches and follows nothing that a document has put into an answer: %s", (text) => {
    const { container } = show(text);
    expect(
      container.querySelector("a, img, image, iframe, link, picture, source, svg[href], object"),
    ).toBeNull();
    expect(container.innerHTML).not.toMatch(/(?:src|href)=.[^"]*evil/);
  });

  it("shows what the API made of an order to leak as text", () => {
    const { container } = show(
      "! [x] (`https://evil.example/?q=secret`) [Sign in] (`https://evil.example`)",
    );
    expect(container.querySelector("a, img")).toBeNull();
    expect(container).toHaveTextContent("https://evil.example/?q=secret");
  });

  it("renders tables and code", () => {
    show("| a | b |\n|---|---|\n| 1 | 2 |\n\n```python\nprint(1)\n```");
    expect(screen.getByRole("table")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Copy code" })).toBeInTheDocument();
  });
});
