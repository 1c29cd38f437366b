/** What carries a channel: an SMTP server, or a gateway that takes signed requests. */
import { CarryByHttp, CarryBySmtp, type MessageChannelsRow } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { choicesOf } from "../../../parts/choices";
import { AskForm, type Field } from "../../../parts/form";

interface FormProps {
  of: MessageChannelsRow;
  again: () => void;
}

const CA: Field = {
  name: "ca",
  label: "channels.ca",
  hint: "channels.ca.hint",
  kind: "long",
  optional: true,
};

export function Smtp({ of, again }: FormProps) {
  const { t } = useWords();
  const options = choicesOf(t, "channels.encryption", ["starttls", "tls", "none"]);
  return (
    <AskForm
      key={of.version}
      label={t("channels.set.smtp")}
      lead={t("channels.again")}
      document={CarryBySmtp}
      said={t("channels.set.done")}
      done={again}
      toAsk={(values) => ({ ...values, channel: of.channel, version: of.version })}
      fields={[
        { name: "host", label: "channels.host", initial: of.host },
        { name: "port", label: "channels.port", kind: "whole", initial: of.port || 587 },
        {
          name: "encryption",
          label: "channels.encryption",
          kind: "choice",
          options,
          initial: of.encryption || "starttls",
        },
        { name: "user", label: "channels.user", optional: true, initial: of.user },
        {
          name: "password",
          label: "channels.password",
          hint: "channels.password.hint",
          kind: "secret",
          optional: true,
        },
        { name: "sender", label: "channels.sender", initial: of.sender },
        { name: "senderName", label: "channels.senderName", optional: true, initial: of.senderName },
        { ...CA, initial: of.ca },
      ]}
    />
  );
}

export function Gateway({ of, again }: FormProps) {
  const { t } = useWords();
  const options = choicesOf(t, "channels.signing", ["hmac-sha256", "ed25519"]);
  return (
    <AskForm
      key={of.version}
      label={t("channels.set.http")}
      lead={t("channels.again")}
      document={CarryByHttp}
      said={t("channels.set.done")}
      done={again}
      toAsk={(values) => ({ ...values, channel: of.channel, version: of.version })}
      fields={[
        { name: "url", label: "channels.url", initial: of.url },
        {
          name: "signing",
          label: "channels.signing",
          kind: "choice",
          options,
          initial: of.signing || "hmac-sha256",
        },
        {
          name: "secret",
          label: "channels.secret",
          hint: "channels.secret.hint",
          kind: "secret",
          optional: true,
        },
        ...(of.signing === "ed25519"
          ? [{ name: "freshKey", label: "channels.fresh", kind: "yes" as const }]
          : []),
        { ...CA, initial: of.ca },
      ]}
    />
  );
}
