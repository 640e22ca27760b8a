/** Who reads the help center, and in which language; once a request. */
import "server-only";
import { headers } from "next/headers";
import { cache } from "react";
import { getViewer, type RequestViewer } from "@/lib/auth/session";
import { readerLanguage } from "@/lib/knowledge/reader";

export type Reader = {
  viewer: RequestViewer;
  /** In which lists and searches are shown. */
  language: string;
};

export const getReader = cache(async (asked: string | null): Promise<Reader> => {
  const viewer = await getViewer();
  return { viewer, language: await readerLanguage(viewer, asked, await headers()) };
});
