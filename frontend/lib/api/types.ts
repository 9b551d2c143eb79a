/** The API's own types under the names the product uses. */
import type { components } from "./schema";

type Schemas = components["schemas"];

export type User = Schemas["UserOut"];
export type UserAdmin = Schemas["UserAdminOut"];
export type UserInvite = Schemas["UserInvite"];
export type UserUpdate = Schemas["UserUpdate"];
export type UserReference = Schemas["UserReference"];
export type NamedReference = Schemas["NamedReference"];
export type Preferences = Required<Schemas["Preferences"]>;
export type Permission = Schemas["Permission"];
export type Role = Schemas["Role"];
export type TierName = User["tier"];
export type Session = Schemas["SessionOut"];
export type SignedInClient = Schemas["SignedInClientOut"];

export type Group = Schemas["GroupOut"];
export type GroupCreate = Schemas["GroupCreate"];

export type Project = Schemas["ProjectOut"];
export type ProjectCreate = Required<Schemas["ProjectCreate"]>;
export type ProjectRole = Schemas["ProjectRole"];
export type ProjectIcon = Schemas["Icon"];
export type ProjectColour = Schemas["Colour"];
export type ProjectMember = Schemas["MemberOut"];
export type ProjectMemberAdd = Schemas["MemberAdd"];

export type ApiKey = Schemas["ApiKeyOut"];
export type ApiKeyCreate = Schemas["ApiKeyCreate"];
export type ApiKeyCreated = Schemas["ApiKeyCreated"];
export type KeyScope = Schemas["KeyScope"];

export type KnowledgeBase = Schemas["KnowledgeBaseOut"];
export type KnowledgeBaseCreate = Schemas["KnowledgeBaseCreate"];
export type KnowledgeBaseUpdate = Schemas["KnowledgeBaseUpdate"];
export type Document = Schemas["DocumentOut"];
export type DocumentStatus = Document["status"];
export type DocumentUpdate = Schemas["DocumentUpdate"];
export type BulkOutcome = Schemas["BulkOut"];
export type PartProblem = Schemas["PartProblemOut"];
export type DocumentText = Schemas["DocumentTextOut"];
export type PageSpan = Schemas["PageSpan"];
export type LineBox = Schemas["LineBoxOut"];
export type UploadResult = Schemas["UploadOut"];
export type ArchiveResult = Schemas["ArchiveOut"];
export type Chunk = Schemas["ChunkOut"];
export type ChunkStrategy = Schemas["ChunkStrategy"];
export type ChunkingConfig = Schemas["KnowledgeBaseConfig"];
export type ConfigOverrides = Schemas["ConfigOverrides"];
export type EmbeddingModel = Schemas["EmbeddingModelOut"];
export type EmbeddingIndex = Schemas["IndexOut"];
export type IndexCreate = Schemas["IndexCreate"];

export type Preset = Schemas["RagConfigOut"];
export type PresetCreate = Schemas["RagConfigCreate"];
export type PresetUpdate = Schemas["RagConfigUpdate"];
export type ChunkPreview = Schemas["PreviewOut"];
export type ChunkPreviewRequest = Schemas["PreviewRequest"];

export type Job = Schemas["JobOut"];
export type JobStatus = Job["status"];
export type JobSummary = Schemas["JobSummary"];
export type Worker = Schemas["WorkerOut"];

export type RetrievalProfile = Schemas["RetrievalProfile"];
export type RetrievalOverrides = Schemas["RetrievalOverrides"];
export type SearchRequest = Schemas["SearchRequest"];
export type SearchFilters = Schemas["SearchFilters"];
export type SearchResult = Schemas["SearchOut"];
export type SearchHit = Schemas["SearchHit"];
export type AnswerTrace = Schemas["AnswerTrace"];
export type HitScores = Schemas["HitScores"];
export type IndexState = Schemas["IndexState"];

