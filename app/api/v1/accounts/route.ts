import { z } from "zod";
import { route } from "@/lib/core/route";
import { signUpInput } from "@/lib/people/schema";
import { signUp } from "@/lib/people/sign-up";

export const POST = route(
  {
    method: "POST",
    path: "/accounts",
    tag: "Account",
    summary: "Sign up as a customer; the answer is the same for an address that has an account",
    permission: "account.create",
    body: signUpInput,
    responses: { 202: z.object({ accepted: z.literal(true) }) },
  },
  async ({ viewer, body, request }) => {
    await signUp(viewer, body, request.headers);
    return { status: 202, body: { accepted: true } };
  },
);
