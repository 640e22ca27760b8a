/** What the assistant remembers about the customer: theirs to read, correct, forget and switch off. */
import type { Metadata } from "next";
import { QueryProvider } from "@/app/_client/query-provider";
import { Column } from "@/components/shell/customer-shell";
import { paths } from "@/components/shell/nav";
import { PageHeader } from "@/components/shell/page-header";
import { TextLink } from "@/components/ui/link";
import { getCustomer } from "@/lib/customers/queries";
import { customerView } from "@/lib/customers/schema";
import { getMemory } from "@/lib/memory/queries";
import { memoryView } from "@/lib/memory/schema";
import { customerViewer } from "../../_shared/customer-viewer";
import { MemoryScreen } from "./memory-screen";
import { ProfileUsed } from "./profile-used";

export const metadata: Metadata = { title: "What we remember" };

export default async function MemoryPage() {
  const viewer = await customerViewer(paths.memory);
  const [memory, customer] = await Promise.all([
    getMemory(viewer, viewer.userId),
    getCustomer(viewer, viewer.userId),
  ]);
  return (
    <Column>
      <div className="flex flex-col gap-2">
        <TextLink href={paths.account} className="self-start text-sm">
          Account and data
        </TextLink>
        <PageHeader
          title="What we remember"
          description="Short notes that spare you from saying things twice. They are yours: correct them, forget them, or switch them off."
        />
      </div>
      <QueryProvider>
        <MemoryScreen initial={memoryView.parse(memory)} />
      </QueryProvider>
      <ProfileUsed customer={customerView.parse(customer)} />
    </Column>
  );
}
