/** One question of a play as a client answers it. */
import { useKit } from "@largesse/kit";
import type { Question } from "./standing";

interface AskProps {
  readonly id: string;
  readonly of: Question;
  readonly said: readonly string[];
  readonly put: (values: readonly string[]) => void;
}

const TEXT_MAX = 500;

function toggled(said: readonly string[], option: string, { kind, max }: Question): readonly string[] {
  if (kind === "one") return [option];
  if (said.includes(option)) return said.filter((one) => one !== option);
  return max !== null && said.length >= max ? said : [...said, option];
}

function Options({ id, of, said, put }: AskProps) {
  return (
    <>
      {of.options.map((option) => (
        <label key={option.id} className="lg-standing__option">
          <input
            type={of.kind === "one" ? "radio" : "checkbox"}
            name={`${id}-${of.id}`}
            checked={said.includes(option.id)}
            onChange={() => put(toggled(said, option.id, of))}
          />
          <span>{option.text}</span>
        </label>
      ))}
    </>
  );
}

export function Ask(shown: AskProps) {
  const { id, of, said, put } = shown;
  const { say } = useKit();
  const number = of.kind === "number";
  return (
    <fieldset className="lg-standing__ask">
      <legend>
        {of.text}
        {of.optional ? <small> {say("widgets.standing.optional")}</small> : null}
        {of.kind === "many" && of.max !== null ? (
          <small> {say("widgets.standing.most", { units: of.max })}</small>
        ) : null}
      </legend>
      {of.options.length > 0 ? (
        <Options {...shown} />
      ) : (
        <textarea
          id={`${id}-${of.id}`}
          rows={number ? 1 : 3}
          aria-label={of.text}
          inputMode={number ? "numeric" : "text"}
          maxLength={number ? 10 : Math.min(of.max ?? TEXT_MAX, TEXT_MAX)}
          value={said[0] ?? ""}
          onChange={(event) => put([event.currentTarget.value])}
        />
      )}
    </fieldset>
  );
}

/** Whether a question has the answer that it must have. */
export const answered = (
  { optional, id }: Question,
  said: Readonly<Record<string, readonly string[]>>,
): boolean => optional || (said[id] ?? []).some((one) => one.trim() !== "");
