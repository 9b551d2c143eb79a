import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, unwrap } from "@/lib/api/client";
import { downloadFile } from "@/lib/api/download";
import type {
  EvaluationRun,
  Question,
  QuestionDraft,
  QuestionSetCreate,
  QuestionSetUpdate,
  RunCreate,
} from "@/lib/api/types";

const MAX_PAGE = 200;
/** How often a run or a generation that goes on is asked for. */
const POLL_MS = 1500;
export const SETS_PER_PAGE = 50;
export const RUNS_PER_PAGE = 50;
export const QUESTIONS_PER_PAGE = 50;
export const RESULTS_PER_PAGE = 50;

const keys = {
  all: ["evaluations"] as const,
  sets: () => [...keys.all, "sets"] as const,
  set: (id: string) => [...keys.sets(), id] as const,
  runs: () => [...keys.all, "runs"] as const,
  run: (id: string) => [...keys.runs(), id] as const,
};

export function isActiveRun({ status }: Pick<EvaluationRun, "status">): boolean {
  return status === "pending" || status === "running";
}

function useInvalidate() {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: keys.all });
}

export type SetFilter = { q?: string; projectId?: string | null; offset?: number; limit?: number };

export function useQuestionSets(filter: SetFilter = {}, enabled = true) {
  const { q, projectId, offset = 0, limit = MAX_PAGE } = filter;
  const query = { q: q || undefined, project_id: projectId ?? undefined, offset, limit };
  return useQuery({
    queryKey: [...keys.sets(), "list", query],
    enabled,
    queryFn: () => unwrap(api.GET("/api/v1/evaluations/question-sets", { params: { query } })),
    placeholderData: keepPreviousData,
  });
}

function isGenerating(status: string | undefined): boolean {
  return status === "queued" || status === "running";
}

export function useQuestionSet(id: string | undefined) {
  return useQuery({
    queryKey: keys.set(id ?? ""),
    enabled: id !== undefined,
    queryFn: () =>
      unwrap(
        api.GET("/api/v1/evaluations/question-sets/{set_id}", {
          params: { path: { set_id: id ?? "" } },
        }),
      ),
    refetchInterval: ({ state }) =>
      isGenerating(state.data?.generation?.status) ? POLL_MS : false,
  });
}

export function useCreateQuestionSet() {
  const invalidate = useInvalidate();
  return useMutation({
    mutationFn: (body: QuestionSetCreate) =>
      unwrap(api.POST("/api/v1/evaluations/question-sets", { body })),
    onSuccess: invalidate,
  });
}

export function useUpdateQuestionSet(id: string) {
  const invalidate = useInvalidate();
  return useMutation({
    mutationFn: (body: QuestionSetUpdate) =>
      unwrap(
        api.PATCH("/api/v1/evaluations/question-sets/{set_id}", {
          params: { path: { set_id: id } },
          body,
        }),
      ),
    onSuccess: invalidate,
  });
}

export function useDeleteQuestionSet() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      unwrap(
        api.DELETE("/api/v1/evaluations/question-sets/{set_id}", {
          params: { path: { set_id: id } },
        }),
      ),
    onSuccess: (_, id) => {
      queryClient.removeQueries({ queryKey: keys.set(id) });
      return queryClient.invalidateQueries({ queryKey: [...keys.sets(), "list"] });
    },
  });
}

export function useVersions(id: string) {
  return useQuery({
    queryKey: [...keys.set(id), "versions"],
    queryFn: () =>
      unwrap(
        api.GET("/api/v1/evaluations/question-sets/{set_id}/versions", {
          params: { path: { set_id: id } },
        }),
      ),
  });
}

export type QuestionFilter = {
  /** Undefined for the latest. */
  version?: number;
  q?: string;
  offset?: number;
  limit?: number;
};

function fetchQuestions(id: string, filter: QuestionFilter) {
  const { version, q, offset = 0, limit = QUESTIONS_PER_PAGE } = filter;
  return unwrap(
    api.GET("/api/v1/evaluations/question-sets/{set_id}/questions", {
      params: {
        path: { set_id: id },
        query: { version, q: q || undefined, offset, limit },
      },
    }),
  );
}

/** A page of the questions of one version; nothing is asked for while there is no version. */
export function useQuestions(id: string, filter: QuestionFilter, enabled: boolean) {
  return useQuery({
    queryKey: [...keys.set(id), "questions", filter],
    enabled,
    queryFn: () => fetchQuestions(id, filter),
    placeholderData: keepPreviousData,
  });
}

async function fetchAllQuestions(id: string, version: number): Promise<Question[]> {
  const questions: Question[] = [];
  for (;;) {
    const page = await fetchQuestions(id, { version, offset: questions.length, limit: MAX_PAGE });
    questions.push(...page.items);
    if (page.items.length === 0 || questions.length >= page.total) return questions;
  }
}

type NewVersion = {
  /** The version that is changed; 0 before there is one. */
  version: number;
  change: (questions: Question[]) => QuestionDraft[];
  note: string;
};

/** Writes a version that is the one before with changes. */
export function useSaveVersion(id: string) {
  const invalidate = useInvalidate();
  return useMutation({
    mutationFn: async ({ version, change, note }: NewVersion) => {
      const questions = change(version > 0 ? await fetchAllQuestions(id, version) : []);
      return unwrap(
        api.POST("/api/v1/evaluations/question-sets/{set_id}/versions", {
          params: { path: { set_id: id } },
          body: { questions, note },
        }),
      );
    },
    onSuccess: invalidate,
  });
}

/** `qrels` are the judgements of a TREC collection, whose queries are the file then. */
export type ImportFiles = { file: File; qrels: File | null };

