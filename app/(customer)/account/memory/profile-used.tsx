/** The fields of the profile that the assistant goes by; changed where the profile is. */
import type { ReactNode } from "react";
import { paths } from "@/components/shell/nav";
import { Section } from "@/components/ui/card";
import { TextLink } from "@/components/ui/link";
import type { CustomerView } from "@/lib/customers/schema";
import { languageItems } from "../languages";

export function ProfileUsed({ customer }: { customer: CustomerView }) {
  const language = languageItems(customer.language).find(({ value }) => value === customer.language);
  return (
    <Section
      title="From your profile"
      description="The assistant uses this too, whether or not memory is on."
      actions={
        <TextLink href={paths.account} className="text-base">
          Change in your profile
        </TextLink>
      }
    >
      <dl className="grid grid-cols-[8rem_minmax(0,1fr)] gap-x-4 gap-y-2 rounded border border-line bg-surface p-3 text-base">
        <Used term="Name">{customer.name}</Used>
        <Used term="Language">{language?.label ?? customer.language}</Used>
        <Used term="Time zone">{customer.timeZone?.replaceAll("_", " ") ?? null}</Used>
        <Used term="How to reach you">{customer.contactMethod === "email" ? "By e-mail" : "Only here"}</Used>
        <Used term="E-mail">{customer.email}</Used>
        <Used term="Telephone">{customer.phone}</Used>
        <Used term="Address">{customer.address}</Used>
        <Used term="Plan">{customer.plan.charAt(0).toUpperCase() + customer.plan.slice(1)}</Used>
      </dl>
    </Section>
  );
}

function Used({ term, children }: { term: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-text-muted">{term}</dt>
      <dd className="[overflow-wrap:anywhere]">
        {children ?? <span className="text-text-muted">Not known</span>}
      </dd>
    </>
  );
}
