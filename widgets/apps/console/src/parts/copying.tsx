/** A text is taken along: by the clipboard, or, where a browser lends none (plain http), by hand out of a field. */
import { TextInput } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
import { useWords } from "../copy";
import { Dialog } from "./overlays";

interface CopyingProps {
  value: string;
  /** Draws the button; `copied` is true for a moment after the clipboard took it. */
  children: (state: { copied: boolean; copy: () => void }) => ReactNode;
}

const SHOWN_MS = 1_600;

export function Copying({ value, children }: CopyingProps) {
  const { t } = useWords();
  const [copied, setCopied] = useState(false);
  const [byHand, setByHand] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
    } catch {
      setByHand(true);
    }
  };
  return (
    <>
      {children({ copied, copy: () => void copy() })}
      <Dialog title={t("copying.title")} open={byHand} close={() => setByHand(false)}>
        <TextInput
          readOnly
          data-autofocus
          label={t("copying.label")}
          description={t("copying.byHand")}
          value={value}
          onFocus={(event) => event.currentTarget.select()}
        />
      </Dialog>
    </>
  );
}
