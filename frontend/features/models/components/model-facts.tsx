"use client";

import Link from "next/link";

import { CopyableId } from "@/components/common/copy-button";
import type { Fact } from "@/components/common/facts";
import { RelativeTime } from "@/components/common/relative-time";
import { VisibilityBadge } from "@/features/models/components/visibility-field";
import { fallbackChain } from "@/features/models/fallbacks";
import { canGenerate, MODEL_TYPES, PROVIDERS } from "@/features/models/labels";
import { priceText } from "@/features/models/prices";
import type { Model } from "@/lib/api/types";
import { formatNumber } from "@/lib/format";

type TellsGroups = { tellsGroups: boolean };

/** What a model is, where it is served and on which terms; `models` name its fallbacks. */
export function modelFacts(model: Model, models: Model[], { tellsGroups }: TellsGroups): Fact[] {
  return [
    { label: "Type", value: MODEL_TYPES[model.model_type] },
    { label: "Provider", value: PROVIDERS[model.provider] },
    { label: "Model id", value: <Mono>{model.model_id}</Mono> },
    { label: "Address", value: <Mono>{addressOf(model)}</Mono> },
    ...(model.provider === "local" ? [] : [{ label: "Key", value: keyText(model) }]),
    ...typeFacts(model),
    { label: "Prices", value: <Prices model={model} /> },
    ...(canGenerate(model) ? answeringFacts(model, models) : []),
    ...(tellsGroups
      ? [{ label: "Chosen by", value: <VisibilityBadge visibility={model.visibility} /> }]
      : []),
    { label: "Added", value: <RelativeTime iso={model.created_at} /> },
    { label: "Id", value: <CopyableId id={model.id} /> },
  ];
}

function Mono({ children }: { children: string }) {
  return <span className="font-mono text-xs">{children}</span>;
}

function addressOf({ endpoint_url, provider }: Model): string {
  if (endpoint_url) return endpoint_url;
  return provider === "local" ? "this server" : "the server's own setting";
}

function keyText({ has_api_key, api_key_hint }: Model) {
  if (!has_api_key) return "None stored";
  return <Mono>{api_key_hint ?? "stored"}</Mono>;
}

function typeFacts({ config, model_type }: Model): Fact[] {
  if (model_type === "embedding") {
    return [
      { key: "dimension", label: "Dimensions" },
      { key: "max_tokens", label: "Longest passage" },
      { key: "query_prefix", label: "Before questions" },
      { key: "passage_prefix", label: "Before passages" },
    ]
      .filter(({ key }) => config[key] !== undefined && config[key] !== "")
      .map(({ key, label }) => ({ label, value: <Mono>{String(config[key])}</Mono> }));
  }
  const context = config.context_tokens;
  if (typeof context !== "number") return [];
  return [{ label: "Context", value: `${formatNumber(context)} tokens` }];
}

function Prices({ model }: { model: Model }) {
  const text = priceText(model);
  if (text === null) return <span className="text-muted-foreground">Not entered</span>;
  return (
    <>
      {text} <span className="text-muted-foreground">per million tokens</span>
    </>
  );
}

function answeringFacts(model: Model, models: Model[]): Fact[] {
  const { first_token_s, idle_s, total_s } = model.timeouts;
  const waits = [
    first_token_s != null && `${first_token_s} s to the first word`,
    idle_s != null && `${idle_s} s between words`,
    total_s != null && `${total_s} s in all`,
  ].filter(Boolean);
  return [
    {
      label: "At once",
      value: model.max_concurrent === null ? "No limit" : formatNumber(model.max_concurrent),
    },
    { label: "Waits at most", value: waits.join(", ") || "As the server is set" },
    { label: "Falls back to", value: <Fallbacks chain={fallbackChain(model, models)} /> },
  ];
}

/** Who answers instead, first to last. */
export function Fallbacks({ chain }: { chain: Model[] }) {
  if (chain.length === 0) return <span className="text-muted-foreground">Nothing</span>;
  return (
    <ol className="grid gap-0.5">
      {chain.map(({ id, name }, index) => (
        <li key={id}>
          <span className="mr-1.5 text-muted-foreground tabular-nums">{index + 1}.</span>
          <Link className="hover:underline" href={`/models/${id}`}>
            {name}
          </Link>
        </li>
      ))}
    </ol>
  );
}