function formOf({ file, qrels }: ImportFiles, note: string): FormData {
  const form = new FormData();
  form.append("file", file, file.name);
  if (qrels) form.append("qrels", qrels, qrels.name);
  form.append("note", note);
  return form;
}

/** Reads questions out of a CSV or JSONL file into a new version, or none of them. */
export function useImportQuestions(id: string) {
  const invalidate = useInvalidate();
  return useMutation({
    mutationFn: ({ file, qrels }: ImportFiles) =>
      unwrap(
        api.POST("/api/v1/evaluations/question-sets/{set_id}/import", {
          params: { path: { set_id: id } },
          // The generated type has strings where files are sent.
          body: { file: file.name, note: file.name },
          bodySerializer: ({ note }) => formOf({ file, qrels }, note),
        }),
      ),
    onSuccess: invalidate,
  });
}

/** Stops the generation of questions that waits or runs. */
export function useCancelGeneration(id: string) {
  const invalidate = useInvalidate();
  return useMutation({
    mutationFn: () =>
      unwrap(
        api.POST("/api/v1/evaluations/question-sets/{set_id}/generate/cancel", {
          params: { path: { set_id: id } },
        }),
      ),
    onSuccess: invalidate,
  });
}

export function useGenerateQuestions(id: string) {
  const invalidate = useInvalidate();
  return useMutation({
    mutationFn: (body: { count: number; model_id: string | null; keep: boolean }) =>
      unwrap(
        api.POST("/api/v1/evaluations/question-sets/{set_id}/generate", {
          params: { path: { set_id: id } },
          body,
        }),
      ),
    onSuccess: invalidate,
  });
}

export type ExportFormat = "csv" | "jsonl";

/** Downloads the questions of a version. */
export function exportQuestions(
  set: { id: string; name: string },
  version: number,
  format: ExportFormat,
): Promise<void> {
  const path = `/api/v1/evaluations/question-sets/${set.id}/export`;
  const query = `format=${format}&version=${version}`;
  return downloadFile(`${path}?${query}`, `${set.name} v${version}.${format}`);
}

export type RunFilter = {
  questionSetId?: string;
  projectId?: string | null;
  offset?: number;
  limit?: number;
};

export function useRuns(filter: RunFilter = {}, enabled = true) {
  const { questionSetId, projectId, offset = 0, limit = RUNS_PER_PAGE } = filter;
  const query = {
    question_set_id: questionSetId,
    project_id: projectId ?? undefined,
    offset,
    limit,
  };
  return useQuery({
    queryKey: [...keys.runs(), "list", query],
    enabled,
    queryFn: () => unwrap(api.GET("/api/v1/evaluations/runs", { params: { query } })),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.items.some(isActiveRun) ? POLL_MS : false),
  });
}

export function useRun(id: string) {
  return useQuery({
    queryKey: keys.run(id),
    queryFn: () =>
      unwrap(api.GET("/api/v1/evaluations/runs/{run_id}", { params: { path: { run_id: id } } })),
    refetchInterval: ({ state }) => (state.data && isActiveRun(state.data) ? POLL_MS : false),
  });
}

export function useCreateRun() {
  const invalidate = useInvalidate();
  return useMutation({
    mutationFn: (body: RunCreate) => unwrap(api.POST("/api/v1/evaluations/runs", { body })),
    onSuccess: invalidate,
  });
}

export type RunAction = "cancel" | "repeat";

/** Stops a run, or starts the same one again; answers with the run concerned. */
export function useRunAction(id: string) {
  const invalidate = useInvalidate();
  const params = { path: { run_id: id } };
  return useMutation({
    mutationFn: (action: RunAction) =>
      action === "cancel"
        ? unwrap(api.POST("/api/v1/evaluations/runs/{run_id}/cancel", { params }))
        : unwrap(api.POST("/api/v1/evaluations/runs/{run_id}/repeat", { params })),
    onSuccess: invalidate,
  });
}

export function useDeleteRun() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      unwrap(api.DELETE("/api/v1/evaluations/runs/{run_id}", { params: { path: { run_id: id } } })),
    onSuccess: (_, id) => {
      queryClient.removeQueries({ queryKey: keys.run(id) });
      return queryClient.invalidateQueries({ queryKey: [...keys.runs(), "list"] });
    },
  });
}

export type ResultOrder = "worst" | "ordinal";

export type ResultFilter = { sort: ResultOrder; offset: number };

/** What a run found, question by question; nothing is asked for until it has ended. */
export function useResults(id: string, { sort, offset }: ResultFilter, enabled: boolean) {
  const query = { sort, offset, limit: RESULTS_PER_PAGE };
  return useQuery({
    queryKey: [...keys.run(id), "results", query],
    enabled,
    queryFn: () =>
      unwrap(
        api.GET("/api/v1/evaluations/runs/{run_id}/results", {
          params: { path: { run_id: id }, query },
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

/** Run `b` against run `a`; nothing is asked for without both. */
export function useDiff(a: string | null, b: string | null) {
  return useQuery({
    queryKey: [...keys.all, "diff", a, b],
    enabled: Boolean(a && b && a !== b),
    queryFn: () =>
      unwrap(
        api.GET("/api/v1/evaluations/runs/{run_id}/diff", {
          params: { path: { run_id: b ?? "" }, query: { with: a ?? "" } },
        }),
      ),
  });
}

export type PromoteTarget = { target: "knowledge_base" | "deployment"; id: string };

/** Lets a knowledge base or a deployment search as a run did. */
export function usePromote(runId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: PromoteTarget) =>
      unwrap(
        api.POST("/api/v1/evaluations/runs/{run_id}/promote", {
          params: { path: { run_id: runId } },
          body,
        }),
      ),
    onSuccess: () => queryClient.invalidateQueries(),
  });
}
