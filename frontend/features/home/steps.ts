import type { ChatSession, Deployment, KnowledgeBase } from "@/lib/api/types";

export type Step = {
  id: "knowledge" | "documents" | "deployment" | "question";
  title: string;
  text: string;
  href: string;
  action: string;
  done: boolean;
};

type World = {
  knowledgeBases: KnowledgeBase[];
  deployments: Deployment[];
  sessions: ChatSession[];
};

/** The way from nothing to a cited answer, with what is done already. */
export function firstSteps({ knowledgeBases, deployments, sessions }: World): Step[] {
  const base = knowledgeBases[0];
  const deployment = deployments[0];
  return [
    {
      id: "knowledge",
      title: "Create a knowledge base",
      text: "One place for the documents on one subject.",
      href: "/knowledge?create=true",
      action: "Create knowledge base",
      done: knowledgeBases.length > 0,
    },
    {
      id: "documents",
      title: "Add documents",
      text: "PDF, Word, Markdown, CSV and HTML are read, split and indexed.",
      href: base ? `/knowledge/${base.id}` : "/knowledge",
      action: "Add documents",
      done: knowledgeBases.some(({ status_counts }) => status_counts.completed > 0),
    },
    {
      id: "deployment",
      title: "Create a deployment",
      text: "Join a model with the knowledge it answers from.",
      href: base ? `/deployments/new?knowledge=${base.id}` : "/deployments/new",
      action: "Create deployment",
      done: deployments.length > 0,
    },
    {
      id: "question",
      title: "Ask a question",
      text: "Read the answer, and open the sources behind it.",
      href: deployment ? `/chat?deployment=${deployment.id}` : "/chat",
      action: "Open chat",
      done: sessions.some(({ message_count }) => message_count > 0),
    },
  ];
}
