/** Sends a file with its progress, which `fetch` does not tell. Throws what every other request throws. */
import { ApiProblem, type ProblemCode, USER_HEADER } from "@/app/_client/api";

/** Milliseconds for a whole file on a slow line. */
const DEADLINE_MS = 120_000;

export function upload<T>(
  path: string,
  file: File,
  userId: string,
  onProgress: (share: number) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", path);
    request.timeout = DEADLINE_MS;
    request.setRequestHeader("content-type", file.type || "application/octet-stream");
    request.setRequestHeader("x-file-name", encodeURIComponent(file.name));
    request.setRequestHeader(USER_HEADER, userId);
    request.upload.addEventListener("progress", ({ loaded, total }) =>
      onProgress(total > 0 ? loaded / total : 0),
    );
    request.addEventListener("load", () => {
      const body = parse(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve(body as T);
      else reject(problemOf(request.status, body));
    });
    const away = () =>
      reject(
        new ApiProblem("offline", "The server could not be reached. Check your connection and try again."),
      );
    request.addEventListener("error", away);
    request.addEventListener("timeout", away);
    request.send(file);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function problemOf(status: number, body: unknown): ApiProblem {
  const { title, code } = (body ?? {}) as { title?: unknown; code?: unknown };
  return new ApiProblem(
    typeof code === "string" ? (code as ProblemCode) : status === 413 ? "invalid" : "internal",
    typeof title === "string"
      ? title
      : status === 413
        ? "The file is too large."
        : "The server could not answer.",
    { status },
  );
}
