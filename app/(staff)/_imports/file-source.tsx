"use client";
/** Choose or drop a file; it is sent at once, so that what is in it can be said before anything is imported. */
import { clsx } from "clsx";
import { FileArchive, Upload, X } from "lucide-react";
import { type DragEvent, useEffect, useRef, useState } from "react";
import { messageOf } from "@/app/_client/api";
import { formatBytes, plural } from "@/components/format";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { ProgressBar } from "@/components/ui/progress-bar";
import { Select } from "@/components/ui/select";
import { limits } from "@/lib/imports/limits";
import type { UploadView } from "@/lib/imports/schema";
import { useMe } from "../_shared/me";
import { sendFile } from "./send-file";
import { kindItems } from "./words";

type Kind = UploadView["kind"];
export type ChosenFile = { upload: UploadView; kind: Kind };

type State =
  | { is: "empty"; problem: string | null }
  | { is: "sending"; name: string; sent: number; size: number; stop: () => void };

export function FileSource({
  chosen,
  onChoose,
}: {
  chosen: ChosenFile | null;
  onChoose: (chosen: ChosenFile | null) => void;
}) {
  const [state, setState] = useState<State>({ is: "empty", problem: null });
  const [over, setOver] = useState(false);
  const me = useMe();
  const input = useRef<HTMLInputElement>(null);
  const sending = useRef<() => void>(undefined);
  useEffect(() => () => sending.current?.(), []);

  const take = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > limits.upload) {
      const problem = `${file.name} is ${formatBytes(file.size)}; ${formatBytes(limits.upload)} are the most. Make several smaller files of it.`;
      setState({ is: "empty", problem });
      return;
    }
    const { done, stop } = sendFile(file, me.id, (sent) =>
      setState((now) => (now.is === "sending" ? { ...now, sent } : now)),
    );
    sending.current = stop;
    setState({ is: "sending", name: file.name, sent: 0, size: file.size, stop });
    try {
      const upload = await done;
      onChoose({ upload, kind: upload.kind });
      setState({ is: "empty", problem: null });
    } catch (error) {
      const stopped = error instanceof DOMException && error.name === "AbortError";
      setState({ is: "empty", problem: stopped ? null : messageOf(error) });
    }
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  };

  if (chosen) return <Chosen chosen={chosen} onChoose={onChoose} />;
  if (state.is === "sending")
    return (
      <div className="flex flex-col gap-3 rounded border border-line bg-surface p-4">
        <div className="flex items-center justify-between gap-2">
          <p className="min-w-0 truncate">
            {state.sent < state.size ? "Sending" : "Looking into"} {state.name}
          </p>
          <Button size="sm" variant="quiet" onClick={state.stop}>
            Stop
          </Button>
        </div>
        <ProgressBar
          label={`Sending ${state.name}`}
          value={state.sent}
          max={state.sent < state.size ? state.size : null}
        />
      </div>
    );
  return (
    <div className="flex flex-col gap-2">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; the button inside does the same */}
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={clsx(
          "flex flex-col items-center gap-3 rounded border border-dashed px-4 py-8 text-center transition-colors",
          over ? "border-accent bg-accent-soft" : "border-line-strong bg-surface",
        )}
      >
        <Upload aria-hidden="true" className="size-5 text-text-muted" />
        <div className="flex flex-col gap-1">
          <p>Drop a file here, or choose one.</p>
          <p className="text-pretty text-sm text-text-muted">
            A zip of Markdown files with their images, one Markdown file, or the articles of Zendesk Guide or
            Intercom as JSON. Up to {formatBytes(limits.upload)}.
          </p>
        </div>
        <Button onClick={() => input.current?.click()}>Choose a file</Button>
        <input
          ref={input}
          type="file"
          accept=".zip,.json,.md,.markdown"
          aria-label="File to import"
          className="sr-only"
          tabIndex={-1}
          onChange={(event) => {
            void take(event.target.files?.[0]);
            event.target.value = "";
          }}
        />
      </div>
      {state.problem ? (
        <p role="alert" className="text-danger text-sm">
          {state.problem}
        </p>
      ) : null}
    </div>
  );
}

function Chosen({ chosen, onChoose }: { chosen: ChosenFile; onChoose: (chosen: ChosenFile | null) => void }) {
  const { upload, kind } = chosen;
  return (
    <div className="flex flex-col gap-3 rounded border border-line bg-surface p-4">
      <div className="flex items-center gap-3">
        <FileArchive aria-hidden="true" className="size-5 shrink-0 text-text-muted" />
        <div className="min-w-0 flex-1">
          <p className="truncate font-medium">{upload.name}</p>
          <p className="text-sm text-text-muted">
            {formatBytes(upload.size)}, {plural(upload.articles, "article")} found
          </p>
        </div>
        <IconButton label="Choose another file" onClick={() => onChoose(null)}>
          <X aria-hidden="true" />
        </IconButton>
      </div>
      <Field label="What it is" hint="Told by what is in it. Change it when that is wrong.">
        <Select items={kindItems} value={kind} onValueChange={(next) => onChoose({ upload, kind: next })} />
      </Field>
    </div>
  );
}
