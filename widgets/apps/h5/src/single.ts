/** Let one run at a time: who asks meanwhile waits for the next run, and all who wait share it. */
export function oneAtATime(act: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  const run = (): Promise<void> => {
    running = act().finally(() => {
      running = null;
    });
    return running;
  };
  const after = async (before: Promise<void>): Promise<void> => {
    await before.catch(() => undefined);
    next = null;
    await run();
  };
  return () => {
    if (next !== null) return next;
    if (running === null) return run();
    next = after(running);
    return next;
  };
}

/** Call when a person comes back to this page: from another one, another app, or a locked screen. */
export function onReturn(back: () => void): () => void {
  const shown = (event: PageTransitionEvent): void => {
    if (event.persisted) back();
  };
  const seen = (): void => {
    if (document.visibilityState === "visible") back();
  };
  addEventListener("pageshow", shown);
  document.addEventListener("visibilitychange", seen);
  return () => {
    removeEventListener("pageshow", shown);
    document.removeEventListener("visibilitychange", seen);
  };
}
