/** A button that offers what can be added, each with a line that says what it is for. */
import { Button, Menu } from "@mantine/core";
import { useWords } from "../words";
import styles from "./parts.module.css";

export interface Addable {
  value: string;
  title: string;
  lead: string;
  /** Why it cannot be added now; it stands in place of the lead. */
  not?: string | undefined;
}

interface AddingProps {
  label: string;
  choices: readonly Addable[];
  add: (value: string) => void;
  disabled?: boolean;
  small?: boolean;
}

export function Adding({ label, choices, add, disabled = false, small = false }: AddingProps) {
  const { t } = useWords();
  return (
    <Menu shadow="md" position="bottom-start" withinPortal>
      <Menu.Target>
        <Button variant="default" disabled={disabled} {...(small ? { size: "compact-sm", mt: "xs" } : {})}>
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown aria-label={label} mah="min(560px, 80vh)" style={{ overflowY: "auto" }}>
        {choices.map(({ value, title, lead, not }) => (
          <Menu.Item key={value} disabled={not !== undefined} onClick={() => add(value)}>
            <div className={styles.option}>
              {title}
              <small>{not ? t("adding.not", { why: not }) : lead}</small>
            </div>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
