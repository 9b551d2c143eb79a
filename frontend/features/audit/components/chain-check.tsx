"use client";

import { Link2, ShieldAlert, ShieldCheck } from "lucide-react";

import { CopyableId } from "@/components/common/copy-button";
import { ErrorState } from "@/components/common/error-state";
import { RelativeTime } from "@/components/common/relative-time";
import { Button } from "@/components/ui/button";
import { useVerifyChain } from "@/features/audit/api";
import type { AuditVerification } from "@/lib/api/types";
import { formatNumber, plural } from "@/lib/format";

/** Checks on demand that no entry was changed, removed or moved, and says what was found. */
export function ChainCheck() {
  const verify = useVerifyChain();
  return (
    <section aria-label="Hash chain" className="mb-5 rounded-lg border px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-64">
          {verify.data ? <Finding result={verify.data} /> : <Invitation />}
        </div>
        <Button
          pending={verify.isPending}
          onClick={() => verify.mutate()}
          data-testid="verify-chain"
        >
          {!verify.isPending && <Link2 />} Verify chain
        </Button>
      </div>
      {verify.error && <ErrorState error={verify.error} className="mt-3" />}
    </section>
  );
}

function Invitation() {
  return (
    <p className="text-[13px] text-muted-foreground">
      Each entry carries a hash over itself and the one before. Verifying computes all of them
      again.
    </p>
  );
}

function Finding({ result }: { result: AuditVerification }) {
  const { intact, rows, head_sequence, head_hash, checked_at, first_bad } = result;
  return (
    <div role="status" data-testid="chain-finding" data-intact={intact} className="flex gap-3">
      {intact ? (
        <ShieldCheck className="mt-0.5 size-4 shrink-0 text-success" aria-hidden />
      ) : (
        <ShieldAlert className="mt-0.5 size-4 shrink-0 text-danger" aria-hidden />
      )}
      <div className="min-w-0">
        {intact ? (
          <p className="font-medium">
            The chain is intact: {plural(rows, "entry", "entries")} checked
          </p>
        ) : (
          <p className="font-medium">
            The chain is broken at entry {first_bad && formatNumber(first_bad.sequence)}
          </p>
        )}
        {first_bad && (
          <p className="text-[13px]">
            {first_bad.message}{" "}
            {first_bad.id && <CopyableId id={first_bad.id} className="text-foreground" />}
          </p>
        )}
        <p className="flex flex-wrap gap-x-1.5 text-[13px] text-muted-foreground">
          Last entry {formatNumber(head_sequence)}, hash <CopyableId id={head_hash} />, checked{" "}
          <RelativeTime iso={checked_at} />
        </p>
      </div>
    </div>
  );
}
