"use client";

import { CirclePause, CirclePlay, Link2, LogOut } from "lucide-react";
import Link from "next/link";
import { useState, type ReactNode } from "react";
import { toast } from "sonner";

import { ChoiceSelect } from "@/components/common/choice-select";
import { ConfirmDialog } from "@/components/common/confirm-dialog";
import { CopyableId } from "@/components/common/copy-button";
import { ErrorState } from "@/components/common/error-state";
import { FactList } from "@/components/common/facts";
import { Inspector, InspectorSection } from "@/components/common/inspector";
import { RelativeTime } from "@/components/common/relative-time";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { useRenewInvitation, useSignOutUser, useUpdateUser } from "@/features/users/api";
import { InvitationLink, type Invitation } from "@/features/users/components/invitation-link";
import { UserState } from "@/features/users/components/user-state";
import { roleChoices } from "@/features/users/role-choices";
import type { Role, UserAdmin } from "@/lib/api/types";
import { useCan, useSession } from "@/lib/api/use-session";
import { isPowerful, ROLES, TIER_NAMES, TIERS } from "@/lib/roles";

type UserInspectorProps = { user: UserAdmin; onClose: () => void };

/** Role, tier and state of one account, and what can be done about it. */
export function UserInspector({ user, onClose }: UserInspectorProps) {
  const self = useSession().user;
  const isSelf = self?.id === user.id;
  const isOutOfReach = isPowerful(user.role) && self?.role !== "super_admin";
  return (
    <Inspector
      title={user.full_name || user.email}
      note={user.full_name ? user.email : undefined}
      onClose={onClose}
      testId="user-inspector"
    >
      {isOutOfReach && (
        <InspectorSection>
          <p className="text-[13px] text-muted-foreground">
            Only a super admin changes administrators.
          </p>
        </InspectorSection>
      )}
      <InspectorSection>
        <RoleAndTier user={user} isSelf={isSelf} isLocked={isOutOfReach} />
      </InspectorSection>
      <InspectorSection>
        <FactList facts={userFacts(user)} />
      </InspectorSection>
      {!isOutOfReach && (
        <InspectorSection>
          <div className="flex flex-wrap gap-2">
            {!isSelf && <StateButton user={user} />}
            <SignOutButton user={user} />
            {!isSelf && user.is_active && <InvitationButton user={user} />}
          </div>
        </InspectorSection>
      )}
    </Inspector>
  );
}

function userFacts(user: UserAdmin) {
  const lastSignIn = user.last_sign_in_at;
  return [
    { label: "State", value: <UserState user={user} /> },
    { label: "Groups", value: <GroupNames groups={user.groups} /> },
    { label: "Last sign-in", value: lastSignIn ? <RelativeTime iso={lastSignIn} /> : "Never" },
    { label: "Created", value: <RelativeTime iso={user.created_at} /> },
    { label: "Id", value: <CopyableId id={user.id} /> },
    { label: "Activity", value: <AuditLink userId={user.id} /> },
  ];
}

function GroupNames({ groups }: { groups: UserAdmin["groups"] }): ReactNode {
  if (groups.length === 0) return "None";
  return (
    <ul className="grid gap-0.5">
      {groups.map((group) => (
        <li key={group.id}>
          <Link className="hover:underline" href={`/groups/${group.id}`}>
            {group.name}
          </Link>
        </li>
      ))}
    </ul>
  );
}

function AuditLink({ userId }: { userId: string }) {
  if (!useCan("audit:read")) return <>–</>;
  return (
    <Link className="text-primary-text hover:underline" href={`/audit?user=${userId}`}>
      Show in the audit log
    </Link>
  );
}

type RoleAndTierProps = { user: UserAdmin; isSelf: boolean; isLocked: boolean };

