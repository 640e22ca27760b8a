/** The trace of one turn: where a handover's link leads. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { getTrace } from "@/lib/runs/trace";
import { staffViewer } from "../../../../../_shared/staff-viewer";
import { TraceScreen } from "../../../../../_trace/trace-screen";
import { tracePath } from "../../../../../_trace/words";

type Props = { params: Promise<{ id: string; runId: string }> };

export const metadata: Metadata = { title: "What the assistant did" };

export default async function TracePage({ params }: Props) {
  const { id, runId } = await params;
  const viewer = await staffViewer(tracePath(id, runId));
  if (![id, runId].every((each) => z.uuid().safeParse(each).success)) notFound();
  try {
    return <TraceScreen trace={await getTrace(viewer, id, runId)} />;
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
}
