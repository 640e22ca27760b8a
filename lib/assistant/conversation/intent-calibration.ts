/**
 * What cross-validation of `intent-examples` gives, so that a process need not find it anew at each start. Data only;
 * a test holds it near the examples and, when they have changed much, shows what belongs here.
 */
import type { Calibration } from "./classifier-calibration";

export const INTENT_CALIBRATION: Calibration = {
  right: [0.2, 0.008, 3.368, -0.83, -0.2],
  inside: [-0.124, 4.271, -0.758, 0.442, 0.124],
  insideFrom: 0.25,
};
