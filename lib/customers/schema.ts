/** Inputs and answers of customers: profile, preferences, and what staff sees beside a conversation. Pure. */
import { z } from "zod";
import { orderView } from "@/lib/catalogue/schema";
import { MAX, textField } from "@/lib/core/text";
import { ticketView } from "@/lib/tickets/schema";

/** A BCP 47 tag such as `en` or `pt-BR`, in its canonical spelling. */
const language = z
  .string()
  .max(20)
  .transform((value, context) => {
    try {
      const [tag] = Intl.getCanonicalLocales(value.trim());
      if (tag && /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(tag)) return tag;
    } catch {
      // Not a language tag: refused below.
    }
    context.addIssue({ code: "custom", message: "must be a language code such as en or de" });
    return z.NEVER;
  });

/** An IANA name; the time zone database of this Node decides. */
const timeZone = z
  .string()
  .max(64)
  .refine((value) => {
    // Offsets such as "+02:00" are formats, not places, and break with daylight saving.
    if (!/^[A-Za-z]/.test(value)) return false;
    try {
      return new Intl.DateTimeFormat("en", { timeZone: value }).resolvedOptions().timeZone !== "";
    } catch {
      return false;
    }
  }, "must be a time zone such as Europe/Berlin");

const phone = textField(30).refine(
  (value) => /^\+?[\d ()./-]+$/.test(value) && value.replace(/\D/g, "").length >= 5,
  "must be a telephone number",
);

export const profilePatch = z
  .strictObject({
    name: textField(MAX.name),
    phone: phone.nullable(),
    address: textField(MAX.address).nullable(),
    language,
    contactMethod: z.enum(["email", "in_app"]),
    timeZone: timeZone.nullable(),
  })
  .partial()
  .refine((patch) => Object.keys(patch).length > 0, "must change something");
export type ProfilePatch = z.output<typeof profilePatch>;

const iso = z.date().transform((date) => date.toISOString());

export const customerView = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  organization: z.string().nullable(),
  plan: z.string(),
  phone: z.string().nullable(),
  address: z.string().nullable(),
  language: z.string(),
  timeZone: z.string().nullable(),
  contactMethod: z.enum(["email", "in_app"]),
  since: iso,
});
export type Customer = z.input<typeof customerView>;
export type CustomerView = z.output<typeof customerView>;

/** The panel beside a conversation: who this is, at a glance. */
export const customerCard = customerView.extend({
  conversations: z.number(),
  tickets: z.number(),
  openTickets: z.array(ticketView),
  orders: z.array(orderView),
});
export type CustomerCard = z.input<typeof customerCard>;
export type CustomerCardView = z.output<typeof customerCard>;
