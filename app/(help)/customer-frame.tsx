"use client";
/** The customer's own bar around the help center. Its menus are loaded only for those who are signed in. */
import dynamic from "next/dynamic";

export const CustomerFrame = dynamic(() => import("./customer-bar").then((bar) => bar.CustomerBar));
