/** Channels by which messages reach clients: what carries each, set up, tested, enabled. */
import { Group } from "@mantine/core";
import { useState } from "react";
import { useRead } from "../../../api/ask";
import {
  DisableChannel,
  EnableChannel,
  MessageChannels,
  type MessageChannelsRow,
  TestChannel,
} from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { AskConfirm } from "../../../parts/askConfirm";
import { When } from "../../../parts/figures";
import { AskForm } from "../../../parts/form";
import { FactList, Note, Page, Section } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Reveal } from "../../../parts/states";
import { Status } from "../../../parts/status";
import { Gateway, Smtp } from "./Form";

export function ChannelsPage() {
  const { t } = useWords();
  const reading = useRead(MessageChannels, {});
  return (
    <Page title={t("place.channels")} lead={t("place.channels.lead")}>
      <Reveal reading={reading} pick={(data) => data.messageChannels}>
        {(channels: MessageChannelsRow[]) =>
          channels.map((one) => <Channel key={one.channel} of={one} again={reading.again} />)
        }
      </Reveal>
    </Page>
  );
}

interface OfChannel {
  of: MessageChannelsRow;
  again: () => void;
}

function Channel({ of, again }: OfChannel) {
  const { t } = useWords();
  const place = of.carrier === "smtp" ? `${of.host}:${of.port}` : of.url;
  const how =
    of.carrier === "smtp" ? t(`channels.encryption.${of.encryption}`) : t(`channels.signing.${of.signing}`);
  return (
    <Section title={t(`channels.${of.channel}`)}>
      <p className={styles.muted}>{t(`channels.${of.channel}.lead`)}</p>
      <FactList
        facts={[
          ["state", <Status key="state" of={of.state} />],
          ["channels.carriedBy", t(`channels.carrier.${of.carriedBy}`)],
          ...(of.carrier
            ? ([
                [of.carrier === "smtp" ? "channels.host" : "channels.url", place],
                [of.carrier === "smtp" ? "channels.encryption" : "channels.signing", how],
              ] as Array<[string, string]>)
            : []),
          ...(of.publicKey
            ? ([
                [
                  "channels.publicKey",
                  <pre key="key" className={styles.mono} style={{ margin: 0, whiteSpace: "pre-wrap" }}>
                    {of.publicKey}
                  </pre>,
                ],
              ] as Array<[string, React.ReactNode]>)
            : []),
        ]}
      />
      <Tested of={of} />
      <Acts of={of} again={again} />
    </Section>
  );
}

function Tested({ of }: { of: MessageChannelsRow }) {
  const { t } = useWords();
  if (!of.testedAt) return null;
  const words = of.testOk ? t("channels.test.yes") : t("channels.test.no", { why: of.testMessage });
  return (
    <div style={{ marginTop: 14 }}>
      <Note tone={of.testOk ? "good" : "bad"}>
        {words} · <When at={of.testedAt} />
      </Note>
    </div>
  );
}

function Acts({ of, again }: OfChannel) {
  const { t } = useWords();
  const [tried, setTried] = useState(0);
  const may = (act: string) => of.actions.includes(act);
  const name = t(`channels.${of.channel}`);
  return (
    <Group gap="xs" mt="md">
      {may("set_up") && of.channel === "email" && <Smtp of={of} again={again} />}
      {may("set_up") && <Gateway of={of} again={again} />}
      {may("test") && (
        <AskForm
          key={tried}
          label={t("channels.test")}
          title={`${t("channels.test")} · ${name}`}
          document={TestChannel}
          said={t("channels.test.done")}
          done={() => {
            setTried(tried + 1);
            again();
          }}
          toAsk={(values) => ({ ...values, channel: of.channel })}
          fields={[{ name: "to", label: `channels.to.${of.channel}` }]}
        />
      )}
      {may("enable") && (
        <AskConfirm
          variant="filled"
          label={t("channels.enable")}
          title={`${t("channels.enable")} ${name}`}
          act={`${t("channels.enable")} ${name}`}
          says={t("channels.enable.says")}
          document={EnableChannel}
          ask={{ channel: of.channel }}
          said={t("channels.enabled")}
          done={again}
        />
      )}
      {may("disable") && (
        <AskConfirm
          danger
          label={t("channels.disable")}
          title={`${t("channels.disable")} ${name}`}
          act={`${t("channels.disable")} ${name}`}
          says={t("channels.disable.says")}
          document={DisableChannel}
          ask={{ channel: of.channel }}
          said={t("channels.disabled")}
          done={again}
        />
      )}
    </Group>
  );
}
