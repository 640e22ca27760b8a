/** Everyone in the demo: organizations, the support team and customers. All addresses are reserved domains. */
import type { PlanId } from "./company";

export type SeedOrganization = { key: string; name: string; domain: string; plan: PlanId };

export const organizations: SeedOrganization[] = [
  { key: "harbourlight", name: "Harbourlight Studio", domain: "harbourlight.example", plan: "studio" },
  { key: "norrbridge", name: "Norrbridge Accounting", domain: "norrbridge.example", plan: "studio" },
  { key: "fennec", name: "Fennec Analytics", domain: "fennec.example", plan: "studio" },
  { key: "weidenhof", name: "Weidenhof Architekten", domain: "weidenhof.example", plan: "studio" },
  { key: "lumen", name: "Lumen Translations", domain: "lumen-translations.example", plan: "studio" },
  { key: "delftwater", name: "Delft Water Research", domain: "delftwater.example", plan: "studio" },
  { key: "bluefinch", name: "Bluefinch Insurance", domain: "bluefinch.example", plan: "studio" },
  { key: "oakfield", name: "Oakfield Primary School", domain: "oakfield.example", plan: "basic" },
];

export type SeedStaff = { name: string; email: string; role: "agent" | "manager"; signsIn: boolean };

export const staff: SeedStaff[] = [
  { name: "Alex Moreau", email: "alex@baton.example", role: "agent", signsIn: true },
  { name: "Sam Okafor", email: "sam@baton.example", role: "agent", signsIn: true },
  { name: "Morgan Reyes", email: "morgan@baton.example", role: "manager", signsIn: true },
  { name: "Priya Raman", email: "priya@baton.example", role: "agent", signsIn: false },
  { name: "Tomasz Zielinski", email: "tomasz@baton.example", role: "agent", signsIn: false },
];

export type SeedCustomer = {
  name: string;
  email: string;
  plan: PlanId;
  language: string;
  timeZone: string;
  organization: string | null;
  signsIn: boolean;
};

type Row = [name: string, email: string, plan?: PlanId | `@${string}`, language?: string, timeZone?: string];

