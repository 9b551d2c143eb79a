"use client";

import Link from "next/link";

import { CodeBlock } from "@/components/common/code-block";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { deploymentSnippets } from "@/features/deployments/snippets";
import { publicApiOrigin } from "@/lib/api/origin";

/** Working programs against this deployment, with the reader's own address. */
export function Snippets({ deploymentId }: { deploymentId: string }) {
  const snippets = deploymentSnippets({ origin: publicApiOrigin(), deploymentId });
  return (
    <section aria-labelledby="snippets-title">
      <h2 id="snippets-title" className="font-medium">
        Use it over the API
      </h2>
      <p className="mb-3 text-[13px] text-muted-foreground">
        Put an{" "}
        <Link className="text-primary-text hover:underline" href="/api-keys?create=true">
          API key
        </Link>{" "}
        that may ask into <code className="font-mono">LLMB_API_KEY</code>.
      </p>
      <Tabs defaultValue="curl">
        <TabsList>
          {snippets.map(({ id, label }) => (
            <TabsTrigger key={id} value={id}>
              {label}
            </TabsTrigger>
          ))}
        </TabsList>
        {snippets.map(({ id, label, code }) => (
          <TabsContent key={id} value={id} className="pt-3">
            <CodeBlock text={code} label={label} />
          </TabsContent>
        ))}
      </Tabs>
    </section>
  );
}
