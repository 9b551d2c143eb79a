"use client";

import { SecretDialog } from "@/components/common/secret-dialog";

export type Invitation = { email: string; link: string; mailSent: boolean };

/** The link with which somebody chooses a password, shown this once. */
export function InvitationLink(props: { invitation: Invitation; onDone: () => void }) {
  const { email, link, mailSent } = props.invitation;
  return (
    <SecretDialog
      title="Invitation link"
      secret={link}
      warning="This link is shown once, and whoever has it can take over the account. Pass it on over a channel you trust."
      copyLabel="Copy link"
      onDone={props.onDone}
    >
      <p className="text-muted-foreground">
        With it <span className="font-medium text-foreground">{email}</span> chooses a password and
        signs in.{" "}
        {mailSent ? "It was also sent by mail." : "No mail was sent, so pass it on yourself."}
      </p>
    </SecretDialog>
  );
}
