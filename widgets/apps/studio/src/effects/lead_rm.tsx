/** `lead_rm`: the client's adviser gets a lead, with its cause and the day by which to call. */
import type { EffectLeadRm } from "@largesse/contracts/documents";
import { At } from "../parts/At";
import { Count } from "../parts/Count";
import { TextPair } from "../settings/fields";
import { useWords } from "../words";
import type { EffectKind, EffectProps } from "./effect";

const DAYS = 7;
const DAYS_MAX = 90;

function Editor({ effect, put }: EffectProps<EffectLeadRm>) {
  const { t } = useWords();
  return (
    <>
      <At part="reason">
        <TextPair
          label={t("effect.lead_rm.reason")}
          required
          value={effect.reason}
          onChange={(reason) => reason && put({ ...effect, reason })}
        />
      </At>
      <Count
        label={t("effect.lead_rm.days")}
        part="days"
        min={1}
        max={DAYS_MAX}
        value={effect.days ?? DAYS}
        put={(days) => put({ ...effect, days })}
      />
    </>
  );
}

export const leadRm: EffectKind<EffectLeadRm> = {
  name: "lead_rm",
  blank: () => ({ do: "lead_rm", reason: { "zh-CN": "" }, days: DAYS }),
  Editor,
};
