/** A file to send: its limits are said before, and it is looked at before any of it is sent. */
import { type Upload, unfit, uploadRule } from "@largesse/kernel";
import { FileInput } from "@mantine/core";
import { useRef, useState } from "react";
import { useWords } from "../copy";

/** Say why a file got no answer: it was changed on the disk since it was chosen, or the network is away. */
export const unsent = (file: File): Promise<string> =>
  file
    .slice(0, 1)
    .arrayBuffer()
    .then(
      () => "trouble.network.kept",
      () => "upload.changed",
    );

interface FileFieldProps {
  label: string;
  of: Upload;
  value: File | null;
  onChange: (file: File | null) => void;
  required?: boolean;
}

export function FileField({ label, of, value, onChange, required = false }: FileFieldProps) {
  const { t } = useWords();
  const [wrong, setWrong] = useState<string | null>(null);
  const latest = useRef<File | null>(null);
  const forget = useRef<() => void>(null);
  const { bytes, rows, ends } = uploadRule(of);
  const choose = async (file: File | null) => {
    latest.current = file;
    if (file) forget.current?.(); // else the same file, mended, could not be chosen again
    setWrong(null);
    onChange(null);
    if (!file) return;
    const found = await unfit(file, of);
    if (latest.current !== file) return;
    if (found) setWrong(t(`upload.${found.why}`, found.facts));
    else onChange(file);
  };
  const facts = {
    ends: ends.join(", "),
    mb: Math.floor(bytes / 1_000_000),
    rows,
  };
  return (
    <FileInput
      label={`${label} · ${t(rows ? "upload.limits.rows" : "upload.limits", facts)}`}
      required={required}
      accept={ends.map((one) => `.${one}`).join(",")}
      value={value}
      resetRef={forget}
      error={wrong}
      onChange={(file) => void choose(file)}
      placeholder={t("clients.choose")}
    />
  );
}
