/** The forms of tiers and bands; a change by which clients would move is asked about once more. */
import { ChangeTierRules, KeepBand, KeepTier, type TiersKeptData } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { choicesOf } from "../../../parts/choices";
import { AskForm, type Field } from "../../../parts/form";

export type Kept = TiersKeptData;
export type TierKept = Kept["tierDetails"][number];
export type BandKept = Kept["wealthBands"][number];

/** The codes with one of them a step higher. */
export function moved(rows: Array<{ code: string }>, code: string): string[] {
  const codes = rows.map((one) => one.code);
  const at = codes.indexOf(code);
  const next = codes[at + 1];
  return next === undefined ? codes : [...codes.slice(0, at), next, code, ...codes.slice(at + 2)];
}

const FACES = ["ink", "gold", "platinum", "black", "jade", "plain"];
const THEMES = ["light", "black-gold"];
const lines = (value: unknown) =>
  String(value ?? "")
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
const added = (line: string) => {
  const [zh = "", en = "", sku = ""] = line.split("|").map((part) => part.trim());
  return { zh, en, sku };
};

interface Done {
  done: () => void;
}

export function TierForm({ tier, primary = false, done }: Done & { tier?: TierKept; primary?: boolean }) {
  const { t } = useWords();
  const code: Field[] = tier ? [] : [{ name: "code", label: "tiers.code", hint: "tiers.code.hint" }];
  return (
    <AskForm
      primary={primary}
      {...(tier ? { size: "compact-xs" } : {})}
      label={t(tier ? "tiers.change" : "tiers.add")}
      title={tier ? `${t("tiers.change")} ${tier.name}` : t("tiers.add")}
      document={KeepTier}
      said={t("tiers.kept")}
      done={done}
      toAsk={(values) => ({
        code: tier?.code ?? values.code,
        version: tier?.version ?? 0,
        nameZh: values.nameZh,
        nameEn: values.nameEn,
        face: values.face,
        picture: values.picture,
        theme: values.theme,
        adds: lines(values.adds).map(added),
      })}
      fields={[
        ...code,
        { name: "nameZh", label: "tiers.name.zh", initial: tier?.nameZh ?? "" },
        { name: "nameEn", label: "tiers.name.en", optional: true, initial: tier?.nameEn ?? "" },
        {
          name: "face",
          label: "tiers.face",
          kind: "choice",
          options: choicesOf(t, "tiers.face", FACES),
          initial: tier?.face ?? "ink",
        },
        {
          name: "picture",
          label: "tiers.picture",
          hint: "tiers.picture.hint",
          optional: true,
          initial: tier?.picture ?? "",
        },
        {
          name: "theme",
          label: "tiers.theme",
          kind: "choice",
          options: choicesOf(t, "tiers.theme", THEMES),
          initial: tier?.theme ?? "light",
        },
        {
          name: "adds",
          label: "tiers.adds",
          hint: "tiers.adds.hint",
          kind: "long",
          optional: true,
          initial: (tier?.adds ?? []).map((one) => `${one.zh} | ${one.en} | ${one.sku}`).join("\n"),
        },
      ]}
    />
  );
}

export function RulesForm({ tier, kept, done }: Done & { tier: TierKept; kept: Kept }) {
  const { t } = useWords();
  const bands = kept.wealthBands.map((one) => ({ value: one.code, label: one.name }));
  return (
    <AskForm
      size="compact-xs"
      label={t("tiers.rules.change")}
      title={`${t("tiers.rules.change")} ${tier.name}`}
      lead={t("tiers.rules.lead")}
      document={ChangeTierRules}
      said={t("tiers.kept")}
      done={done}
      toAsk={(values) => ({
        code: tier.code,
        version: tier.version,
        enterBand: values.enterBand,
        keepBand: values.keepBand,
        validMonths: values.validMonths === "" ? null : Number(values.validMonths),
        downgrade: values.downgrade,
      })}
      fields={[
        {
          name: "enterBand",
          label: "tiers.enter",
          kind: "choice",
          optional: true,
          options: bands,
          initial: tier.enterBand ?? "",
        },
        {
          name: "keepBand",
          label: "tiers.keep",
          hint: "tiers.keep.hint",
          kind: "choice",
          optional: true,
          options: bands,
          initial: tier.keepBand ?? "",
        },
        {
          name: "validMonths",
          label: "tiers.term",
          hint: "tiers.term.hint",
          kind: "whole",
          optional: true,
          initial: tier.validMonths ?? "",
        },
        {
          name: "downgrade",
          label: "tiers.downgrade",
          kind: "choice",
          options: choicesOf(t, "tiers.down", ["one_down", "to_band"]),
          initial: tier.downgrade,
        },
      ]}
    />
  );
}

export function BandForm({ band, done }: Done & { band?: BandKept }) {
  const { t } = useWords();
  const code: Field[] = band ? [] : [{ name: "code", label: "tiers.code", hint: "tiers.code.hint" }];
  const text = (
    name: "nameZh" | "nameEn" | "gapZh" | "gapEn" | "idiomZh" | "idiomEn",
    label: string,
  ): Field => ({
    name,
    label,
    optional: name !== "nameZh",
    initial: band?.[name] ?? "",
  });
  return (
    <AskForm
      {...(band ? { size: "compact-xs" } : {})}
      label={t(band ? "tiers.change" : "tiers.band.add")}
      title={band ? `${t("tiers.change")} ${band.name}` : t("tiers.band.add")}
      document={KeepBand}
      said={t("tiers.kept")}
      done={done}
      toAsk={(values) => ({ ...values, code: band?.code ?? values.code, called: lines(values.called) })}
      fields={[
        ...code,
        text("nameZh", "tiers.name.zh"),
        text("nameEn", "tiers.name.en"),
        text("gapZh", "tiers.gap.zh"),
        text("gapEn", "tiers.gap.en"),
        text("idiomZh", "tiers.idiom.zh"),
        text("idiomEn", "tiers.idiom.en"),
        {
          name: "called",
          label: "tiers.called",
          hint: "tiers.called.hint",
          kind: "long",
          optional: true,
          initial: (band?.called ?? []).join("\n"),
        },
      ]}
    />
  );
}
