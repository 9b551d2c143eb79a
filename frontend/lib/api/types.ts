/** The API's own types under the names the product uses. */
import type { components } from "./schema";

type Schemas = components["schemas"];

export type User = Schemas["UserOut"];
export type Permission = Schemas["Permission"];
export type Session = Schemas["SessionOut"];

export type KnowledgeBase = Schemas["KnowledgeBaseOut"];
export type KnowledgeBaseCreate = Schemas["KnowledgeBaseCreate"];
export type KnowledgeBaseUpdate = Schemas["KnowledgeBaseUpdate"];
export type Document = Schemas["DocumentOut"];
export type DocumentStatus = Document["status"];
export type DocumentText = Schemas["DocumentTextOut"];
export type PageSpan = Schemas["PageSpan"];
export type UploadResult = Schemas["UploadOut"];
export type Chunk = Schemas["ChunkOut"];
export type SearchResult = Schemas["SearchOut"];
export type SearchHit = Schemas["SearchHit"];

export type Model = Schemas["ModelOut"];

export type Deployment = Schemas["DeploymentOut"];
export type DeploymentCreate = Schemas["DeploymentCreate"];
export type DeploymentUpdate = Schemas["DeploymentUpdate"];
export type DeploymentRun = Schemas["RunOut"];

export type ChatSession = Schemas["ChatSessionOut"];
export type Message = Schemas["MessageOut"];
export type Problem = Schemas["Problem"];
export type Citation = Schemas["Citation"];

/** What an answer stream tells, one JSON line per event. */
export type StreamEvent =
  | Schemas["StreamStart"]
  | Schemas["StreamPassages"]
  | Schemas["StreamDelta"]
  | Schemas["StreamDone"]
  | Schemas["StreamError"];

export type AuditLog = Schemas["AuditLogOut"];
export type Dependency = Schemas["DependencyOut"];
