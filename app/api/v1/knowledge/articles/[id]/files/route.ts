import { limits } from "@/lib/core/limits";
import { readBytes } from "@/lib/core/raw-body";
import { idParams, route } from "@/lib/core/route";
import { articleFile } from "@/lib/knowledge/editing-schema";
import { MAX_FILE_BYTES } from "@/lib/knowledge/file-schema";
import { addFile, requireRoomForFile } from "@/lib/knowledge/files";

export const POST = route(
  {
    method: "POST",
    path: "/knowledge/articles/{id}/files",
    tag: "Knowledge",
    summary:
      "Add an image or a PDF: its bytes are the body, its name is in the header x-file-name, percent-encoded",
    permission: "article.write",
    params: idParams,
    limits: [limits.uploadsPerHour],
    responses: { 201: articleFile },
  },
  async ({ viewer, params, request }) => {
    await requireRoomForFile(viewer, params.id);
    const bytes = await readBytes(request, MAX_FILE_BYTES);
    const name = nameIn(request.headers.get("x-file-name") ?? "");
    return { status: 201, body: await addFile(viewer, params.id, { name, bytes }) };
  },
);

/** A name only names: one that cannot be decoded is taken as it is. */
function nameIn(header: string): string {
  try {
    return decodeURIComponent(header);
  } catch {
    return header;
  }
}
