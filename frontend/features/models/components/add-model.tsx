"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";

import { Breadcrumbs } from "@/components/common/breadcrumbs";
import { PageBody, PageHeader } from "@/components/common/page-header";
import { ReadOnlyNote } from "@/components/common/read-only-note";
import { Button } from "@/components/ui/button";
import { useModels } from "@/features/models/api";
import { ConnectionForm } from "@/features/models/components/connection-form";
import { DraftCard } from "@/features/models/components/draft-card";
import { OfferList } from "@/features/models/components/offer-list";
import { ProviderChoice } from "@/features/models/components/provider-choice";
import { RegistrationList } from "@/features/models/components/registration-list";
import { VisibilityField, type Visibility } from "@/features/models/components/visibility-field";
import { WizardStep, type StepState } from "@/features/models/components/wizard-step";
import {
  draftOf,
  draftProblems,
  type Connection,
  type DraftProblems,
  type ModelDraft,
} from "@/features/models/draft";
import { REMOTE_PROVIDERS, type RemoteProvider } from "@/features/models/providers";
import { useRegistration } from "@/features/models/registration";
import type { Model, ModelOffer } from "@/lib/api/types";
import { useCan } from "@/lib/api/use-session";
import { plural } from "@/lib/format";

const STEPS = ["provider", "connection", "models", "result"] as const;
type Step = (typeof STEPS)[number];

const EVERYONE: Visibility = { everyone: true, group_ids: [] };

export function AddModel() {
  const mayAdd = useCan("models:write");
  return (
    <PageBody>
      <Breadcrumbs items={[{ label: "Models", href: "/models" }, { label: "Add models" }]} />
      <PageHeader
        title="Add models"
        description="Say where they run, choose from what is served there, and see each of them answer."
      />
      {mayAdd ? (
        <Wizard />
      ) : (
        <ReadOnlyNote reason="Administrators add models. Ask one for the model you need." />
      )}
    </PageBody>
  );
}

/** By model id, what is registered of the same endpoint. */
function registeredAt(connection: Connection, models: Model[]): ReadonlyMap<string, Model> {
  const address = connection.endpointUrl.trim() || null;
  return new Map(
    models
      .filter((model) => model.provider === connection.provider && model.endpoint_url === address)
      .map((model) => [model.model_id, model]),
  );
}

function Wizard() {
  const router = useRouter();
  const models = useModels().data?.items ?? [];
  const [step, setStep] = useState<Step>("provider");
  const [connection, setConnection] = useState<Connection>({
    provider: "ollama",
    endpointUrl: "",
    apiKey: "",
  });
  const [offers, setOffers] = useState<ModelOffer[] | null>(null);
  const [drafts, setDrafts] = useState<ModelDraft[]>([]);
  const [visibility, setVisibility] = useState(EVERYONE);
  const registration = useRegistration(connection, visibility);
  const facts = REMOTE_PROVIDERS[connection.provider];
  const stateOf = (name: Step) => stepState(name, step);
  const reopen = (name: Step) => (step === "result" ? undefined : () => setStep(name));

  function chooseProvider(provider: RemoteProvider) {
    if (provider !== connection.provider) {
      setConnection({ provider, endpointUrl: "", apiKey: "" });
      setDrafts([]);
    }
    setStep("connection");
  }

  function toggle(offer: ModelOffer) {
    const without = drafts.filter(({ modelId }) => modelId !== offer.id);
    const taken = [...models, ...drafts].map(({ name }) => name);
    const isNew = without.length === drafts.length;
    setDrafts(isNew ? [...drafts, draftOf(offer, facts.types, taken)] : without);
  }

  return (
    <ol className="max-w-4xl">
      <WizardStep
        number={1}
        title="Where they run"
        state={stateOf("provider")}
        summary={facts.label}
        onReopen={reopen("provider")}
      >
        <ProviderChoice
          value={step === "provider" ? null : connection.provider}
          onChoose={chooseProvider}
        />
      </WizardStep>
      <WizardStep
        number={2}
        title="Connection"
        state={stateOf("connection")}
        summary={connection.endpointUrl.trim() || facts.defaultAddress}
        onReopen={reopen("connection")}
      >
        <ConnectionForm
          connection={connection}
          onChange={setConnection}
          onConnected={(found) => {
            setOffers(found);
            setStep("models");
          }}
        />
      </WizardStep>
      <WizardStep
        number={3}
        title="Models"
        state={stateOf("models")}
        summary={drafts.map(({ name }) => name).join(", ")}
      >
        <ChosenModels
          offers={offers}
          registered={registeredAt(connection, models)}
          takenNames={models.map(({ name }) => name)}
          types={facts.types}
          drafts={drafts}
          onToggle={toggle}
          onChange={setDrafts}
          visibility={visibility}
          onVisibility={setVisibility}
          onDone={() => {
            setStep("result");
            void registration.start(drafts);
          }}
        />
      </WizardStep>
      <WizardStep number={4} title="Add and test" state={stateOf("result")}>
        <RegistrationList
          items={registration.items}
          onAgain={(item) => void registration.again(item)}
          onRemove={(item) => void registration.remove(item)}
        />
        <div className="mt-4 flex flex-wrap gap-2">
          <Button
            variant="primary"
            disabled={registration.isWorking}
            onClick={() => router.push("/models")}
            data-testid="finish-adding"
          >
            Go to models
          </Button>
          {!registration.isWorking && (
            <Button asChild>
              <Link href="/deployments/new">Create deployment</Link>
            </Button>
          )}
        </div>
      </WizardStep>
    </ol>
  );
}

