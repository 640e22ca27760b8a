/** What a scenario is: a file in `scenarios/` that exports one. */
import type { Cluster, ClusterOptions } from "./cluster";
import type { Measure } from "./report";

/** `short`: in `npm test`, seconds; `full`: the figures that are promised. */
export type Form = "short" | "full";

export type Scenario = {
  /** The file's name; begins the names of its measures. */
  name: string;
  /** Runs against a healed cluster and answers what it found; one measure at least proves that a fault happened. */
  run(cluster: Cluster, form: Form): Promise<Measure[]>;
  /** Only when the ordinary cluster (three instances) will not do: a cluster of its own costs about fifteen seconds. */
  cluster?: ClusterOptions;
};