export type QuestionSet = Schemas["QuestionSetOut"];
export type QuestionSetCreate = Schemas["QuestionSetCreate"];
export type QuestionSetUpdate = Schemas["QuestionSetUpdate"];
export type QuestionSetVersion = Schemas["QuestionSetVersionOut"];
export type Question = Schemas["QuestionOut"];
export type QuestionDraft = Schemas["QuestionIn"];
export type Gold = Schemas["Gold"];
export type RunCreate = Schemas["RunCreate"];
export type EvaluationRun = Schemas["EvaluationRunOut"];
export type EvaluationMetric = Schemas["Metric"];
export type EvaluationResult = Schemas["ResultOut"];
export type RetrievedPassage = Schemas["RetrievedPassage"];
export type RunDiff = Schemas["DiffOut"];
export type MetricDiff = Schemas["MetricDifference"];
export type QuestionDiff = Schemas["QuestionDifference"];

export type Model = Schemas["ModelOut"];
export type ModelCreate = Schemas["ModelCreate"];
export type ModelUpdate = Schemas["ModelUpdate"];
export type ModelHealth = Schemas["ModelHealthOut"];
export type ModelOutcome = Schemas["OutcomeOut"];
export type ModelOffer = Schemas["OfferOut"];
export type ModelTest = Schemas["ModelTestOut"];
export type DiscoverRequest = Schemas["DiscoverRequest"];

export type PromptTemplate = Schemas["PromptTemplateOut"];
export type PromptTemplateCreate = Schemas["PromptTemplateCreate"];
export type PromptTemplateUpdate = Schemas["PromptTemplateUpdate"];
export type PromptTemplateVersion = Schemas["PromptTemplateVersionOut"];
export type PromptVariable = PromptTemplate["variables"][number];
export type PromptPreview = Schemas["PromptPreviewOut"];
export type PromptPreviewRequest = Schemas["PromptPreviewRequest"];
export type TextSegment = Schemas["TextSegment"];

export type Deployment = Schemas["DeploymentOut"];
export type DeploymentCreate = Schemas["DeploymentCreate"];
export type DeploymentUpdate = Schemas["DeploymentUpdate"];
export type SharingUpdate = Schemas["SharingUpdate"];
export type DeploymentRun = Schemas["RunOut"];
export type DeploymentVersion = Schemas["DeploymentVersionOut"];
export type VersionSummary = Schemas["VersionSummary"];
export type VersionDiff = Schemas["VersionDiffOut"];
export type VersionComparison = Schemas["VersionComparisonOut"];
export type VersionFigures = Schemas["VersionFigures"];
export type VersionEvaluation = Schemas["EvaluationFigures"];
export type TrafficUpdate = Schemas["TrafficUpdate"];
export type Call = Schemas["CallOut"];
export type CallDetail = Schemas["CallDetailOut"];

export type ChatSession = Schemas["ChatSessionOut"];
export type ChatSessionUpdate = Schemas["ChatSessionUpdate"];
export type Attachment = Schemas["AttachmentOut"];
export type Message = Schemas["MessageOut"];
export type Problem = Schemas["Problem"];
export type Citation = Schemas["Citation"];
export type UnsupportedSpan = Schemas["UnsupportedSpan"];
export type Grounding = NonNullable<Message["grounding"]>;
export type Feedback = Schemas["FeedbackOut"];
export type Share = Schemas["ShareOut"];
export type SharedConversation = Schemas["SharedConversationOut"];
export type Replay = Schemas["ReplayOut"];
export type ReplayedPassage = Schemas["ReplayedPassage"];

/** What an answer stream tells, one JSON line per event. */
export type StreamEvent =
  | Schemas["StreamStart"]
  | Schemas["StreamPassages"]
  | Schemas["StreamDelta"]
  | Schemas["StreamDone"]
  | Schemas["StreamError"];

export type AuditLog = Schemas["AuditLogOut"];
export type AuditOutcome = Schemas["Outcome"];
export type AuditVerification = Schemas["VerificationOut"];
export type Dependency = Schemas["DependencyOut"];

export type Meter = Schemas["MeterOut"];
export type MeterName = Schemas["MeterName"];
export type MyUsage = Schemas["UsageOut"];
export type UsageKind = Schemas["UsageKind"];
export type UsageDay = Schemas["DayUsage"];
export type UsageByKind = Schemas["KindUsage"];
export type UserUsage = Schemas["UserUsageOut"];
export type Tier = Schemas["TierOut"];
export type TierLimits = Required<Schemas["TierUpdate"]>;
