import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { throttle } from "./throttle";

describe("throttle", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("runs the first call at once and the last one after the pause", () => {
    const run = vi.fn();
    const throttled = throttle(run, 200);
    for (let call = 0; call < 50; call += 1) throttled();
    expect(run).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(200);
    expect(run).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(1000);
    expect(run).toHaveBeenCalledTimes(2);
  });

  it("keeps the pace while calls go on", () => {
    const run = vi.fn();
    const throttled = throttle(run, 200);
    for (let elapsed = 0; elapsed < 1000; elapsed += 10) {
      throttled();
      vi.advanceTimersByTime(10);
    }
    expect(run.mock.calls.length).toBeLessThanOrEqual(6);
  });

  it("forgets what was waiting when it is cancelled", () => {
    const run = vi.fn();
    const throttled = throttle(run, 200);
    throttled();
    throttled();
    throttled.cancel();
    vi.advanceTimersByTime(1000);
    expect(run).toHaveBeenCalledTimes(1);
  });
});
