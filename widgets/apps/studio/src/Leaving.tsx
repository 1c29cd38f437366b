/** The door out: it waits for the save that is under way, and asks where nothing could be saved. */
import { Button, Modal, Stack } from "@mantine/core";
import { useState } from "react";
import type { Draft } from "./draft";
import { opposed } from "./keeping";
import { useWords } from "./words";

/** How long the door waits for an answer before it asks. */
const PATIENCE_MS = 8_000;

const patience = (): Promise<false> => new Promise((done) => setTimeout(() => done(false), PATIENCE_MS));

export function Back({ draft, leave }: { draft: Draft; leave: () => void }) {
  const { t } = useWords();
  const [waiting, setWaiting] = useState(false);
  const [asking, setAsking] = useState(false);
  const back = async () => {
    setWaiting(true);
    const saved = !opposed(draft.keeping) && (await Promise.race([draft.flush(), patience()]));
    setWaiting(false);
    if (saved) leave();
    else setAsking(true);
  };
  const giveUp = () => {
    draft.discard();
    leave();
  };
  const stay = () => setAsking(false);
  return (
    <>
      <Button size="compact-sm" variant="default" loading={waiting} onClick={() => void back()}>
        {t("bar.back")}
      </Button>
      <Modal
        opened={asking}
        onClose={stay}
        title={<b>{t("leaving.title")}</b>}
        closeButtonProps={{ "aria-label": t("close") }}
      >
        <p>
          {draft.message} {t(draft.journalled ? "leaving.lead" : "leaving.noRoom")}
        </p>
        <Stack gap="xs">
          <Button data-autofocus onClick={stay}>
            {t("leaving.stay")}
          </Button>
          {draft.journalled && (
            <Button variant="default" onClick={leave}>
              {t("leaving.keep")}
            </Button>
          )}
          <Button variant="light" color="red" onClick={giveUp}>
            {t("leaving.discard")}
          </Button>
        </Stack>
      </Modal>
    </>
  );
}
