/** What advisers may hand over from a batch: each so many a month, a client so many in all. */
import { Group } from "@mantine/core";
import { type IssueBatchShown, SetAdviserTerms } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { Count } from "../../../parts/figures";
import { AskForm } from "../../../parts/form";
import { FactList, Section } from "../../../parts/page";

const PER_ADVISER = 10;

export function AdvisersOfBatch({ batch, again }: { batch: IssueBatchShown; again: () => void }) {
  const { t } = useWords();
  const terms = batch.adviserTerms;
  const sets = batch.actions.includes("threshold");
  if (!terms && !sets) return null;
  return (
    <Section title={t("advisers.title")}>
      {terms?.open ? (
        <FactList
          facts={[
            ["advisers.perAdviser", <Count key="adviser" of={terms.perAdviser} />],
            ["advisers.perClient", <Count key="client" of={terms.perClient} />],
            ["advisers.thisMonth", <Count key="month" of={terms.thisMonth} />],
          ]}
        />
      ) : (
        <p>{t("advisers.closed")}</p>
      )}
      {sets && (
        <Group mt="sm">
          <AskForm
            label={t("advisers.set")}
            lead={t("advisers.lead")}
            document={SetAdviserTerms}
            said={t("advisers.done")}
            done={again}
            toAsk={({ open, perAdviser, perClient }) => ({
              batch: batch.id,
              open,
              perAdviser: Number(perAdviser),
              perClient: Number(perClient),
            })}
            fields={[
              { name: "open", label: "advisers.open", kind: "yes", initial: terms?.open ?? true },
              {
                name: "perAdviser",
                label: "advisers.perAdviser",
                kind: "whole",
                initial: terms?.perAdviser ?? PER_ADVISER,
              },
              {
                name: "perClient",
                label: "advisers.perClient",
                kind: "whole",
                initial: terms?.perClient ?? 1,
              },
            ]}
          />
        </Group>
      )}
    </Section>
  );
}
