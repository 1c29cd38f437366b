/** What can be done about one member of staff, behind one button of the row. */
import { ActionIcon, Button, Group, Menu, MultiSelect, Select, Stack } from "@mantine/core";
import { useState } from "react";
import { newKey, useAsk } from "../../../api/ask";
import { ChangeStaff, ResetPassword, type StaffRow } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useUnits } from "../../../parts/choices";
import { Ask } from "../../../parts/confirm";
import { Leaving, useGuard } from "../../../parts/guard";
import { Beside } from "../../../parts/overlays";
import { Note } from "../../../parts/page";
import { useRoles } from "../roles/roles";
import type { Done } from "./Form";

interface MemberProps {
  member: StaffRow;
  done: (answer?: Done) => void;
}

const ACTS = ["change", "reset", "disable", "restore"];

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
      {asked === "reset" && <Reset member={member} done={done} close={close} />}
      {asked === "disable" && <Turn to="disabled" member={member} done={done} close={close} />}
      {asked === "restore" && <Turn to="active" member={member} done={done} close={close} />}
    </>
  );
}

type ActProps = MemberProps & { close: () => void };

function Reset({ member, done, close }: ActProps) {
  const { t } = useWords();
  const { run } = useAsk(ResetPassword);
  return (
    <Ask
      open
      close={close}
      label={t("staff.reset")}
      says={t("staff.reset.says", { name: member.name })}
      onYes={async () => {
        const answer = await run({ ask: { key: newKey(), staff: member.id } });
        if (answer) done(answer);
        return answer;
      }}
    />
  );
}

function Turn({ to, member, done, close }: ActProps & { to: "active" | "disabled" }) {
  const { t } = useWords();
  const { run } = useAsk(ChangeStaff);
  const name = to === "disabled" ? "disable" : "restore";
  return (
    <Ask
      open
      close={close}
      danger={to === "disabled"}
      label={t(`staff.${name}`)}
      says={t(`staff.${name}.says`, { name: member.name })}
      onYes={async () => {
        const ask = { key: newKey(), staff: member.id, state: to };
        const answer = await run({ ask }, t("saved"));
        if (answer) done();
        return answer;
      }}
    />
  );
}

/** Another unit or other roles; the person is signed out and comes back with them. */
function Change({ member, done, close }: ActProps) {
  const { t } = useWords();
  const units = useUnits();
  const known = useRoles();
  const guard = useGuard(close);
  const [unit, setUnit] = useState<string | null>(member.unit.id);
  const [roles, setRoles] = useState(member.roles);
  const { run, busy, refusal } = useAsk(ChangeStaff);
  const save = async () => {
    const answer = await run({ ask: { key: newKey(), staff: member.id, unit, roles } }, t("saved"));
    if (!answer) return;
    guard.go();
    done();
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
        <Select
          label={t("unit")}
          required
          allowDeselect={false}
          data={units}
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
            {t("save")}
          </Button>
        </Group>
      </Stack>
    </Beside>
  );
}
