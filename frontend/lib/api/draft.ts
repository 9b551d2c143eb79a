/** Shapes of the retrieval and evaluation API until they are generated. */
import type { components } from "./schema";

export type RetrievalProfile = {
  top_k: number;
  candidates: number;
  dense_weight: number;
  keyword_weight: number;
  rrf_k: number;
  rerank_model_id: string | null;
  rerank_candidates: number;
  neighbours: number;
  parents: boolean;
  diversity: number;
  max_per_document: number | null;
  min_similarity: number | null;
  rewrite: "off" | "history";
};
export type RetrievalOverrides = {
  [Field in keyof RetrievalProfile]?: RetrievalProfile[Field] | null;
};
export type SearchFilters = {
  document_ids?: string[];
  media_types?: string[];
  languages?: string[];
  name_contains?: string | null;
  metadata?: Record<string, string>;
  created_after?: string | null;
  created_before?: string | null;
};
export type SearchRequest = {
  query: string;
  top_k?: number | null;
  profile?: RetrievalOverrides | null;
  filters?: SearchFilters | null;
};
export type ListScore = { rank: number; score: number };
export type HitScores = {
  dense: ListScore | null;
  keyword: ListScore | null;
  fused: ListScore;
  rerank: ListScore | null;
};
export type SearchHit = {
  rank: number;
  score: number;
  scores: HitScores;
  chunk_id: string;
  ordinal: number;
  document_id: string;
  document_name: string;
  knowledge_base_id: string;
  page: number | null;
  section: string | null;
  char_start: number;
  char_end: number;
  text: string;
  matches: { start: number; end: number }[];
  context_start: number;
  context_end: number;
  context_text: string;
};
export type StageTiming = {
  stage:
    | "normalise"
    | "rewrite"
    | "scope"
    | "embed"
    | "search"
    | "fuse"
    | "load"
    | "rerank"
    | "select"
    | "expand";
  ms: number;
};
export type IndexState = {
  knowledge_base_id: string;
  index_id: string;
  embedding_model: string;
  layout: number;
  documents: number;
  chunks: number;
  state: string;
};
export type SearchResult = {
  query: string;
  searched_query: string;
  profile: RetrievalProfile;
  languages: string[];
  candidate_count: number;
  hits: SearchHit[];
  timings: StageTiming[];
  total_ms: number;
  indexes: IndexState[];
  problems: components["schemas"]["Problem"][];
};

export type Gold = {
  document_id?: string | null;
  document_name?: string | null;
  char_start?: number | null;
  char_end?: number | null;
  grade?: number;
};
export type QuestionIn = {
  external_id?: string | null;
  question: string;
  expected_answer?: string | null;
  gold?: Gold[];
  tags?: string[];
};
export type Question = {
  id: string;
  ordinal: number;
  external_id: string | null;
  question: string;
  expected_answer: string | null;
  gold: Gold[];
  tags: string[];
};
export type QuestionSet = {
  id: string;
  project_id: string;
  project_name: string;
  role: components["schemas"]["ProjectRole"] | null;
  name: string;
  description: string;
  knowledge_base_id: string;
  knowledge_base_name: string;
  version: number;
  question_count: number;
  generation: {
    job_id: string;
    status: string;
    percent: number;
    eta_seconds: number | null;
    error: components["schemas"]["Problem"] | null;
  } | null;
  created_by_id: string;
  created_at: string;
  updated_at: string;
};
export type QuestionSetVersion = {
  version: number;
  question_count: number;
  note: string;
  created_by_id: string | null;
  created_at: string;
  origin: "form" | "import" | "generated";
};
export type RunCreate = {
  question_set_id: string;
  version?: number | null;
  deployment_id?: string | null;
  profile?: RetrievalOverrides | null;
  name?: string;
  check_answers?: boolean;
};
export type Metric = { name: string; value: number; low: number; high: number; count: number };
export type EvaluationRun = {
  id: string;
  name: string;
  question_set_id: string;
  question_set_name: string;
  version: number;
  knowledge_base_id: string;
  project_id: string;
  deployment_id: string | null;
  deployment_name: string | null;
  check_answers: boolean;
  profile: RetrievalProfile;
  index_states: IndexState[];
  seed: number;
  status: "pending" | "running" | "completed" | "failed" | "cancelled";
  progress: { percent: number; done: number; total: number; eta_seconds: number | null };
  metrics: Metric[];
  differences: string[];
  error: components["schemas"]["Problem"] | null;
  repeats_run_id: string | null;
  job_id: string | null;
  created_by_id: string | null;
  created_at: string;
  finished_at: string | null;
};
export type Retrieved = {
  rank: number;
  document_id: string;
  document_name: string;
  chunk_id: string;
  char_start: number;
  char_end: number;
  score: number;
  scores: HitScores;
  relevant_grade: number;
};
export type EvaluationResult = {
  question: Question;
  metrics: Record<string, number>;
  retrieved: Retrieved[];
  answer: string | null;
  answer_checks: {
    groundedness: number | null;
    token_f1: number | null;
    judged_correct: boolean | null;
    correctness: number | null;
    method: "model" | "token_f1" | null;
  } | null;
  problems: components["schemas"]["Problem"][];
  ms: number;
};
export type MetricDiff = {
  name: string;
  a: number;
  b: number;
  change: number;
  low: number;
  high: number;
  significant: boolean;
};
export type QuestionDiff = {
  question: Question;
  a: Record<string, number>;
  b: Record<string, number>;
  change: number;
  verdict: "better" | "worse" | "same";
};
export type RunDiff = {
  a: EvaluationRun;
  b: EvaluationRun;
  metrics: MetricDiff[];
  questions: QuestionDiff[];
  better: number;
  worse: number;
  same: number;
  comparable: boolean;
  reasons: string[];
  by: string;
};
