/** How two versions have done, figure by figure, with what the numbers allow to say. */
import {
  differenceOf,
  differenceText,
  FEWEST_TO_JUDGE,
  intervalText,
  judge,
  percentText,
  shareOf,
  type Judgement,
  type Share,
} from "@/features/deployments/shares";
import { formatCost } from "@/features/models/prices";
import type { VersionFigures } from "@/lib/api/types";
import { formatDuration, formatNumber } from "@/lib/format";

export type Cell = {
  text: string;
  /** What it is out of, or between what it most likely lies. */
  note?: string;
  /** For shares: where the bar ends and what its interval covers, from 0 to 1. */
  share?: Share;
};

export type Verdict = "better" | "worse" | "unclear" | "too_few";

export type Row = {
  id: string;
  label: string;
  note: string;
  a: Cell;
  b: Cell;
  /** What may be said of `b` against `a`; null where nothing is judged. */
  verdict: Verdict | null;
  difference: string;
};

const NOTHING: Cell = { text: "–" };

function shareCell(share: Share | null, what: string): Cell {
  if (!share) return { text: "–", note: `no ${what}` };
  return {
    text: percentText(share.value),
    note: `${formatNumber(share.count)} of ${formatNumber(share.of)} ${what}, ${intervalText(share)}`,
    share,
  };
}

function verdictOf(judgement: Judgement, isMoreBetter: boolean): Verdict {
  if (judgement === "too_few" || judgement === "unclear") return judgement;
  return (judgement === "more") === isMoreBetter ? "better" : "worse";
}

type Wanted = { id: string; label: string; note: string };
type Shares = { a: Share | null; b: Share | null; what: string; isMoreBetter: boolean };

function shareRow(wanted: Wanted, { a, b, what, isMoreBetter }: Shares): Row {
  return {
    ...wanted,
    a: shareCell(a, what),
    b: shareCell(b, what),
    verdict: verdictOf(judge(a, b), isMoreBetter),
    difference: a && b ? differenceText(differenceOf(a, b)) : "",
  };
}

function changeText(a: number | null, b: number | null): string {
  if (a === null || b === null || a === 0) return "";
  const percent = Math.round((b / a - 1) * 100);
  if (percent === 0) return "±0 %";
  return `${percent > 0 ? "+" : "−"}${formatNumber(Math.abs(percent))} %`;
}

type Numbers = { a: number | null; b: number | null; text: (value: number) => string };

function numberRow(wanted: Wanted, { a, b, text }: Numbers, notes: [string?, string?] = []): Row {
  const cell = (value: number | null, note: string | undefined): Cell =>
    value === null ? NOTHING : { text: text(value), note };
  return {
    ...wanted,
    a: cell(a, notes[0]),
    b: cell(b, notes[1]),
    verdict: null,
    difference: changeText(a, b),
  };
}

function asked({ answers: { complete, failed, interrupted } }: VersionFigures): number {
  return complete + failed + interrupted;
}

function ratings({ answers: { good, bad } }: VersionFigures): Share | null {
  return shareOf(good, good + bad);
}

function failures(figures: VersionFigures): Share | null {
  return shareOf(figures.answers.failed, asked(figures));
}

function slowest({ answers }: VersionFigures, key: "first_token_ms_95" | "total_ms_95") {
  const ms = answers[key];
  return ms === null ? undefined : `95 of 100 below ${formatDuration(ms)}`;
}

function perCall({ tokens }: VersionFigures, key: "prompt_tokens" | "completion_tokens") {
  return tokens.calls > 0 ? tokens[key] / tokens.calls : null;
}

function costPerCall({ tokens: { calls, cost } }: VersionFigures): number | null {
  return calls > 0 && cost ? Number(cost.amount) / calls : null;
}

