/** Inputs and answers of notifications. Pure. */
import { z } from "zod";
import { textField } from "@/lib/core/text";

export const methods = ["email", "in_app"] as const;
export type Method = (typeof methods)[number];

export const notifyInput = z.strictObject({
  /** Whom to tell. The assistant can tell only its own customer, whatever is written here. */
  userId: z.uuid(),
  method: z.enum(methods),
  subject: textField(200),
  body: textField(4_000),
  conversationId: z.uuid().nullish(),
});
export type NotifyInput = z.output<typeof notifyInput>;

const iso = z.date().transform((date) => date.toISOString());

export const notificationView = z.object({
  id: z.uuid(),
  method: z.enum(methods),
  subject: z.string(),
  body: z.string(),
  conversationId: z.uuid().nullable(),
  /** `unsent`: no mail server is configured, so it can be read here only. */
  state: z.enum(["pending", "sent", "failed", "unsent"]),
  createdAt: iso,
  readAt: iso.nullable(),
});
export type Notification = z.input<typeof notificationView>;
export type NotificationView = z.output<typeof notificationView>;
