import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import { NuqsTestingAdapter, type OnUrlUpdateFunction } from "nuqs/adapters/testing";
import type { ReactNode } from "react";
import { vi } from "vitest";

import { TooltipProvider } from "@/components/ui/tooltip";

/** What the API answers to an address. */
export type Answers = (url: URL) => Response;

/** Lets `answers` stand in for the API; returns the addresses that were asked for. */
export function answerWith(answers: Answers): URL[] {
  const asked: URL[] = [];
  vi.stubGlobal(
    "fetch",
    vi.fn(async (request: Request) => {
      const url = new URL(request.url);
      asked.push(url);
      return answers(url);
    }),
  );
  return asked;
}

/** A refusal in the shape of the API's errors. */
export function refusal(status: number, code: string, message: string): Response {
  return Response.json({ code, message, details: {} }, { status });
}

type PageOptions = { searchParams?: string; onUrlUpdate?: OnUrlUpdateFunction };

/** Shows part of a page with all that pages stand in. */
export function showPage(children: ReactNode, { searchParams, onUrlUpdate }: PageOptions = {}) {
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  return render(
    <QueryClientProvider client={queryClient}>
      <NuqsTestingAdapter searchParams={searchParams} onUrlUpdate={onUrlUpdate} hasMemory>
        <TooltipProvider>{children}</TooltipProvider>
      </NuqsTestingAdapter>
    </QueryClientProvider>,
  );
}
