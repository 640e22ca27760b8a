/** Every conversation template of the demo. */
import { accountDialogues } from "./dialogues/account";
import { adviceDialogues } from "./dialogues/advice";
import { billingDialogues } from "./dialogues/billing";
import { damageDialogues } from "./dialogues/damage";
import { deliveryDialogues } from "./dialogues/delivery";
import { generalDialogues } from "./dialogues/general";
import { membershipDialogues } from "./dialogues/membership";
import { ordersDialogues } from "./dialogues/orders";
import { organizationsDialogues } from "./dialogues/organizations";
import { parcelsDialogues } from "./dialogues/parcels";
import { repairsDialogues } from "./dialogues/repairs";
import { returnsDialogues } from "./dialogues/returns";
import type { Dialogue } from "./dialogues/script";

export const dialogues: Dialogue[] = [
  ...deliveryDialogues,
  ...ordersDialogues,
  ...parcelsDialogues,
  ...returnsDialogues,
  ...damageDialogues,
  ...repairsDialogues,
  ...adviceDialogues,
  ...accountDialogues,
  ...generalDialogues,
  ...billingDialogues,
  ...membershipDialogues,
  ...organizationsDialogues,
];
