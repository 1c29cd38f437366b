/** What was typed is not lost by a slip: leaving a form that was begun asks first, in the form itself. */
import { Button, Group } from "@mantine/core";
import { useEffect, useState } from "react";
import { useWords } from "../copy";
import { Note } from "./page";

/** The browser asks before a page with unsaved words is closed. */
export function useUnsaved(unsaved: boolean): void {
  useEffect(() => {
    if (!unsaved) return;
    const hold = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", hold);
    return () => window.removeEventListener("beforeunload", hold);
  }, [unsaved]);
}

export interface Guard {
  asking: boolean;
  touch: () => void;
  /** Leave, or ask first when something was typed. */
  leave: () => void;
  stay: () => void;
  /** Leave without asking: it was saved, or given up on purpose. */
  go: () => void;
}

export function useGuard(close: () => void): Guard {
  const [touched, setTouched] = useState(false);
  const [asking, setAsking] = useState(false);
  useUnsaved(touched);
  const go = () => {
    setTouched(false);
    setAsking(false);
    close();
  };
  return {
    asking,
    touch: () => setTouched(true),
    leave: touched ? () => setAsking(true) : go,
    stay: () => setAsking(false),
    go,
  };
}

export function Leaving({ guard }: { guard: Guard }) {
  const { t } = useWords();
  if (!guard.asking) return null;
  return (
    <Note tone="warn">
      {t("guard.says")}
      <Group gap="xs" mt="xs">
        <Button size="xs" color="red" onClick={guard.go}>
          {t("guard.discard")}
        </Button>
        <Button size="xs" variant="default" onClick={guard.stay}>
          {t("guard.stay")}
        </Button>
      </Group>
    </Note>
  );
}
