"use client";

import { ArrowUp, Paperclip, Square } from "lucide-react";
import {
  useEffect,
  useEffectEvent,
  useRef,
  useState,
  type ClipboardEvent,
  type KeyboardEvent,
  type ReactNode,
} from "react";

import { Button } from "@/components/ui/button";
import { GrowingTextarea } from "@/features/chat/components/growing-textarea";
import { useDraft } from "@/features/chat/drafts";
import { ACCEPTED_EXTENSIONS } from "@/features/knowledge_bases/chosen-files";

const ATTACHABLE = ACCEPTED_EXTENSIONS.filter((extension) => extension !== ".zip").join(",");

type ComposerProps = {
  /** The conversation whose draft this is. */
  draftOf: string;
  /** Answers false when the question could not be sent; it then stays in the field. */
  onSend: (content: string) => Promise<boolean> | void;
  /** Given while an answer is written: the button and Escape stop it. */
  onStop?: () => void;
  /** Takes files that were chosen or pasted. */
  onFiles?: (files: File[]) => void;
  /** The arrow up in an empty field. */
  onEditLast?: () => void;
  /** What a question has to wait for; it is sent as soon as this is gone. */
  waitsFor?: string | null;
  disabled?: boolean;
  placeholder?: string;
  /** Above the text: what goes with the question. */
  above?: ReactNode;
  /** Under the text, at the left: what will answer. */
  children?: ReactNode;
};

/** Where a question is written; grows with it. Enter sends, Shift+Enter starts a new line. */
export function Composer(props: ComposerProps) {
  const { draftOf, onSend, onStop, onFiles, onEditLast, waitsFor, disabled } = props;
  const [text, setText] = useDraft(draftOf);
  const [isHeld, setHeld] = useState(false);

  async function sendNow() {
    const content = text.trim();
    setHeld(false);
    if (!content || disabled || onStop) return;
    if ((await onSend(content)) !== false) setText("");
  }

  function send() {
    if (!text.trim() || disabled || onStop) return;
    if (waitsFor) setHeld(true);
    else void sendNow();
  }

  const sendHeld = useEffectEvent(() => void sendNow());
  useEffect(() => {
    if (!isHeld || waitsFor) return;
    const turn = setTimeout(sendHeld);
    return () => clearTimeout(turn);
  }, [isHeld, waitsFor]);

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "Escape") onStop?.();
    if (event.key === "ArrowUp" && !text && onEditLast) {
      event.preventDefault();
      onEditLast();
    }
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  }

  function onPaste(event: ClipboardEvent) {
    const { files, types } = event.clipboardData;
    // Office programs put a picture of the text beside the text.
    if (!onFiles || files.length === 0 || types.includes("text/plain")) return;
    event.preventDefault();
    onFiles([...files]);
  }

  return (
    <form
      className="rounded-lg border border-border-strong bg-elevated transition-colors duration-150 focus-within:border-primary"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {props.above}
      <GrowingTextarea
        autoFocus
        aria-label="Your question"
        data-testid="composer"
        placeholder={props.placeholder ?? "Ask a question"}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        className="px-3.5 pt-3 pb-1"
      />
      {isHeld && waitsFor && (
        <HeldNote
          waitsFor={waitsFor}
          onSendNow={() => void sendNow()}
          onCancel={() => setHeld(false)}
        />
      )}
      <div className="flex items-center gap-1 p-2">
        {onFiles && <AttachButton onFiles={onFiles} />}
        <div className="flex min-w-0 flex-1 items-center gap-1 text-[13px] text-muted-foreground">
          {props.children}
        </div>
        {onStop ? (
          <Button
            size="icon"
            aria-label="Stop"
            title="Stop (Esc)"
            data-testid="stop-answer"
            onClick={onStop}
          >
            <Square className="fill-current" />
          </Button>
        ) : (
          <Button
            type="submit"
            variant="primary"
            size="icon"
            aria-label="Send"
            data-testid="send-question"
            disabled={disabled || !text.trim()}
          >
            <ArrowUp />
          </Button>
        )}
      </div>
    </form>
  );
}

function AttachButton({ onFiles }: { onFiles: (files: File[]) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={ATTACHABLE}
        data-testid="attach-input"
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])]);
          target.value = "";
        }}
      />
      <Button
        variant="ghost"
        size="icon"
        aria-label="Attach files"
        title="Attach files. They are searched in this conversation alone."
        onClick={() => input.current?.click()}
      >
        <Paperclip />
      </Button>
    </>
  );
}

type HeldNoteProps = { waitsFor: string; onSendNow: () => void; onCancel: () => void };

function HeldNote({ waitsFor, onSendNow, onCancel }: HeldNoteProps) {
  return (
    <div
      role="status"
      data-testid="held-question"
      className="mx-3.5 my-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-[13px] text-muted-foreground"
    >
      <span className="min-w-0">Your question is sent as soon as {waitsFor} has been read.</span>
      <Button variant="link" size="sm" onClick={onSendNow}>
        Send now
      </Button>
      <Button variant="link" size="sm" onClick={onCancel}>
        Cancel
      </Button>
    </div>
  );
}
