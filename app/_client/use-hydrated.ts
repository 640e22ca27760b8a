"use client";
/** Whether React has taken the page over: before that, what is typed or pressed would be lost. */
import { useSyncExternalStore } from "react";

const never = () => () => {};

export const useHydrated = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
