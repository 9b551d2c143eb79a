import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";

import type { Citation } from "@/lib/api/types";

import { TooltipProvider } from "@/components/ui/tooltip";

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

/** Shows an answer in which each of `sentences` is unsupported. */
const showUnsupported = (text: string, ...sentences: string[]) => {
  const points = (part: string) => Array.from(part).length;
  const unsupported = sentences.map((sentence) => {
    const start = points(text.slice(0, text.indexOf(sentence)));
    return { start, end: start + points(sentence), reason: "not_found" as const };
  });
  return render(
    <TooltipProvider>
      <CitedAnswer text={text} citations={[citation(1)]} unsupported={unsupported} />
    </TooltipProvider>,
  );
};

const underlined = () =>
  screen
    .queryAllByTestId("unsupported")
    .map((piece) => piece.textContent?.replace(/ \(Not supported: .*\)/, ""));

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

describe("unsupported sentences", () => {
  it("underlines the sentence, and nothing of its neighbours", () => {
    showUnsupported("It is 25 days [1]. Bees fly. So it is.", "Bees fly.");
    expect(underlined()).toEqual(["Bees fly."]);
  });

  it("finds it behind an emoji, which the API counts as one character", () => {
    showUnsupported("👍👍 Fine. Bees fly. Yes.", "Bees fly.");
    expect(underlined()).toEqual(["Bees fly."]);
  });

  it("goes through emphasis and code, and asks for the focus once", () => {
    const { container } = showUnsupported(
      "So. Bees **really** fly `7` km. Yes.",
      "Bees **really** fly `7` km.",
    );
    expect(underlined().join("")).toBe("Bees really fly 7 km.");
    expect(container.querySelectorAll("[data-testid=unsupported][tabindex]")).toHaveLength(1);
  });

  it("finds list items, table cells and escaped characters", () => {
    showUnsupported(
      "- Bees fly.\n- Ants walk.\n\n| a |\n|---|\n| Cats purr. |\n\n2 \\* 3 is 7. End.",
      "Ants walk.",
      "Cats purr.",
      "2 \\* 3 is 7.",
    );
    expect(underlined()).toEqual(["Ants walk.", "Cats purr.", "2 * 3 is 7."]);
  });

  it("still turns markers behind it into chips", () => {
    showUnsupported("Bees fly. It is 25 days [1].", "Bees fly.");
    expect(chips()).toEqual(["1"]);
  });

  it("says the reason to those who do not see the line, and to those who hover", async () => {
    showUnsupported("Bees fly.", "Bees fly.");
    const sentence = screen.getByTestId("unsupported");
    expect(sentence).toHaveTextContent("Not supported: None of the passages says this.");
    await userEvent.tab();
    expect(await screen.findByRole("tooltip")).toHaveTextContent("None of the passages");
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
