import { CircleAlert, CircleCheck, FileText } from "lucide-react";
import type { ReactNode } from "react";

import { ScoreBar } from "@/components/common/score-bar";
import { Badge } from "@/components/ui/badge";
import { Progress } from "@/components/ui/progress";

type StageProps = { title: string; text: string; children: ReactNode };

function Stage({ title, text, children }: StageProps) {
  return (
    <li className="grid content-start gap-5">
      <div className="h-46 overflow-hidden rounded-lg border bg-background text-[13px]">
        {children}
      </div>
      <div>
        <h3 className="font-medium">{title}</h3>
        <p className="mt-1 text-pretty text-muted-foreground">{text}</p>
      </div>
    </li>
  );
}

function FileRow({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex h-11 items-center gap-2.5 px-3.5">
      <FileText className="size-4 shrink-0 text-muted-foreground" aria-hidden />
      <span className="min-w-0 flex-1 truncate">{name}</span>
      {children}
    </div>
  );
}

function DocumentsSample() {
  return (
    <div className="divide-y">
      <FileRow name="Remote work policy.pdf">
        <Badge tone="success">
          <CircleCheck aria-hidden /> Completed
        </Badge>
      </FileRow>
      <FileRow name="Benefits 2026.docx">
        <span className="w-28">
          <span className="flex justify-between text-xs text-info">
            Embedding <span className="font-mono">64 %</span>
          </span>
          <Progress value={64} label="Sample progress" className="mt-1" />
        </span>
      </FileRow>
      <FileRow name="Old contract.pdf">
        <Badge tone="danger">
          <CircleAlert aria-hidden /> Failed
        </Badge>
      </FileRow>
      <p className="truncate px-3.5 py-3 text-muted-foreground">
        Remove its password and upload it again.
      </p>
    </div>
  );
}

const HITS = [
  { name: "Remote work policy.pdf", place: "p. 7", score: 0.812 },
  { name: "Remote work policy.pdf", place: "p. 8", score: 0.744 },
  { name: "Benefits 2026.docx", place: "Insurance", score: 0.587 },
  { name: "Onboarding.md", place: "First week", score: 0.402 },
];

function SearchSample() {
  return (
    <ol className="divide-y">
      {HITS.map((hit, index) => (
        <li key={index} className="flex h-11 items-center gap-2.5 px-3.5">
          <span className="font-mono text-xs text-muted-foreground">{index + 1}</span>
          <span className="min-w-0 flex-1 truncate">
            {hit.name} <span className="text-muted-foreground">{hit.place}</span>
          </span>
          <ScoreBar score={hit.score} />
        </li>
      ))}
    </ol>
  );
}

const REQUEST = `POST /api/v1/deployments/{id}/run

{ "question": "Can I work
  from Portugal?" }

200 OK
{ "answer": "Partly. …[1]",
  "citations": [ … ] }`;

function ApiSample() {
  return <pre className="p-3.5 font-mono text-xs leading-[1.45]">{REQUEST}</pre>;
}

/** The three stages from files to an assistant, each with a piece of its own page. */
export function Pipeline() {
  return (
    <ol className="grid gap-10 md:grid-cols-3 md:gap-6">
      <Stage
        title="Put documents in"
        text="Drop PDF, Word, Markdown, CSV or HTML. You see every step, and a plain reason when a file cannot be read."
      >
        <DocumentsSample />
      </Stage>
      <Stage
        title="See what is found"
        text="Try a question against your knowledge before anyone else does, with every score and timing."
      >
        <SearchSample />
      </Stage>
      <Stage
        title="Put it to use"
        text="Ask in the chat, or call the same deployment from your own program. Either way the sources come along."
      >
        <ApiSample />
      </Stage>
    </ol>
  );
}