function answerRows(a: VersionFigures, b: VersionFigures): Row[] {
  const stopped = ({ answers }: VersionFigures) =>
    answers.interrupted > 0 ? `${formatNumber(answers.interrupted)} stopped` : undefined;
  return [
    {
      ...numberRow(
        { id: "answers", label: "Answers", note: "In conversations, with its own model" },
        { a: asked(a), b: asked(b), text: formatNumber },
        [stopped(a), stopped(b)],
      ),
      difference: "",
    },
    shareRow(
      { id: "helpful", label: "Rated helpful", note: "Of the answers that readers have rated" },
      { a: ratings(a), b: ratings(b), what: "ratings", isMoreBetter: true },
    ),
    shareRow(
      { id: "failed", label: "Failed", note: "Answers that ended with an error" },
      { a: failures(a), b: failures(b), what: "answers", isMoreBetter: false },
    ),
  ];
}

function timeRows(a: VersionFigures, b: VersionFigures): Row[] {
  return [
    numberRow(
      { id: "first", label: "First words after", note: "The median of complete answers" },
      { a: a.answers.first_token_ms, b: b.answers.first_token_ms, text: formatDuration },
      [slowest(a, "first_token_ms_95"), slowest(b, "first_token_ms_95")],
    ),
    numberRow(
      { id: "total", label: "Whole answer after", note: "The median of complete answers" },
      { a: a.answers.total_ms, b: b.answers.total_ms, text: formatDuration },
      [slowest(a, "total_ms_95"), slowest(b, "total_ms_95")],
    ),
  ];
}

function costRow(a: VersionFigures, b: VersionFigures): Row[] {
  const currency = a.tokens.cost?.currency ?? b.tokens.cost?.currency;
  if (!currency) return [];
  const isSame = (figures: VersionFigures) =>
    !figures.tokens.cost || figures.tokens.cost.currency === currency;
  if (!isSame(a) || !isSame(b)) return [];
  const total = ({ tokens: { cost } }: VersionFigures) =>
    cost ? `${formatCost(cost.amount, currency)} in all` : undefined;
  return [
    numberRow(
      { id: "cost", label: "Cost of an answer", note: "By the prices that the model has today" },
      { a: costPerCall(a), b: costPerCall(b), text: (value) => formatCost(value, currency) },
      [total(a), total(b)],
    ),
  ];
}

function tokenRows(a: VersionFigures, b: VersionFigures): Row[] {
  const round = (value: number) => formatNumber(Math.round(value));
  const calls = ({ tokens }: VersionFigures) => `in ${formatNumber(tokens.calls)} calls`;
  return [
    numberRow(
      { id: "prompt", label: "Tokens read", note: "For one answer on average, also over the API" },
      { a: perCall(a, "prompt_tokens"), b: perCall(b, "prompt_tokens"), text: round },
      [calls(a), calls(b)],
    ),
    numberRow(
      { id: "written", label: "Tokens written", note: "For one answer on average" },
      { a: perCall(a, "completion_tokens"), b: perCall(b, "completion_tokens"), text: round },
    ),
    ...costRow(a, b),
  ];
}

/** Every figure of two versions side by side. */
export function comparisonRows(a: VersionFigures, b: VersionFigures): Row[] {
  return [...answerRows(a, b), ...timeRows(a, b), ...tokenRows(a, b)];
}

/** What readers' ratings say about `b` against `a`, in a sentence. */
export function ratingSentence(a: VersionFigures, b: VersionFigures): string {
  const [before, after] = [ratings(a), ratings(b)];
  const judgement = judge(before, after);
  if (judgement === "too_few") {
    return `Too few ratings to tell which is more helpful: ${before?.of ?? 0} and ${after?.of ?? 0}, at least ${FEWEST_TO_JUDGE} of each are needed.`;
  }
  if (judgement === "unclear") {
    return "The ratings do not tell which is more helpful: the difference can be chance.";
  }
  return `Readers find version ${judgement === "more" ? b.version : a.version} more helpful.`;
}
