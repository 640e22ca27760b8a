/** Every conversation template of the demo. */
import { accountDialogues } from "./dialogues/account";
import { billingDialogues } from "./dialogues/billing";
import { deliveryDialogues } from "./dialogues/delivery";
import { productDialogues } from "./dialogues/products";
import { returnsDialogues } from "./dialogues/returns";
import type { Dialogue } from "./dialogues/script";

export const dialogues: Dialogue[] = [
  ...deliveryDialogues,
  ...returnsDialogues,
  ...productDialogues,
  ...accountDialogues,
  ...billingDialogues,
];
