"use client";

import { Download, FileQuestion, FileUp, Plus, Sparkles } from "lucide-react";
import { parseAsInteger, parseAsString, useQueryStates } from "nuqs";
import { useState } from "react";
import { toast } from "sonner";

import { ChoiceSelect } from "@/components/common/choice-select";
import { DataTable } from "@/components/common/data-table";
import { EmptyState } from "@/components/common/empty-state";
import { ErrorState } from "@/components/common/error-state";
import { FilterBar, SearchField } from "@/components/common/filter-bar";
import { WithInspector } from "@/components/common/inspector";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import {
  exportQuestions,
  QUESTIONS_PER_PAGE,
  useQuestions,
  useSaveVersion,
  useVersions,
  type ExportFormat,
} from "@/features/evaluations/api";
import { GenerateDialog } from "@/features/evaluations/components/generate-dialog";
import { ImportDialog } from "@/features/evaluations/components/import-dialog";
import { QUESTION_COLUMNS } from "@/features/evaluations/components/question-columns";
import { QuestionInspector } from "@/features/evaluations/components/question-inspector";
import {
  applyChanges,
  changesText,
  countChanges,
  NO_CHANGES,
  rowsOf,
  withoutQuestion,
  withQuestion,
  withUndone,
  type QuestionRow,
  type SetChanges,
} from "@/features/evaluations/set-changes";
import { ORIGINS } from "@/features/evaluations/words";
import { toApiError } from "@/lib/api/errors";
import type { QuestionDraft, QuestionSet } from "@/lib/api/types";
import { plural } from "@/lib/format";

const NEW = "new";

type QuestionsTabProps = { set: QuestionSet; canWrite: boolean };

/** The questions of a set: read in any version, changed in the latest. */
export function QuestionsTab({ set, canWrite }: QuestionsTabProps) {
  const [filter, setFilter] = useQueryStates({
    q: parseAsString.withDefault(""),
    offset: parseAsInteger.withDefault(0),
    version: parseAsInteger,
    question: parseAsString,
  });
  const [changes, setChanges] = useState<SetChanges>(NO_CHANGES);
  const version = filter.version ?? set.version;
  const isLatest = version === set.version;
  const canEdit = canWrite && isLatest;
  const questions = useQuestions(
    set.id,
    { q: filter.q, offset: filter.offset, version },
    version > 0,
  );
  const isFirstPage = filter.offset === 0 && !filter.q;
  const rows =
    version === 0
      ? rowsOf([], changes, true)
      : questions.data && rowsOf(questions.data.items, changes, isLatest && isFirstPage);
  const chosen = rows?.find(({ key }) => key === filter.question) ?? null;
  const isOpen = chosen !== null || (filter.question === NEW && canEdit);
  const close = () => void setFilter({ question: null });

  function keep(draft: QuestionDraft) {
    const key = chosen?.key ?? crypto.randomUUID();
    setChanges(withQuestion(changes, key, draft, !chosen || chosen.state === "added"));
    close();
  }

  function change(next: (changes: SetChanges, key: string) => SetChanges) {
    if (chosen) setChanges(next(changes, chosen.key));
    close();
  }

  const tools = (
    <Tools
      set={set}
      version={version}
      canEdit={canEdit}
      onAdd={() => void setFilter({ question: NEW })}
    />
  );
  if (questions.error) return <ErrorState error={questions.error} onRetry={questions.refetch} />;
  return (
    <WithInspector
      label="Question"
      onClose={close}
      inspector={
        isOpen ? (
          <QuestionInspector
            key={chosen?.key ?? NEW}
            row={chosen}
            knowledgeBaseId={set.knowledge_base_id}
            readOnly={!canEdit}
            onClose={close}
            onKeep={keep}
            onRemove={() => change(withoutQuestion)}
            onUndo={() => change(withUndone)}
          />
        ) : null
      }
    >
      <UnsavedBar set={set} changes={changes} onDone={() => setChanges(NO_CHANGES)} />
      {version === 0 && rows?.length === 0 ? (
        <EmptyState icon={FileQuestion} title="No questions yet" action={tools}>
          Write what people really ask, and choose the documents that answer it. Ten questions tell
          more than none; fifty tell small changes apart.
        </EmptyState>
      ) : (
        <>
          <FilterBar>
            <SearchField
              value={filter.q}
              onChange={(q) => void setFilter({ q: q || null, offset: null })}
              placeholder="Filter questions"
            />
            <VersionSelect
              set={set}
              value={version}
              onChange={(next) =>
                void setFilter({ version: next === set.version ? null : next, offset: null })
              }
            />
            <span className="flex flex-wrap gap-2 sm:ml-auto">{tools}</span>
          </FilterBar>
          <QuestionTable
            rows={rows}
            chosen={filter.question}
            onOpen={(key) => void setFilter({ question: key })}
            paging={{
              offset: filter.offset,
              limit: QUESTIONS_PER_PAGE,
              total: questions.data?.total ?? 0,
              onOffsetChange: (offset) => void setFilter({ offset }),
            }}
          />
        </>
      )}
    </WithInspector>
  );
}

