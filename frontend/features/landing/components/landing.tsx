import Link from "next/link";
import type { ReactNode } from "react";

import { CodeBlock } from "@/components/common/code-block";
import { Logo } from "@/components/common/logo";
import { ThemeMenu } from "@/components/common/theme-menu";
import { LandingActions } from "@/features/landing/components/landing-actions";
import { Pipeline } from "@/features/landing/components/pipeline";
import { SampleConversation } from "@/features/landing/components/sample-conversation";

function Section({ children }: { children: ReactNode }) {
  return (
    <section className="border-t">
      <div className="mx-auto max-w-[1120px] px-4 py-16 sm:px-6 sm:py-20">{children}</div>
    </section>
  );
}

const FACTS = [
  {
    title: "Your machines, your files",
    text: "Documents, vectors and conversations stay in your own database and folders. The default model runs locally and needs no key.",
  },
  {
    title: "One command, two ways to run",
    text: "With Docker it starts as a set of services; without, the same script brings real engines along. A laptop is enough to begin.",
  },
  {
    title: "Made to be checked",
    text: "Citations carry document, page and exact sentence. A marker that its source does not support is taken out of the answer.",
  },
  {
    title: "Roles and a record",
    text: "Five roles decide who builds, asks and audits. Each change is written down with who made it, from where, and how it ended.",
  },
];

const START = `./start.sh --demo`;

export function Landing() {
  return (
    <div className="min-h-dvh">
      <header className="mx-auto flex h-14 max-w-[1120px] items-center gap-1.5 px-4 sm:px-6">
        <Link href="/" className="mr-auto rounded-md">
          <Logo />
        </Link>
        <ThemeMenu />
        <LandingActions size="md" />
      </header>
      <main>
        <div className="mx-auto max-w-[1120px] px-4 pt-14 pb-16 sm:px-6 sm:pt-20 sm:pb-24">
          <h1 className="max-w-2xl text-4xl leading-[1.1] font-semibold tracking-tight text-balance sm:text-5xl">
            Answers you can check
          </h1>
          <p className="mt-4 max-w-xl text-[17px] leading-relaxed text-pretty text-muted-foreground">
            LLM Builder turns your documents into assistants that quote the page and the sentence
            they answer from. It runs on machines you control.
          </p>
          <div className="mt-7 flex flex-row-reverse justify-end gap-2">
            <LandingActions size="lg" />
          </div>
          <div className="mt-12 sm:mt-16">
            <SampleConversation />
          </div>
        </div>
        <Section>
          <h2 className="mb-10 text-2xl font-semibold tracking-tight">
            From a folder of files to an assistant
          </h2>
          <Pipeline />
        </Section>
        <Section>
          <div className="grid gap-12 lg:grid-cols-[20rem_minmax(0,1fr)] lg:gap-20">
            <div>
              <h2 className="text-2xl font-semibold tracking-tight">It runs where you are</h2>
              <p className="mt-2 mb-5 text-pretty text-muted-foreground">
                One command starts everything with sample documents and prints a first answer.
              </p>
              <CodeBlock text={START} label="Terminal" />
            </div>
            <dl className="grid gap-x-12 gap-y-9 sm:grid-cols-2">
              {FACTS.map((fact) => (
                <div key={fact.title}>
                  <dt className="font-medium">{fact.title}</dt>
                  <dd className="mt-1 text-pretty text-muted-foreground">{fact.text}</dd>
                </div>
              ))}
            </dl>
          </div>
        </Section>
      </main>
      <footer className="border-t">
        <div className="mx-auto flex max-w-[1120px] flex-wrap items-center justify-between gap-4 px-4 py-8 text-[13px] text-muted-foreground sm:px-6">
          <span>LLM Builder</span>
          <a href="/docs" className="rounded-sm hover:text-foreground hover:underline">
            API reference
          </a>
        </div>
      </footer>
    </div>
  );
}
