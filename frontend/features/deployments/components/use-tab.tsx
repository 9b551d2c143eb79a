"use client";

import { KeyRound } from "lucide-react";
import Link from "next/link";
import { parseAsBoolean, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useState, type ReactNode } from "react";

import { CodeBlock } from "@/components/common/code-block";
import { CopyButton } from "@/components/common/copy-button";
import { FilterChips } from "@/components/common/filter-bar";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import {
  APIS,
  EXAMPLE_QUESTION,
  installOf,
  KEY_VARIABLE,
  LANGUAGES,
  snippetOf,
  type Api,
  type Language,
} from "@/features/deployments/snippets";
import { publicApiOrigin } from "@/lib/api/origin";
import type { Deployment } from "@/lib/api/types";
import { useCan } from "@/lib/api/use-session";

const LANGUAGE_LABELS: Record<Language, string> = {
  curl: "curl",
  python: "Python",
  typescript: "TypeScript",
};

const API_CHIPS = [
  { value: "openai", label: "OpenAI’s API" },
  { value: "native", label: "LLM Builder’s API" },
] as const;

const API_NOTES: Record<Api, string> = {
  openai:
    "For OpenAI’s own libraries and every client that speaks to them: only the address and the key change. The conversation is the client’s.",
  native:
    "The answer with its sources and checks. Streamed answers belong to a conversation, which stays in the chat.",
};

const MODE_CHIPS = [
  { value: "whole", label: "Whole answer" },
  { value: "stream", label: "As it is written" },
] as const;

/** How programs ask a deployment: address, key, and programs that work when pasted. */
export function UseTab({ deployment }: { deployment: Deployment }) {
  return (
    <div className="grid grid-cols-1 items-start gap-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="grid min-w-0 grid-cols-1 gap-6">
        <KeyStep deployment={deployment} />
        <Snippets deployment={deployment} />
      </div>
      <Connection deployment={deployment} />
    </div>
  );
}

/** Where to make a key that may ask this deployment and nothing else. */
function KeyStep({ deployment }: { deployment: Deployment }) {
  const canMake = useCan("api_keys:manage");
  return (
    <section aria-labelledby="key-title">
      <h2 id="key-title" className="font-medium">
        1. Put a key where your program finds it
      </h2>
      <p className="mb-3 text-[13px] text-muted-foreground">
        {canMake
          ? "The key may ask this deployment and do nothing else. It is shown once."
          : "Ask an administrator for a key that may ask this deployment."}
      </p>
      {canMake && (
        <Button asChild className="mb-3">
          <Link
            href={`/api-keys?create=true&deployment=${deployment.id}`}
            data-testid="create-key-for"
          >
            <KeyRound /> Create a key for this deployment
          </Link>
        </Button>
      )}
      <CodeBlock label="shell" text={`export ${KEY_VARIABLE}="llmb_…"`} />
    </section>
  );
}

function Snippets({ deployment }: { deployment: Deployment }) {
  const [{ api, language, stream }, setChoice] = useQueryStates({
    api: parseAsStringLiteral(APIS).withDefault("openai"),
    language: parseAsStringLiteral(LANGUAGES).withDefault("curl"),
    stream: parseAsBoolean.withDefault(false),
  });
  const [question, setQuestion] = useState(EXAMPLE_QUESTION);
  const options = { origin: publicApiOrigin(), deployment, question: question || EXAMPLE_QUESTION };
  const install = installOf({ api, language });
  return (
    <section aria-labelledby="snippets-title" className="min-w-0">
      <h2 id="snippets-title" className="font-medium">
        2. Ask
      </h2>
      <p className="mb-3 text-[13px] text-muted-foreground">{API_NOTES[api]}</p>
      <div className="mb-4 flex flex-wrap gap-x-6 gap-y-2">
        <FilterChips
          label="API"
          chips={[...API_CHIPS]}
          value={api}
          onChange={(value) => value && void setChoice({ api: value })}
        />
        <FilterChips
          label="Answer"
          chips={[...MODE_CHIPS]}
          value={stream ? "stream" : "whole"}
          onChange={(value) => value && void setChoice({ stream: value === "stream" })}
        />
      </div>
      <Field label="Question" className="mb-3 max-w-lg">
        {(control) => (
          <Input
            {...control}
            value={question}
            maxLength={400}
            placeholder={EXAMPLE_QUESTION}
            onChange={({ target }) => setQuestion(target.value)}
            data-testid="snippet-question"
          />
        )}
      </Field>
      <Tabs
        value={language}
        onValueChange={(value) => void setChoice({ language: value as Language })}
      >
        <TabsList>
          {LANGUAGES.map((name) => (
            <TabsTrigger key={name} value={name}>
              {LANGUAGE_LABELS[name]}
            </TabsTrigger>
          ))}
        </TabsList>
        {LANGUAGES.map((name) => (
          <TabsContent key={name} value={name} className="grid min-w-0 grid-cols-1 gap-3 pt-3">
            {install && <CodeBlock label="shell" text={install} />}
            <div data-testid="snippet">
              <CodeBlock
                label={LANGUAGE_LABELS[name]}
                text={snippetOf({ api, language: name, stream }, options)}
              />
            </div>
          </TabsContent>
        ))}
      </Tabs>
    </section>
  );
}

/** What other clients ask for in their settings. */
function Connection({ deployment }: { deployment: Deployment }) {
  const origin = publicApiOrigin();
  return (
    <aside aria-label="Other clients" className="min-w-0 rounded-lg border px-4 py-3">
      <h2 className="font-medium">Other clients</h2>
      <p className="mb-2 text-[13px] text-muted-foreground">
        Open WebUI, LibreChat and editors that speak OpenAI’s API ask for these.
      </p>
      <dl className="grid gap-2.5 text-[13px]">
        <Copied label="Base URL" text={`${origin}/v1`} />
        <Copied label="Model" text={deployment.slug}>
          It stays when the deployment is renamed.
        </Copied>
        <Copied label="Deployment id" text={deployment.id} />
      </dl>
      <p className="mt-3 border-t pt-2.5 text-[13px]">
        <a href={`${origin}/docs`} className="text-primary-text hover:underline">
          Every call of the API
        </a>
      </p>
    </aside>
  );
}

type CopiedProps = { label: string; text: string; children?: ReactNode };

function Copied({ label, text, children }: CopiedProps) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-muted-foreground">{label}</dt>
      <dd>
        <span className="flex items-center justify-between gap-2">
          <code className="min-w-0 font-mono text-xs [overflow-wrap:anywhere]">{text}</code>
          <CopyButton text={text} label={`Copy the ${label.toLowerCase()}`} />
        </span>
        {children && <span className="text-xs text-muted-foreground">{children}</span>}
      </dd>
    </div>
  );
}
