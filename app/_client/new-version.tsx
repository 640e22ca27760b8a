"use client";
/** Tells that the portal was renewed since this page was loaded. Loading it again is the reader's choice. */
import { useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { dismissNews, hasNews, watchBuild } from "./build";

const never = () => false;

export function NewVersionNotice() {
  const news = useSyncExternalStore(watchBuild, hasNews, never);
  if (!news) return null;
  return (
    <Notice>
      <span>A new version is ready. What you are writing is kept.</span>
      <span className="inline-flex gap-1">
        <Button size="sm" onClick={() => window.location.reload()}>
          Reload
        </Button>
        <Button size="sm" variant="quiet" onClick={dismissNews}>
          Not now
        </Button>
      </span>
    </Notice>
  );
}
