/** Inputs and answers of tool policies. Pure. */
import { z } from "zod";
import { policies } from "./defaults";

/** A million in the currency of the shop: more is a slip of the finger. */
export const LIMIT_MAX_CENTS = 100_000_000;

export const toolParams = z.object({ tool: z.string().regex(/^[A-Za-z0-9_.-]{1,128}$/) });

export const policyInput = z.strictObject({
  policy: z.enum(policies),
  approveAboveCents: z.int().min(0).max(LIMIT_MAX_CENTS).nullable().default(null),
});
export type PolicyInput = z.output<typeof policyInput>;

const policy = { policy: z.enum(policies), approveAboveCents: z.number().nullable() };

export const toolSettingView = z.object({
  /** As the model names it. */
  tool: z.string(),
  title: z.string(),
  does: z.string(),
  /** The MCP server it comes from; null: it is one of our own. */
  server: z.string().nullable(),
  hasAmount: z.boolean(),
  isFixed: z.boolean(),
  ...policy,
  default: z.object(policy),
  /** Who has set it last; null while the default counts. */
  changed: z
    .object({ by: z.string().nullable(), at: z.date().transform((date) => date.toISOString()) })
    .nullable(),
});
export type ToolSetting = z.input<typeof toolSettingView>;
export type ToolSettingView = z.output<typeof toolSettingView>;
