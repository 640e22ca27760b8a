/** Changes the customer's own profile on their word. */
import "server-only";
import { z } from "zod";
import { updateProfile } from "@/lib/customers/commands";
import { profilePatch } from "@/lib/customers/schema";
import { defineTool, ToolFailure, WRITE_MS } from "./define";
import { line, shaped } from "./results";

const result = z.object({
  name: line(80),
  phone: line(30).nullable(),
  address: line(300).nullable(),
  language: z.string(),
  contact_method: z.enum(["email", "in_app"]),
  time_zone: z.string().nullable(),
});

export const updateCustomerProfile = defineTool({
  name: "update_customer_profile",
  description:
    "Change the customer's own profile, after they have agreed. Use null for what stays. Returns the new profile.",
  parameters: z.object({
    name: z.string().max(80).nullable(),
    phone: z.string().max(30).nullable(),
    address: z.string().max(400).nullable().describe("The postal address in one text, as on a parcel"),
    language: z.string().max(20).nullable().describe("A code such as en or de"),
    contact_method: z.enum(["email", "in_app"]).nullable(),
    time_zone: z.string().max(64).nullable().describe("Such as Europe/Berlin"),
  }),
  timeoutMs: WRITE_MS,
  // Where parcels go and who is called must not be changed by whoever finds an open browser.
  sensitive: ({ phone, address }) => phone !== null || address !== null,
  async work(viewer, { name, phone, address, language, contact_method, time_zone }, call) {
    const wanted = { name, phone, address, language, contactMethod: contact_method, timeZone: time_zone };
    const checked = profilePatch.safeParse(
      Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== null)),
    );
    if (!checked.success) {
      const [issue] = checked.error.issues;
      throw new ToolFailure(
        issue?.path.length
          ? `The ${String(issue.path[0])} ${issue.message}.`
          : "Nothing to change: give at least one field.",
      );
    }
    const customer = await updateProfile(viewer, checked.data, call);
    return shaped(result, {
      name: customer.name,
      phone: customer.phone,
      address: customer.address,
      language: customer.language,
      contact_method: customer.contactMethod,
      time_zone: customer.timeZone,
    });
  },
});