type QuestionTableProps = {
  rows: QuestionRow[] | undefined;
  chosen: string | null;
  onOpen: (key: string) => void;
  paging: { offset: number; limit: number; total: number; onOffsetChange: (o: number) => void };
};

function QuestionTable({ rows, chosen, onOpen, paging }: QuestionTableProps) {
  return (
    <DataTable
      label="Questions"
      columns={QUESTION_COLUMNS}
      rows={rows}
      rowId={(row) => row.key}
      onRowClick={(row) => onOpen(row.key)}
      isSelected={(row) => row.key === chosen}
      noMatch="No question matches this filter."
      paging={paging}
    />
  );
}

type VersionSelectProps = { set: QuestionSet; value: number; onChange: (version: number) => void };

function VersionSelect({ set, value, onChange }: VersionSelectProps) {
  const versions = useVersions(set.id);
  if (set.version === 0) return null;
  const items = versions.data?.items ?? [];
  return (
    <ChoiceSelect
      label="Version"
      value={String(value)}
      onChange={(version) => onChange(Number(version))}
      choices={
        items.length > 0
          ? items.map(({ version, origin }) => ({
              value: String(version),
              label: `Version ${version}`,
              note: version === set.version ? "latest" : ORIGINS[origin].toLowerCase(),
            }))
          : [{ value: String(value), label: `Version ${value}` }]
      }
      className="w-44"
      testId="version-select"
    />
  );
}

type ToolsProps = { set: QuestionSet; version: number; canEdit: boolean; onAdd: () => void };

function Tools({ set, version, canEdit, onAdd }: ToolsProps) {
  const [dialog, setDialog] = useState<"import" | "generate" | null>(null);
  const closed = { onOpenChange: (open: boolean) => !open && setDialog(null) };
  return (
    <>
      {version > 0 && <ExportMenu set={set} version={version} />}
      {canEdit && (
        <>
          <Button onClick={() => setDialog("generate")} data-testid="open-generate">
            <Sparkles /> Generate
          </Button>
          <Button onClick={() => setDialog("import")} data-testid="open-import">
            <FileUp /> Import
          </Button>
          <Button onClick={onAdd} data-testid="add-question">
            <Plus /> Add question
          </Button>
          <ImportDialog set={set} open={dialog === "import"} {...closed} />
          <GenerateDialog set={set} open={dialog === "generate"} {...closed} />
        </>
      )}
    </>
  );
}

function ExportMenu({ set, version }: { set: QuestionSet; version: number }) {
  const save = (format: ExportFormat) =>
    void exportQuestions(set, version, format).catch((error: unknown) =>
      toast.error("The questions could not be exported.", {
        description: toApiError(error).message,
      }),
    );
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button data-testid="open-export">
          <Download /> Export
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuItem onSelect={() => save("csv")}>As CSV</DropdownMenuItem>
        <DropdownMenuItem onSelect={() => save("jsonl")}>As JSON lines</DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

type UnsavedBarProps = { set: QuestionSet; changes: SetChanges; onDone: () => void };

/** What is changed but not written yet, and the button that writes it as the next version. */
function UnsavedBar({ set, changes, onDone }: UnsavedBarProps) {
  const save = useSaveVersion(set.id);
  const count = countChanges(changes);
  if (count === 0) return null;
  const next = set.version + 1;

  function write() {
    save.mutate(
      {
        version: set.version,
        change: (questions) => applyChanges(questions, changes),
        note: changesText(changes),
      },
      {
        onSuccess: () => {
          onDone();
          toast.success(`Saved as version ${next}`);
        },
      },
    );
  }

  return (
    <div className="mb-4" role="status" data-testid="unsaved-changes">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-primary/40 bg-primary-soft px-4 py-2.5 text-[13px]">
        <span className="flex-1">
          <span className="font-medium">{plural(count, "change")} not saved:</span>{" "}
          {changesText(changes)}. Versions before stay as they are.
        </span>
        <span className="flex gap-2">
          <Button size="sm" onClick={onDone} disabled={save.isPending}>
            Discard
          </Button>
          <Button
            size="sm"
            variant="primary"
            pending={save.isPending}
            onClick={write}
            data-testid="save-version"
          >
            Save as version {next}
          </Button>
        </span>
      </div>
      {save.error && <ErrorState error={save.error} className="mt-2" />}
    </div>
  );
}
