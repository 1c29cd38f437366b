/** Who is signed in, and what one changes about the console itself. */
import { Menu, useMantineColorScheme } from "@mantine/core";
import { useState } from "react";
import { useAsk } from "../api/ask";
import { SignOut } from "../api/documents_gen";
import { useWords } from "../copy";
import styles from "./frame.module.css";
import { ChangePassword } from "./NewPassword";
import { Sessions } from "./Sessions";
import { useSigned } from "./session";

export function Who() {
  const { t, locale, change } = useWords();
  const { person, left } = useSigned();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [open, setOpen] = useState<"password" | "sessions" | null>(null);
  const close = () => setOpen(null);
  const { run } = useAsk(SignOut);
  const dark = colorScheme === "dark";
  const leave = async () => {
    if (await run({ ask: {} })) left();
  };
  return (
    <>
      <Menu position="top-start" width={204} shadow="md">
        <Menu.Target>
          <button type="button" className={styles.who}>
            <span className={styles.face} aria-hidden="true">
              {person.name.slice(0, 1)}
            </span>
            <span className={styles.whoWords}>
              <b>{person.name}</b>
              <small>{person.unit.name}</small>
              <small>{person.roleNames.join(t("list.comma"))}</small>
            </span>
            <span aria-hidden="true">⋯</span>
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{person.email}</Menu.Label>
          <Menu.Item onClick={() => change(locale === "en" ? "zh-CN" : "en")}>
            {locale === "en" ? "中文界面" : "English"}
          </Menu.Item>
          <Menu.Item onClick={() => setColorScheme(dark ? "light" : "dark")}>
            {dark ? t("scheme.light") : t("scheme.dark")}
          </Menu.Item>
          <Menu.Item onClick={() => setOpen("password")}>{t("password.change")}</Menu.Item>
          <Menu.Item onClick={() => setOpen("sessions")}>{t("sessions.title")}</Menu.Item>
          <Menu.Divider />
          <Menu.Item onClick={() => void leave()}>{t("leave")}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {open === "password" && <ChangePassword login={person.email} close={close} />}
      {open === "sessions" && <Sessions close={close} left={left} />}
    </>
  );
}
