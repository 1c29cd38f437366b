/** One pool beside its list: its codes by state, what came in, what was given, and what can be done. */
import { Group, Stack } from "@mantine/core";
import { useCallback } from "react";
import { useRead } from "../../../api/ask";
import { CodePool, type CodePoolShown, MakeCodes, SetCodePoolLow } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { Count, FigureCard } from "../../../parts/figures";
import { AskForm } from "../../../parts/form";
import { FactList, Note, Section } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Side } from "../../../parts/side";
import { Reveal } from "../../../parts/states";
import { Deliveries } from "./Deliveries";
import { ImportCodes } from "./Import";
import { Lots } from "./Lots";

export function PoolSide({ id, changed }: { id: string; changed: () => void }) {
  const { t } = useWords();
  const reading = useRead(CodePool, { id });
  const { again: read } = reading;
  const again = useCallback(() => {
    read();
    changed();
  }, [read, changed]);
  return (
    <Side title={reading.data?.codePool?.name ?? t("pools.pool")} back="/rights/pools" size={860}>
      <Reveal reading={reading} pick={(data) => data.codePool}>
        {(pool: CodePoolShown) => (
          <>
            {pool.isLow && (
              <Note tone="warn">{t("pools.low.says", { free: pool.free, low: pool.lowAt })}</Note>
            )}
            <Figures pool={pool} />
            <Group mt="md" gap="xs">
              {pool.actions.includes("import") && <ImportCodes pool={pool.id} done={again} />}
              {pool.actions.includes("make") && <Make pool={pool.id} done={again} />}
              {pool.actions.includes("set_low") && <SetLow pool={pool} done={again} />}
            </Group>
            <Section title={t("pools.lots")}>
              <Lots lots={pool.lots} again={again} />
            </Section>
            <Section title={t("pools.deliveries")}>
              <Deliveries pool={pool.id} reveals={pool.actions.includes("reveal")} />
            </Section>
          </>
        )}
      </Reveal>
    </Side>
  );
}

function Figures({ pool }: { pool: CodePoolShown }) {
  const { t } = useWords();
  return (
    <Stack gap="md" mt="md">
      <FactList
        facts={[
          ["code", <code key="code">{pool.code}</code>],
          ["pools.sku", `${pool.skuName} · ${pool.skuCode}`],
          ["pools.way", t("pools.way.says", { provider: pool.providerName })],
          ["pools.case", t(pool.caseMatters ? "pools.case.yes" : "pools.case.no")],
          ["pools.low", pool.lowAt ? <Count key="low" of={pool.lowAt} /> : t("pools.low.never")],
          ["unit", pool.unitName],
        ]}
      />
      <div className={styles.cards}>
        {pool.states.map((one) => (
          <FigureCard
            key={one.state}
            label={t(`pools.state.${one.state}`)}
            value={<Count of={one.count} />}
          />
        ))}
      </div>
    </Stack>
  );
}

function Make({ pool, done }: { pool: string; done: () => void }) {
  const { t } = useWords();
  return (
    <AskForm
      label={t("pools.make")}
      lead={t("pools.make.says")}
      document={MakeCodes}
      said={t("pools.make.done")}
      done={done}
      toAsk={(values) => ({ ...values, pool })}
      fields={[
        { name: "count", label: "pools.make.count", kind: "whole" },
        { name: "prefix", label: "pools.make.prefix", optional: true },
        { name: "length", label: "pools.make.length", kind: "whole", initial: 12 },
      ]}
    />
  );
}

function SetLow({ pool, done }: { pool: CodePoolShown; done: () => void }) {
  const { t } = useWords();
  return (
    <AskForm
      label={t("pools.low.set")}
      document={SetCodePoolLow}
      said={t("pools.low.done")}
      done={done}
      toAsk={(values) => ({ ...values, pool: pool.id })}
      fields={[
        { name: "lowAt", label: "pools.low", hint: "pools.low.hint", kind: "whole", initial: pool.lowAt },
      ]}
    />
  );
}
