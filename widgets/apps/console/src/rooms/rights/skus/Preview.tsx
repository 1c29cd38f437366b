/** What a rule of validity would mean for a right that is given today. */
import { useDebouncedValue } from "@mantine/hooks";
import { useRead } from "../../../api/ask";
import { ValidityLook } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import type { OwnFieldProps } from "../../../parts/form";
import { Note } from "../../../parts/page";
import { useClock } from "../../../parts/time";
import { validityFrom } from "./validity";

const PAUSE_MS = 300;

export function ValidityPreview({ values, wrong }: OwnFieldProps) {
  const { t } = useWords();
  const clock = useClock();
  const [rule] = useDebouncedValue(JSON.stringify(validityFrom(values)), PAUSE_MS);
  const look = useRead(ValidityLook, { validity: JSON.parse(rule) }).data?.validityLook;
  if (!look) return null;
  if (look.wrong)
    return <Note tone={wrong ? "bad" : "warn"}>{t("validity.wrong", { why: look.wrong })}</Note>;
  const until = look.usableUntil ? clock.lastDay(look.usableUntil) : "–";
  return (
    <Note tone="good">
      <div>{look.words.join(t("list.comma"))}</div>
      {look.claimUntil ? (
        <div>{t("validity.preview.claim", { by: clock.lastDay(look.claimUntil), until })}</div>
      ) : (
        <div>{t("validity.preview", { until })}</div>
      )}
      {!look.usableNow && (
        <div>
          {look.opensAt
            ? t("validity.preview.opens", { at: clock.minute(look.opensAt) })
            : t("validity.preview.never")}
        </div>
      )}
    </Note>
  );
}
