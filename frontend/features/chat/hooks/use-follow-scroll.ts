"use client";

import { useCallback, useEffect, useRef, useState, type RefObject } from "react";

/** How near the end still counts as being at the end, in pixels. */
const NEAR_END = 48;

type FollowScroll = {
  container: RefObject<HTMLDivElement | null>;
  content: RefObject<HTMLDivElement | null>;
  /** Whether the view follows what is written; false once the reader scrolled up. */
  following: boolean;
  scrollToEnd: () => void;
};

/** Keeps the end of growing content in view until the reader scrolls up. */
export function useFollowScroll(): FollowScroll {
  const container = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const [following, setFollowing] = useState(true);
  const followingRef = useRef(true);

  const follow = useCallback((value: boolean) => {
    followingRef.current = value;
    setFollowing(value);
  }, []);

  const scrollToEnd = useCallback(() => {
    follow(true);
    container.current?.scrollTo({ top: container.current.scrollHeight });
  }, [follow]);

  useEffect(() => {
    const box = container.current;
    const inner = content.current;
    if (!box || !inner) return;
    let lastTop = box.scrollTop;
    const onScroll = () => {
      const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END;
      if (atEnd) follow(true);
      else if (box.scrollTop < lastTop) follow(false);
      lastTop = box.scrollTop;
    };
    const observer = new ResizeObserver(() => {
      if (followingRef.current) box.scrollTop = box.scrollHeight;
    });
    box.addEventListener("scroll", onScroll, { passive: true });
    observer.observe(inner);
    return () => {
      box.removeEventListener("scroll", onScroll);
      observer.disconnect();
    };
  }, [follow]);

  return { container, content, following, scrollToEnd };
}
