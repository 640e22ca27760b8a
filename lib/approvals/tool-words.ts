/** What the assistant's tools are called and what they do, in words for managers and for whoever decides. Pure. */
type Words = { title: string; does: string };

const words: Record<string, Words> = {
  search_knowledge_base: {
    title: "Search the help center",
    does: "Finds passages of the articles that the customer may read.",
  },
  search_tickets: { title: "Look through tickets", does: "Reads the customer's own tickets." },
  search_products: { title: "Search the catalogue", does: "Finds products with price and stock." },
  get_customer: { title: "Look up the customer", does: "Reads the customer's profile, plan and history." },
  list_orders: { title: "List orders", does: "Reads the customer's orders, newest first." },
  get_order: { title: "Look up an order", does: "Reads one order of the customer with its delivery." },
  create_ticket: { title: "Open a ticket", does: "Opens a ticket in the customer's name." },
  update_ticket: {
    title: "Update a ticket",
    does: "Comments on, closes or reopens a ticket, or changes its priority.",
  },
  update_customer_profile: {
    title: "Change the profile",
    does: "Changes the customer's contact details, address or preferences.",
  },
  send_notification: { title: "Send a message", does: "Writes to the customer by e-mail or in the portal." },
  request_refund: { title: "Refund an order", does: "Gives money back for an order of the customer." },
  remember: { title: "Remember something", does: "Keeps a short fact for the next conversation." },
  escalate_to_human: { title: "Bring in a person", does: "Passes the conversation to the team." },
};

/** A tool of another server is named by it; its own description says what it does. */
export function wordsFor(tool: string, description = ""): Words {
  const known = words[tool];
  if (known) return known;
  const plain = tool
    .replace(/^mcp_+/, "")
    .replace(/[_.-]+/g, " ")
    .trim();
  return { title: plain.charAt(0).toUpperCase() + plain.slice(1), does: firstSentence(description) };
}

const LONGEST = 160;

function firstSentence(text: string): string {
  const line = text.trim().split(/\n/, 1)[0] ?? "";
  const [sentence = ""] = /^.*?[.!?](?=\s|$)|^.*$/.exec(line) ?? [];
  return sentence.length > LONGEST ? `${sentence.slice(0, LONGEST - 1).trimEnd()}…` : sentence;
}
