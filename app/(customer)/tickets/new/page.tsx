/** Opening a ticket by hand, for what is already known to take longer than one answer. */
import type { Metadata } from "next";
import { Column } from "@/components/shell/customer-shell";
import { paths } from "@/components/shell/nav";
import { PageHeader } from "@/components/shell/page-header";
import { TextLink } from "@/components/ui/link";
import { categories, categoryLabel } from "@/lib/tickets/schema";
import { customerViewer } from "../../_shared/customer-viewer";
import { NewTicketForm } from "./new-ticket-form";

/** Passed on as values: the schema's own file would bring its validator into the browser. */
const items = categories.map((value) => ({ value, label: categoryLabel[value] }));

export const metadata: Metadata = { title: "New ticket" };

export default async function NewTicketPage() {
  await customerViewer(`${paths.tickets}/new`);
  return (
    <Column>
      <PageHeader
        title="New ticket"
        description={
          <>
            For something that has to be followed up. For a quick answer,{" "}
            <TextLink href={paths.chat}>ask in the chat</TextLink>.
          </>
        }
      />
      <NewTicketForm categories={items} />
    </Column>
  );
}
