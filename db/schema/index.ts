/** The whole schema, for Drizzle itself (client and migrations). Product code imports the area it needs. */
export * from "./catalogue";
export * from "./conversations";
export * from "./feedback";
export * from "./gaps";
export * from "./imports";
export * from "./knowledge";
export * from "./memory";
export * from "./people";
export * from "./runs";
export * from "./search";
export * from "./tickets";
export * from "./tools";
