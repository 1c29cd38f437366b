/** `tag`: the client gets a tag, by which other activities can find him. */
import type { EffectTag } from "@largesse/contracts/documents";
import { TextInput } from "@mantine/core";
import { useDesk } from "../desk";
import { At } from "../parts/At";
import { useWords } from "../words";
import type { EffectKind, EffectProps } from "./effect";

function Editor({ effect, put }: EffectProps<EffectTag>) {
  const { t } = useWords();
  const { editable } = useDesk();
  return (
    <At part="tag">
      <TextInput
        label={t("effect.tag.tag")}
        required
        maxLength={64}
        readOnly={!editable}
        value={effect.tag}
        onChange={({ currentTarget }) => put({ ...effect, tag: currentTarget.value })}
      />
    </At>
  );
}

export const tag: EffectKind<EffectTag> = { name: "tag", blank: () => ({ do: "tag", tag: "" }), Editor };
