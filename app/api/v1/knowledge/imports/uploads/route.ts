import { Readable } from "node:stream";
import type { ReadableStream as WebStream } from "node:stream/web";
import { AppError } from "@/lib/core/errors";
import { limits as rates } from "@/lib/core/limits";
import { route } from "@/lib/core/route";
import { uploadSource } from "@/lib/imports/commands";
import { limits, megabytes } from "@/lib/imports/limits";
import { uploadView } from "@/lib/imports/schema";

export const POST = route(
  {
    method: "POST",
    path: "/knowledge/imports/uploads",
    tag: "Knowledge",
    summary:
      "Send a zip of Markdown or an export as JSON: its bytes are the body, its name is in the header x-file-name, percent-encoded",
    permission: "article.import",
    limits: [rates.uploadsPerHour],
    responses: { 201: uploadView },
  },
  async ({ viewer, request }) => {
    if (Number(request.headers.get("content-length") ?? 0) > limits.upload)
      throw new AppError("too_large", `This is larger than ${megabytes(limits.upload)}.`);
    if (!request.body) throw new AppError("invalid", "The body is empty.");
    const name = nameIn(request.headers.get("x-file-name") ?? "");
    return {
      status: 201,
      body: await uploadSource(viewer, { name, bytes: Readable.fromWeb(request.body as WebStream) }),
    };
  },
);

/** A name only names: one that cannot be decoded is taken as it is. */
function nameIn(header: string): string {
  try {
    return decodeURIComponent(header) || "upload";
  } catch {
    return header;
  }
}
