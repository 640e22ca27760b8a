/** Reads a body of bytes, counted while it arrives: never more is kept than is allowed. */
import { AppError } from "@/lib/core/errors";

/** How far beyond the limit a sender is listened to, so that they hear the refusal instead of a cut connection. */
const PATIENCE = 8;

const megabytes = (bytes: number): string => `${bytes / 1024 / 1024} MB`;

/** Throws `too_large` past `limit` bytes, whatever the headers say, and `invalid` for an empty body. */
export async function readBytes(request: Request, limit: number): Promise<Buffer> {
  const tooLarge = () =>
    new AppError("too_large", `This is larger than ${megabytes(limit)}. Choose a smaller file.`);
  const announced = Number(request.headers.get("content-length") ?? 0);
  if (announced > limit * PATIENCE) {
    await request.body?.cancel().catch(() => {});
    throw tooLarge();
  }
  if (!request.body) throw new AppError("invalid", "The body is empty.");
  const reader = request.body.getReader();
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes += value.byteLength;
    if (bytes > limit) parts.length = 0;
    else parts.push(value);
    if (bytes > limit * PATIENCE) {
      await reader.cancel().catch(() => {});
      break;
    }
  }
  if (bytes > limit) throw tooLarge();
  if (bytes === 0) throw new AppError("invalid", "The body is empty.");
  return Buffer.concat(parts);
}