function stepState(name: Step, current: Step): StepState {
  if (name === current) return "open";
  return STEPS.indexOf(name) < STEPS.indexOf(current) ? "done" : "later";
}

type ChosenModelsProps = {
  offers: ModelOffer[] | null;
  registered: ReadonlyMap<string, Model>;
  takenNames: string[];
  types: (typeof REMOTE_PROVIDERS)[RemoteProvider]["types"];
  drafts: ModelDraft[];
  onToggle: (offer: ModelOffer) => void;
  onChange: (drafts: ModelDraft[]) => void;
  visibility: Visibility;
  onVisibility: (visibility: Visibility) => void;
  onDone: () => void;
};

function ChosenModels(props: ChosenModelsProps) {
  const { offers, drafts, takenNames, onChange, onToggle } = props;
  const [isTried, setTried] = useState(false);
  const problems = drafts.map((draft) => {
    const others = drafts.filter((other) => other !== draft).map(({ name }) => name);
    return draftProblems(draft, [...takenNames, ...others]);
  });
  const isWrong = problems.some((each) => Object.keys(each).length > 0);
  const shown = (index: number): DraftProblems => (isTried ? (problems[index] ?? {}) : {});

  function submit() {
    setTried(true);
    if (!isWrong) props.onDone();
  }

  return (
    <div className="grid gap-6">
      <OfferList
        offers={offers}
        registered={props.registered}
        chosen={new Set(drafts.map(({ modelId }) => modelId))}
        onToggle={onToggle}
      />
      {drafts.map((draft, index) => (
        <DraftCard
          key={draft.modelId}
          draft={draft}
          types={props.types}
          problems={shown(index)}
          onChange={(change) =>
            onChange(drafts.map((each) => (each === draft ? { ...each, ...change } : each)))
          }
          onRemove={() => onChange(drafts.filter((each) => each !== draft))}
        />
      ))}
      {drafts.length > 0 && (
        <div className="grid gap-1.5">
          <p className="text-[13px] font-medium">
            Who may choose {drafts.length > 1 ? "them" : "it"}
          </p>
          <VisibilityField value={props.visibility} onChange={props.onVisibility} />
        </div>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          variant="primary"
          disabled={drafts.length === 0}
          onClick={submit}
          data-testid="add-models"
        >
          {drafts.length === 0 ? "Add models" : `Add ${plural(drafts.length, "model")}`}
        </Button>
        {drafts.length === 0 && (
          <span className="text-[13px] text-muted-foreground">Tick what you want to use.</span>
        )}
        {isTried && isWrong && (
          <span role="alert" className="text-[13px] text-danger">
            Something above needs another look.
          </span>
        )}
      </div>
    </div>
  );
}