/** Third column: the plan, or `@key` of an organization, whose plan then counts. */
const rows: Row[] = [
  ["Casey Lindqvist", "casey@example.com", "plus", "en", "Europe/Stockholm"],
  ["Jordan Abara", "jordan@example.com", "@harbourlight", "en", "Europe/Berlin"],
  ["Annika Solberg", "annika.solberg@example.org", "plus", "en", "Europe/Copenhagen"],
  ["Mateo Fuentes", "mateo.fuentes@example.com", "basic", "en", "Europe/Madrid"],
  ["Wiebke Carstens", "w.carstens@example.net", "plus", "en", "Europe/Berlin"],
  ["Aoife Brennan", "aoife.brennan@example.org", "basic", "en", "Europe/Dublin"],
  ["Yusuf Demir", "yusuf.demir@example.com", "basic", "en", "Europe/Berlin"],
  ["Chloé Garnier", "chloe.garnier@example.net", "plus", "en", "Europe/Paris"],
  ["Lars Thygesen", "lars.thygesen@example.com", "basic", "en", "Europe/Copenhagen"],
  ["Nkechi Obi", "nkechi.obi@example.org", "plus", "en", "Europe/Dublin"],
  ["Pieter van Houten", "pieter.vanhouten@example.com", "basic", "en", "Europe/Amsterdam"],
  ["Giulia Ferrante", "giulia.ferrante@example.net", "basic", "en", "Europe/Rome"],
  ["Hanna Virtanen", "hanna.virtanen@example.org", "plus", "en", "Europe/Helsinki"],
  ["Rohan Mehta", "rohan.mehta@example.com", "@fennec", "en", "Europe/Amsterdam"],
  ["Sofia Lindgren", "sofia.lindgren@example.com", "basic", "en", "Europe/Stockholm"],
  ["Emil Novak", "emil.novak@example.net", "basic", "en", "Europe/Vienna"],
  ["Fatima El Amrani", "fatima.elamrani@example.org", "plus", "en", "Europe/Brussels"],
  ["Declan Moore", "declan.moore@example.com", "basic", "en", "Europe/Dublin"],
  ["Katrin Huber", "katrin.huber@example.net", "@weidenhof", "en", "Europe/Berlin"],
  ["Jonas Weber", "jonas.weber@example.com", "basic", "en", "Europe/Berlin"],
  ["Mei Tanaka", "mei.tanaka@example.org", "plus", "en", "Europe/Berlin"],
  ["Oluwaseun Adeyemi", "seun.adeyemi@example.com", "basic", "en", "Europe/Amsterdam"],
  ["Camille Rousseau", "camille.rousseau@example.com", "basic", "en", "Europe/Paris"],
  ["Bram de Wit", "bram.dewit@example.net", "plus", "en", "Europe/Amsterdam"],
  ["Ingrid Haugland", "ingrid.haugland@example.org", "basic", "en", "Europe/Copenhagen"],
  ["Marco Bellini", "marco.bellini@example.com", "basic", "en", "Europe/Rome"],
  ["Elena Petrova", "elena.petrova@example.net", "plus", "en", "Europe/Vienna"],
  ["Tariq Hassan", "tariq.hassan@example.com", "basic", "en", "Europe/Stockholm"],
  ["Saoirse Kelly", "saoirse.kelly@example.org", "basic", "en", "Europe/Dublin"],
  ["Anders Holm", "anders.holm@example.com", "@norrbridge", "en", "Europe/Stockholm"],
  ["Birgit Aalto", "birgit.aalto@example.net", "basic", "en", "Europe/Helsinki"],
  ["Lucía Navarro", "lucia.navarro@example.com", "plus", "en", "Europe/Madrid"],
  ["Dimitri Laurent", "dimitri.laurent@example.org", "basic", "en", "Europe/Brussels"],
  ["Greta Schulz", "greta.schulz@example.com", "basic", "en", "Europe/Berlin"],
  ["Arjun Nair", "arjun.nair@example.net", "@fennec", "en", "Europe/Amsterdam"],
  ["Mirjam Kuiper", "mirjam.kuiper@example.com", "plus", "en", "Europe/Amsterdam"],
  ["Stefan Brandt", "stefan.brandt@example.org", "basic", "en", "Europe/Berlin"],
  ["Zainab Yusuf", "zainab.yusuf@example.com", "basic", "en", "Europe/Copenhagen"],
  ["Clara Mørch", "clara.moerch@example.net", "plus", "en", "Europe/Copenhagen"],
  ["Henrik Dahl", "henrik.dahl@example.com", "basic", "en", "Europe/Stockholm"],
  ["Noémie Caron", "noemie.caron@example.org", "@lumen", "en", "Europe/Paris"],
  ["Tobias Engel", "tobias.engel@example.com", "basic", "en", "Europe/Berlin"],
  ["Adaeze Okonkwo", "adaeze.okonkwo@example.net", "plus", "en", "Europe/Berlin"],
  ["Rikke Jespersen", "rikke.jespersen@example.com", "basic", "en", "Europe/Copenhagen"],
  ["Paul Fitzgerald", "paul.fitzgerald@example.org", "basic", "en", "Europe/Dublin"],
  ["Sanne Visser", "sanne.visser@example.com", "@delftwater", "en", "Europe/Amsterdam"],
  ["Ahmed Khalil", "ahmed.khalil@example.net", "basic", "en", "Europe/Paris"],
  ["Johanna Keller", "johanna.keller@example.com", "plus", "en", "Europe/Vienna"],
  ["Miguel Santos", "miguel.santos@example.org", "basic", "en", "Europe/Madrid"],
  ["Freya Nyström", "freya.nystrom@example.com", "basic", "en", "Europe/Stockholm"],
  ["Vikram Rao", "vikram.rao@example.net", "@bluefinch", "en", "Europe/Dublin"],
  ["Isabel Moreno", "isabel.moreno@example.com", "basic", "en", "Europe/Madrid"],
  ["Karl Lehmann", "karl.lehmann@example.org", "basic", "en", "Europe/Berlin"],
  ["Thandiwe Dube", "thandiwe.dube@example.com", "plus", "en", "Europe/Amsterdam"],
  ["Petra Vogel", "petra.vogel@example.net", "basic", "en", "Europe/Vienna"],
  ["Simon Bakker", "simon.bakker@example.com", "basic", "en", "Europe/Amsterdam"],
  ["Leila Haddad", "leila.haddad@example.org", "plus", "en", "Europe/Brussels"],
  ["Oskar Wallin", "oskar.wallin@example.com", "@norrbridge", "en", "Europe/Stockholm"],
  ["Niamh Walsh", "niamh.walsh@example.net", "basic", "en", "Europe/Dublin"],
  ["Florian Maier", "florian.maier@example.com", "basic", "en", "Europe/Vienna"],
  ["Beatriz Costa", "beatriz.costa@example.org", "basic", "en", "Europe/Luxembourg"],
  ["Sebastian Krüger", "sebastian.krueger@example.com", "@weidenhof", "en", "Europe/Berlin"],
  ["Maja Eriksson", "maja.eriksson@example.net", "plus", "en", "Europe/Stockholm"],
  ["Hugo Lefèvre", "hugo.lefevre@example.com", "basic", "en", "Europe/Paris"],
  ["Esra Yilmaz", "esra.yilmaz@example.org", "basic", "en", "Europe/Berlin"],
  ["Ruben Claes", "ruben.claes@example.com", "basic", "en", "Europe/Brussels"],
  ["Astrid Nielsen", "astrid.nielsen@example.net", "plus", "en", "Europe/Copenhagen"],
  ["Grace Mbeki", "grace.mbeki@example.com", "@bluefinch", "en", "Europe/Dublin"],
  ["Daniel Rosen", "daniel.rosen@example.org", "basic", "en", "Europe/Stockholm"],
  ["Valentina Ricci", "valentina.ricci@example.com", "basic", "en", "Europe/Rome"],
  ["Maren Petersen", "maren.petersen@example.net", "@oakfield", "en", "Europe/Berlin"],
  ["Liam Hughes", "liam.hughes@example.com", "basic", "en", "Europe/Dublin"],
];

const planOf = (key: string): PlanId => organizations.find((o) => o.key === key)?.plan ?? "basic";

export const customers: SeedCustomer[] = rows.map(
  ([name, email, third = "basic", language = "en", timeZone = "Europe/Berlin"]) => {
    const organization = third.startsWith("@") ? third.slice(1) : null;
    return {
      name,
      email,
      plan: organization ? planOf(organization) : (third as PlanId),
      language,
      timeZone,
      organization,
      signsIn: email === "casey@example.com" || email === "jordan@example.com",
    };
  },
);
