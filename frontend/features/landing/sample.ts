/** The conversation shown on the landing page. The people and the policy are made up. */
import type { Citation, PageSpan } from "@/lib/api/types";

export const SAMPLE_QUESTION = "Can I work from Portugal for a month next spring?";

export const SAMPLE_ANSWER = `Partly. Working from another EU country is allowed for **up to 20 working days in a calendar year** [1], so a full month is possible only if it holds no more than 20 working days.

- Ask your team lead **at least six weeks before** you leave [2].
- Take the A1 certificate with you; People Operations requests it for you [3].
- Travel and lodging are **yours to pay** [4].

Part of the month as leave would cover the rest: the limit counts working days only.`;

export const SAMPLE_TEXT = `Remote work from abroad

Employees may work from another country of the European Union for at most 20 working days in a calendar year. Days cannot be carried over.

The request goes to the team lead no later than six weeks before departure and names the country, the dates and the address.

People Operations applies for the A1 certificate, which proves that social insurance is paid at home. Without it, work abroad may not begin.

Costs of travel and lodging are private. Working hours follow the home office.`;

export const SAMPLE_DOCUMENT = "Remote work policy.pdf";

export const SAMPLE_PAGES: PageSpan[] = [{ number: 7, start: 0, end: SAMPLE_TEXT.length }];

const QUOTES = [
  "Employees may work from another country of the European Union for at most 20 working days in a calendar year.",
  "The request goes to the team lead no later than six weeks before departure and names the country, the dates and the address.",
  "People Operations applies for the A1 certificate, which proves that social insurance is paid at home.",
  "Costs of travel and lodging are private.",
];

const SCORES = [0.812, 0.744, 0.701, 0.655];

export const SAMPLE_CITATIONS: Citation[] = QUOTES.map((quote, index) => ({
  number: index + 1,
  document_id: "sample",
  document_name: SAMPLE_DOCUMENT,
  knowledge_base_id: "sample",
  chunk_id: `sample-${index}`,
  page: 7,
  section: "Remote work from abroad",
  char_start: SAMPLE_TEXT.indexOf(quote),
  char_end: SAMPLE_TEXT.indexOf(quote) + quote.length,
  quote,
  text: quote,
  score: SCORES[index] ?? 0,
  available: true,
}));
