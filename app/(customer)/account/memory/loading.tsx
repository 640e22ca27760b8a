import { Column } from "@/components/shell/customer-shell";
import { SkeletonRows } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <Column>
      <SkeletonRows label="Loading what we remember" rows={6} />
    </Column>
  );
}
