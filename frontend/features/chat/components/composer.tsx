"use client";

import { ArrowUp, Square } from "lucide-react";
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";

import { Button } from "@/components/ui/button";

const MAX_HEIGHT = 240;
const MAX_LENGTH = 8000;

type ComposerProps = {
  /** Answers false when the question could not be sent; it then stays in the field. */
  onSend: (content: string) => Promise<boolean> | void;
  /** Given while an answer is written: the button stops it. */
  onStop?: () => void;
  disabled?: boolean;
  placeholder?: string;
  /** Under the text, at the left: what will answer. */
  children?: ReactNode;
};

/** Where a question is written; grows with it. Enter sends, Shift+Enter starts a new line. */
export function Composer({ onSend, onStop, disabled, placeholder, children }: ComposerProps) {
  const [text, setText] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);

  useEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = "auto";
    element.style.height = `${Math.min(element.scrollHeight, MAX_HEIGHT)}px`;
  }, [text]);

  async function send() {
    const content = text.trim();
    if (!content || disabled || onStop) return;
    if ((await onSend(content)) !== false) setText("");
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void send();
  }

  return (
    <form
      className="rounded-lg border border-border-strong bg-elevated transition-colors duration-150 focus-within:border-primary"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <textarea
        ref={field}
        rows={1}
        autoFocus
        aria-label="Your question"
        data-testid="composer"
        placeholder={placeholder ?? "Ask a question"}
        maxLength={MAX_LENGTH}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        className="block w-full resize-none bg-transparent px-3.5 pt-3 pb-1 text-[15px] leading-relaxed outline-none placeholder:text-muted-foreground"
      />
      <div className="flex items-center gap-2 p-2 pl-3.5">
        <div className="min-w-0 flex-1 text-[13px] text-muted-foreground">{children}</div>
        {onStop ? (
          <Button size="icon" aria-label="Stop" data-testid="stop-answer" onClick={onStop}>
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
