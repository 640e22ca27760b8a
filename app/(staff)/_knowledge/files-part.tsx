"use client";
/** The pictures and documents of an article: add, put into the text, remove. */
import { FileText, Plus, RotateCw, Trash2, X } from "lucide-react";
import { useRef, useState } from "react";
import { messageOf } from "@/app/_client/api";
import { formatBytes } from "@/components/format";
import type { StoredFile } from "@/components/knowledge/markdown-editor";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import type { ArticleFileView } from "@/lib/knowledge/editing-schema";
import { MAX_FILE_BYTES } from "@/lib/knowledge/file-schema";
import { Part } from "./details-panel";
import { type Files, type Sending, toStored } from "./use-files";

export const ACCEPTED = "image/png,image/jpeg,image/webp,image/gif,application/pdf";

export function FilesPart({
  stored,
  files,
  isUsed,
  onInsert,
}: {
  stored: readonly ArticleFileView[];
  files: Files;
  isUsed: (href: string) => boolean;
  onInsert: (file: StoredFile) => void;
}) {
  const picker = useRef<HTMLInputElement>(null);
  const [asked, setAsked] = useState<ArticleFileView | null>(null);
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const remove = async () => {
    if (!asked) return;
    setPending(true);
    setProblem(null);
    try {
      await files.remove(asked.id);
      setAsked(null);
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setPending(false);
    }
  };
  return (
    <Part
      title="Files"
      action={
        <Button
          size="sm"
          variant="quiet"
          icon={<Plus aria-hidden="true" className="size-4" />}
          onClick={() => picker.current?.click()}
        >
          Add a file
        </Button>
      }
    >
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label="Add files"
        accept={ACCEPTED}
        onChange={(event) => {
          for (const file of event.currentTarget.files ?? []) files.add(file);
          event.currentTarget.value = "";
        }}
      />
      <ul aria-label="Files being added" aria-live="polite" className="flex flex-col gap-1 empty:hidden">
        {files.sending.map((one) => (
          <SendingLine key={one.id} one={one} files={files} />
        ))}
      </ul>
      {stored.length === 0 && files.sending.length === 0 ? (
        <p className="text-text-muted">
          None yet. Images and PDF, at most {formatBytes(MAX_FILE_BYTES)} each. You can also paste or drop an
          image into the text.
        </p>
      ) : (
        <ul aria-label="Files" className="flex flex-col gap-1">
          {stored.map((file) => (
            <li key={file.id} className="flex items-center gap-2">
              <Thumbnail file={file} />
              <span className="flex min-w-0 flex-1 flex-col">
                <a
                  href={file.href}
                  target="_blank"
                  rel="noreferrer"
                  className="truncate rounded-sm hover:text-accent hover:underline"
                  title={file.name}
                >
                  {file.name}
                </a>
                <span className="text-text-muted text-xs tabular-nums">
                  {formatBytes(file.size)}
                  {file.width ? `, ${file.width} × ${file.height}` : null}
                  {isUsed(file.href) ? null : ", not in the text"}
                </span>
              </span>
              <Button size="sm" variant="quiet" onClick={() => onInsert(toStored(file))}>
                Insert<span className="sr-only"> {file.name}</span>
              </Button>
              <RemoveFile file={file} isUsed={isUsed(file.href)} onRemove={() => setAsked(file)} />
            </li>
          ))}
        </ul>
      )}
      <AlertDialog
        open={asked !== null}
        onOpenChange={(open) => {
          if (open) return;
          setAsked(null);
          setProblem(null);
        }}
        action="Remove file"
        name={asked?.name ?? ""}
        consequence="No text shows it, so readers miss nothing. It cannot be brought back."
        pending={pending}
        error={problem}
        onConfirm={() => void remove()}
      />
    </Part>
  );
}

/** Stays in reach of the keyboard while the text shows the file, so that everybody learns why. */
function RemoveFile({
  file,
  isUsed,
  onRemove,
}: {
  file: ArticleFileView;
  isUsed: boolean;
  onRemove: () => void;
}) {
  const label = `Remove ${file.name}`;
  return (
    <IconButton
      size="sm"
      label={isUsed ? `${label}: the text shows it, take it out there first` : label}
      aria-disabled={isUsed || undefined}
      onClick={isUsed ? undefined : onRemove}
    >
      <Trash2 aria-hidden="true" className="size-4" />
    </IconButton>
  );
}

function Thumbnail({ file }: { file: ArticleFileView }) {
  if (!file.type.startsWith("image/"))
    return (
      <span className="flex size-8 shrink-0 items-center justify-center rounded-sm border border-line bg-sunken text-text-muted">
        <FileText aria-hidden="true" className="size-4" />
      </span>
    );
  return (
    // biome-ignore lint/performance/noImgElement: the file is served as it is, to whoever may read the article
    <img
      src={file.href}
      alt=""
      width={32}
      height={32}
      loading="lazy"
      className="size-8 shrink-0 rounded-sm border border-line bg-sunken object-cover"
    />
  );
}

function SendingLine({ one, files }: { one: Sending; files: Files }) {
  if (one.error !== null)
    return (
      <li className="flex items-start gap-2 text-danger">
        <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
          {one.name} was not added. {one.error}
        </span>
        <IconButton size="sm" label={`Try again: ${one.name}`} onClick={() => files.again(one)}>
          <RotateCw aria-hidden="true" className="size-4" />
        </IconButton>
        <IconButton size="sm" label={`Dismiss: ${one.name}`} onClick={() => files.dismiss(one.id)}>
          <X aria-hidden="true" className="size-4" />
        </IconButton>
      </li>
    );
  return (
    <li className="flex flex-col gap-1 text-text-muted">
      <span className="flex items-center gap-2">
        <span className="min-w-0 flex-1 truncate">{one.name}</span>
        <span className="tabular-nums">{Math.round(one.share * 100)}%</span>
      </span>
      <progress
        aria-label={`Adding ${one.name}`}
        max={1}
        value={one.share}
        className="h-1 w-full appearance-none overflow-hidden rounded-sm bg-hover [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-hover [&::-webkit-progress-value]:bg-accent"
      />
    </li>
  );
}