function RoleAndTier({ user, isSelf, isLocked }: RoleAndTierProps) {
  const giver = useSession().user?.role;
  const update = useUpdateUser(user.id);
  const [wanted, setWanted] = useState<Role | null>(null);
  const shown = update.isPending ? { ...user, ...update.variables } : user;
  return (
    <div className="grid gap-3">
      <Field label="Role" hint={isSelf ? "Nobody changes their own role." : ROLES[user.role].note}>
        {(control) => (
          <ChoiceSelect
            control={control}
            value={shown.role ?? user.role}
            disabled={isSelf || isLocked || update.isPending}
            onChange={(role) => role !== user.role && setWanted(role)}
            choices={roleChoices(giver)}
            testId="user-role"
          />
        )}
      </Field>
      <Field label="Tier">
        {(control) => (
          <ChoiceSelect
            control={control}
            value={shown.tier ?? user.tier}
            disabled={isLocked || update.isPending}
            onChange={(tier) => tier !== user.tier && update.mutate({ tier })}
            choices={TIER_NAMES.map((value) => ({ value, label: TIERS[value] }))}
          />
        )}
      </Field>
      {update.error && wanted === null && <ErrorState error={update.error} />}
      <ConfirmDialog
        open={wanted !== null}
        onOpenChange={(open) => !open && setWanted(null)}
        title={`Make this ${wanted ? ROLES[wanted].label.toLowerCase() : ""}?`}
        description={`${wanted ? ROLES[wanted].note : ""}. ${user.email} is signed out everywhere and signs in again with the new role.`}
        action="Change role"
        tone="primary"
        onConfirm={async () => {
          if (wanted) await update.mutateAsync({ role: wanted });
        }}
      />
    </div>
  );
}

function StateButton({ user }: { user: UserAdmin }) {
  const [confirming, setConfirming] = useState(false);
  const update = useUpdateUser(user.id);
  if (!user.is_active) {
    return (
      <Button
        size="sm"
        pending={update.isPending}
        onClick={() =>
          update.mutate({ is_active: true }, { onError: (error) => toast.error(error.message) })
        }
      >
        <CirclePlay /> Activate
      </Button>
    );
  }
  return (
    <>
      <Button size="sm" onClick={() => setConfirming(true)} data-testid="suspend-user">
        <CirclePause /> Suspend
      </Button>
      <ConfirmDialog
        open={confirming}
        onOpenChange={setConfirming}
        title={`Suspend ${user.full_name || user.email}?`}
        description="They are signed out at once, their API keys stop working, and they cannot sign in until somebody activates them. Nothing of theirs is deleted."
        action="Suspend user"
        onConfirm={() => update.mutateAsync({ is_active: false })}
      />
    </>
  );
}

function SignOutButton({ user }: { user: UserAdmin }) {
  const [confirming, setConfirming] = useState(false);
  const signOut = useSignOutUser(user.id);
  return (
    <>
      <Button size="sm" onClick={() => setConfirming(true)}>
        <LogOut /> Sign out everywhere
      </Button>
      <ConfirmDialog
        open={confirming}
        onOpenChange={setConfirming}
        title={`Sign ${user.full_name || user.email} out everywhere?`}
        description="Every browser and program where they are signed in asks for the password again. API keys go on working."
        action="Sign out everywhere"
        onConfirm={async () => {
          await signOut.mutateAsync();
          toast.success(`${user.email} is signed out everywhere`);
        }}
      />
    </>
  );
}

function InvitationButton({ user }: { user: UserAdmin }) {
  const renew = useRenewInvitation(user.id);
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  return (
    <>
      <Button
        size="sm"
        pending={renew.isPending}
        onClick={() =>
          renew.mutate(undefined, {
            onSuccess: ({ invitation_link, mail_sent }) =>
              setInvitation({ email: user.email, link: invitation_link, mailSent: mail_sent }),
            onError: (error) => toast.error(error.message),
          })
        }
      >
        <Link2 /> Fresh invitation link
      </Button>
      {invitation && <InvitationLink invitation={invitation} onDone={() => setInvitation(null)} />}
    </>
  );
}
