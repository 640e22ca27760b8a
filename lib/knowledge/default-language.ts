/** The language the knowledge base is written in: what everybody gets who asks for none that exists. */
import "server-only";
import { env } from "@/lib/core/env";

/** As articles carry it: in lower case. */
export const defaultLanguage = (): string => env().DEFAULT_LANGUAGE.toLowerCase();
