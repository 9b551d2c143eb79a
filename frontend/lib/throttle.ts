export type Throttled = {
  /** Runs now when it has not run lately, else once at the end of the pause. */
  (): void;
  cancel: () => void;
};

/** At most one run in `pauseMs`; the last call is never lost. */
export function throttle(run: () => void, pauseMs: number): Throttled {
  let pause: ReturnType<typeof setTimeout> | null = null;
  let again = false;

  function runNow() {
    again = false;
    pause = setTimeout(() => {
      pause = null;
      if (again) runNow();
    }, pauseMs);
    run();
  }

  const throttled = () => {
    if (pause === null) runNow();
    else again = true;
  };
  throttled.cancel = () => {
    if (pause !== null) clearTimeout(pause);
    pause = null;
    again = false;
  };
  return throttled;
}
