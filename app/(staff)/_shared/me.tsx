"use client";
/** Who reads the staff screens, and who else works here: known once, by the layout, for every leaf. */
import { createContext, type ReactNode, useContext } from "react";

export type Colleague = { id: string; name: string; role: "agent" | "manager" };
export type Me = Colleague & { colleagues: readonly Colleague[] };

const Reader = createContext<Me | null>(null);

export function MeProvider({ me, children }: { me: Me; children: ReactNode }) {
  return <Reader value={me}>{children}</Reader>;
}

export function useMe(): Me {
  const me = useContext(Reader);
  if (!me) throw new Error("there is no <MeProvider> around this component");
  return me;
}
