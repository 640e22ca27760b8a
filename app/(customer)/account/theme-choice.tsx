"use client";
/** Light, dark or the system's; takes effect at once. */
import { RadioGroup } from "@/components/ui/radio-group";
import { setTheme, useTheme } from "@/components/ui/theme-toggle";

const items = [
  { value: "system", label: "As this device is set" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
] as const;

export function ThemeChoice() {
  return <RadioGroup legend="Theme" hideLegend items={items} value={useTheme()} onValueChange={setTheme} />;
}
