/** What can be done about one member of staff, behind one button of the row. */
import { ActionIcon, Button, Group, Menu, MultiSelect, Stack } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useAsk, useAskHere } from "../../../api/ask";
import {
  ChangeStaff,
  type ChangeStaffVars,
  SignOutStaff,
  type StaffRow,
  WithdrawStaffChange,
} from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { Ask } from "../../../parts/confirm";
import { Leaving, useGuard } from "../../../parts/guard";
import { Beside } from "../../../parts/overlays";
import { Note } from "../../../parts/page";
import { RecordPicker } from "../../../parts/picker";
import { useRoles } from "../roles/roles";
import type { Done } from "./Form";

interface MemberProps {
  member: StaffRow;
  done: (answer?: Done) => void;
}

const ACTS = ["change", "withdraw", "sign_out", "disable", "restore"];
/** The refusal that only warns: too few would be left who sign. */
const WARNS = "identity.last_signer";

export function MemberActs({ member, done }: MemberProps) {
  const { t } = useWords();
  const [asked, setAsked] = useState<string | null>(null);
  const close = () => setAsked(null);
  return (
    <>
      <Menu position="bottom-end" shadow="md" width={168}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={t("staff.acts", { name: member.name })}>
            ⋯
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {ACTS.filter((act) => member.actions.includes(act)).map((act) => (
            <Menu.Item key={act} color={act === "disable" ? "red" : ""} onClick={() => setAsked(act)}>
              {t(`staff.${act}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {asked === "change" && <Change member={member} done={done} close={close} />}
      {asked === "withdraw" && <Withdraw member={member} done={done} close={close} />}
      {asked === "sign_out" && <SignOut member={member} done={done} close={close} />}
      {asked === "disable" && <Turn to="disabled" member={member} done={done} close={close} />}
      {asked === "restore" && <Turn to="active" member={member} done={done} close={close} />}
    </>
  );
}

type ActProps = MemberProps & { close: () => void };

function Withdraw({ member, done, close }: ActProps) {
  const { t } = useWords();
  const { run } = useAsk(WithdrawStaffChange);
  return (
    <Ask
      open
      close={close}
      label={t("staff.withdraw")}
      says={t("staff.withdraw.says", { name: member.name })}
      onYes={async () => {
        const answer = await run({ ask: { staff: member.id } }, t("state.withdrawn"));
        if (answer) done();
        return answer;
      }}
    />
  );
}

function SignOut({ member, done, close }: ActProps) {
  const { t } = useWords();
  const { run } = useAsk(SignOutStaff);
  return (
    <Ask
      open
      close={close}
      label={t("staff.sign_out")}
      says={t("staff.sign_out.says", { name: member.name })}
      onYes={async () => {
        const answer = await run({ ask: { staff: member.id } }, t("staff.signedOut"));
        if (answer) done();
        return answer;
      }}
    />
  );
}

/**
 * Change somebody; the words afterwards tell whether it is done or waits for a second administrator.
 *
 * A warning holds for the change that it was given for: whoever changes something else is warned anew.
 */
function useChange(ask: Omit<ChangeStaffVars["ask"], "key">, done: (answer?: Done) => void, said: string) {
  const { t } = useWords();
  const { run, busy, refusal } = useAskHere(ChangeStaff);
  const content = JSON.stringify(ask);
  const [sent, setSent] = useState("");
  const warned = refusal?.code === WARNS && sent === content;
  const change = async () => {
    setSent(content);
    const answer = await run({ ask: { ...ask, evenSo: warned } });
    if (!answer) return null;
    notifications.show({ color: "teal", message: answer.waits ? t("staff.proposed") : said });
    done(answer);
    return answer;
  };
  return { change, busy, refusal, warned };
}

function Turn({ to, member, done, close }: ActProps & { to: "active" | "disabled" }) {
  const { t } = useWords();
  const name = to === "disabled" ? "disable" : "restore";
  const { change, refusal, warned } = useChange(
    { staff: member.id, state: to },
    done,
    t(`staff.${name}.done`, { name: member.name }),
  );
  return (
    <Ask
      open
      close={close}
      danger={to === "disabled"}
      title={`${t(`staff.${name}`)} · ${member.name}`}
      label={t(warned ? `staff.${name}.evenSo` : `staff.${name}.act`)}
      says={
        <>
          {t(`staff.${name}.says`, { name: member.name })}
          {refusal && (
            <div style={{ marginTop: 12 }}>
              <Note tone="bad">{refusal.message}</Note>
            </div>
          )}
        </>
      }
      onYes={change}
    />
  );
}

/** Another unit or other roles; the person is signed out and comes back with them. */
function Change({ member, done, close }: ActProps) {
  const { t } = useWords();
  const known = useRoles();
  const guard = useGuard(close);
  const [unit, setUnit] = useState(member.unit.id);
  const [roles, setRoles] = useState(member.roles);
  const { change, busy, refusal, warned } = useChange(
    { staff: member.id, unit, roles },
    done,
    t("staff.changed", { name: member.name }),
  );
  const save = async () => {
    if (await change()) guard.go();
  };
  const put =
    <Value,>(set: (value: Value) => void) =>
    (value: Value) => {
      guard.touch();
      set(value);
    };
  return (
    <Beside title={`${member.name} · ${member.number}`} close={guard.leave}>
      <Stack gap="md">
        <Note>{t("staff.change.lead")}</Note>
        <RecordPicker
          kind="unit"
          label={t("unit")}
          required
          known={{ id: member.unit.id, name: member.unitName, code: "", note: "", closed: false }}
          value={unit}
          onChange={put(setUnit)}
        />
        <MultiSelect
          label={t("staff.roles")}
          required
          searchable
          data={known}
          value={roles}
          onChange={put(setRoles)}
        />
        {refusal && <Note tone="bad">{refusal.message}</Note>}
        <Leaving guard={guard} />
        <Group gap="xs" justify="flex-end">
          <Button variant="default" onClick={guard.leave}>
            {t("cancel")}
          </Button>
          <Button loading={busy} disabled={roles.length === 0} onClick={() => void save()}>
            {t(warned ? "staff.change.evenSo" : "staff.change.act")}
          </Button>
        </Group>
      </Stack>
    </Beside>
  );
}
