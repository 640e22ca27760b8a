/** Inputs and answers of people: accounts, roles, sign-up. Pure. */
import { z } from "zod";
import { emailField } from "@/lib/auth/email";
import { MAX, textField } from "@/lib/core/text";
import { customerView } from "@/lib/customers/schema";

export const roles = ["customer", "agent", "manager"] as const;

/** Characters. A floor and no composition rules (NIST SP 800-63B, 3.1.1); the ceiling spares the hash. */
export const PASSWORD_MIN = 10;
export const PASSWORD_MAX = 256;

const newPassword = z
  .string()
  .min(PASSWORD_MIN, `must have at least ${PASSWORD_MIN} characters`)
  .max(PASSWORD_MAX, `must have at most ${PASSWORD_MAX} characters`)
  .refine((value) => !value.includes("\u0000"), "must not contain NUL characters");

export const signUpInput = z
  .strictObject({ name: textField(MAX.name), email: emailField, password: newPassword })
  .refine(({ email, password }) => password.toLowerCase() !== email, {
    path: ["password"],
    message: "must not be your e-mail address",
  })
  .refine(({ password }) => new Set(password).size > 3, {
    path: ["password"],
    message: "is too easy to guess",
  });
export type SignUpInput = z.output<typeof signUpInput>;

export const addStaffInput = z.strictObject({
  name: textField(MAX.name),
  email: emailField,
  role: z.enum(["agent", "manager"]),
});
export type AddStaffInput = z.output<typeof addStaffInput>;

export const personPatch = z
  .strictObject({ role: z.enum(["agent", "manager"]), status: z.enum(["active", "disabled"]) })
  .partial()
  .refine((patch) => Object.keys(patch).length > 0, "must change something");
export type PersonPatch = z.output<typeof personPatch>;

export const peopleFilter = {
  role: z.enum(["customer", "agent", "manager", "staff"]).default("staff"),
  status: z.enum(["active", "disabled"]).optional(),
  q: z.string().max(MAX.search).optional(),
};

const iso = z.date().transform((date) => date.toISOString());

export const personView = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  role: z.enum(roles),
  status: z.enum(["active", "disabled"]),
  since: iso,
});
export type Person = z.input<typeof personView>;
export type PersonView = z.output<typeof personView>;

/** The account that is signed in. `customer` is null for the team. */
export const meView = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  role: z.enum(roles),
  unreadNotifications: z.number(),
  customer: customerView.nullable(),
});
export type Me = z.input<typeof meView>;
export type MeView = z.output<typeof meView>;
