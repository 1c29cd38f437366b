/** One's own sessions: where and since when one is signed in, and was; the one that lives can be ended. */
import { Badge, Button, Group, Stack } from "@mantine/core";
import { useAsk, useRead } from "../api/ask";
import { EndOwnSession, MySessions, type MySessionsRow } from "../api/documents_gen";
import { useWords } from "../copy";
import { When } from "../parts/figures";
import { Dialog } from "../parts/overlays";
import styles from "../parts/parts.module.css";
import { Reveal } from "../parts/states";

export function Sessions({ close, left }: { close: () => void; left: () => void }) {
  const { t } = useWords();
  const reading = useRead(MySessions, {});
  return (
    <Dialog title={t("sessions.title")} close={close} size="lg">
      <p className={styles.muted}>{t("sessions.lead")}</p>
      <Reveal reading={reading} pick={(data) => data.mySessions}>
        {(sessions: MySessionsRow[]) => (
          <Stack component="ul" gap="sm" p={0} m={0} style={{ listStyle: "none" }}>
            {sessions.map((one) => (
              <Row key={one.id} of={one} left={left} />
            ))}
          </Stack>
        )}
      </Reveal>
    </Dialog>
  );
}

function Row({ of, left }: { of: MySessionsRow; left: () => void }) {
  const { t } = useWords();
  const { run, busy } = useAsk(EndOwnSession);
  const end = async () => {
    if (await run({ ask: { session: of.id } })) left();
  };
  return (
    <Group component="li" justify="space-between" wrap="nowrap">
      <div>
        <b>{of.device || t("sessions.unknown")}</b>{" "}
        <Badge size="sm" color={of.actions.length > 0 ? "teal" : "gray"} variant="light">
          {t(`sessions.${of.state}`)}
        </Badge>
        <div className={styles.muted}>
          {of.address} · <When at={of.createdAt} />
        </div>
      </div>
      {of.actions.includes("end") && (
        <Button size="compact-sm" variant="default" loading={busy} onClick={() => void end()}>
          {t("sessions.end")}
        </Button>
      )}
    </Group>
  );
}
