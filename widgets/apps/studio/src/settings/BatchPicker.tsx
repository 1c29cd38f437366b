/** A right is chosen by its issue batch: looked for among all that are in use, with live stock, cost and validity. */
import { moneyText } from "@largesse/kernel";
import { Button, Popover } from "@mantine/core";
import { useMemo, useRef, useState } from "react";
import { useDesk, useDocument } from "../desk";
import { Picker, type Source } from "../Picker";
import type { StockedBatch } from "../ports";
import { useWords } from "../words";
import { closed, standingOf } from "./standing";

interface BatchPickerProps {
  /** What the button says. */
  label: string;
  /** What it says to who hears it, where the label does not say for which right. */
  says?: string;
  small?: boolean;
  pick: (batch: StockedBatch) => void;
}

export function BatchPicker({ label, says, small, pick }: BatchPickerProps) {
  const { t, of } = useWords();
  const rights = useDocument((document) => document.rights);
  const { ports } = useDesk();
  const [open, setOpen] = useState(false);
  const seen = useRef(new Map<string, StockedBatch>());
  const taken = useRef(new Set<string>());
  taken.current = new Set(rights.map((right) => right.batch));
  const source = useMemo<Source>(
    () => ({
      look: async (search, after) => {
        const page = await ports.offered(search, after);
        if (!page) return null;
        for (const batch of page.batches) seen.current.set(batch.id, batch);
        const rows = page.batches
          .filter((batch) => !taken.current.has(batch.id))
          .map((batch) => ({
            id: batch.id,
            name: of(batch.title),
            code: batch.code,
            note: [
              t(`category.${batch.category}`),
              t("rights.line", {
                free: batch.free,
                total: batch.total,
                cost: moneyText(batch.unitCostMinor, batch.currency),
              }),
              batch.validity,
            ].join(" · "),
            closed: closed(standingOf(batch, Date.now())),
          }));
        return { rows, next: page.next };
      },
      name: async () => null,
    }),
    [ports, of, t],
  );
  const take = (id: string) => {
    const batch = seen.current.get(id);
    setOpen(false);
    if (batch) pick(batch);
  };
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-end"
      width={420}
      shadow="md"
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <Button
          variant="default"
          {...(small ? { size: "compact-xs" } : {})}
          {...(says ? { "aria-label": says } : {})}
          onClick={() => setOpen(!open)}
          aria-expanded={open}
        >
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        {open && (
          <Picker focus within label={t("rights.batch")} source={source} value="" onChange={take} say={t} />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
