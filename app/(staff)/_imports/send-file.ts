/** Sends a file and tells how much of it has left: fetch cannot say that, so this is the older way to ask. */
import { ApiProblem, type ProblemCode, USER_HEADER } from "@/app/_client/api";
import type { UploadView } from "@/lib/imports/schema";

type Sending = { done: Promise<UploadView>; stop: () => void };

export function sendFile(file: File, userId: string, onProgress: (sent: number) => void): Sending {
  const request = new XMLHttpRequest();
  const done = new Promise<UploadView>((resolve, reject) => {
    request.upload.onprogress = ({ loaded }) => onProgress(loaded);
    request.onload = () => {
      const answer = read(request.responseText);
      if (request.status === 201) resolve(answer as UploadView);
      else reject(problemOf(request.status, answer));
    };
    request.onerror = () =>
      reject(new ApiProblem("offline", "The file did not arrive. Check your connection and send it again."));
    request.onabort = () => reject(new DOMException("The sender has stopped it.", "AbortError"));
    request.open("POST", "/api/v1/knowledge/imports/uploads");
    request.responseType = "text";
    request.setRequestHeader("content-type", "application/octet-stream");
    request.setRequestHeader("x-file-name", encodeURIComponent(file.name));
    request.setRequestHeader(USER_HEADER, userId);
    request.send(file);
  });
  return { done, stop: () => request.abort() };
}

function read(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function problemOf(status: number, { code, title }: Record<string, unknown>): ApiProblem {
  const known = typeof code === "string" ? (code as ProblemCode) : "internal";
  const message =
    typeof title === "string" ? title : "The file could not be taken in. Try again in a moment.";
  return new ApiProblem(known, message, { status });
}
