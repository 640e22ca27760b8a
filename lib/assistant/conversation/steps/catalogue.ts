/** Products of the catalogue, found and shown. States only what a tool returned. Pure. */
import { productsOf } from "../results";
import { showing } from "../shown";
import { contentStems, fold, shorten } from "../text";
import { isStep, offering, read, type Situation, type Step, say } from "./base";

type Product = ReturnType<typeof productsOf>[number];
const SHOWN = 5;

/** @param otherwise what to do when the catalogue has nothing that fits. */
export function sayProducts(situation: Situation, otherwise: () => Step): Step {
  const query = situation.state.message.slice(0, 200);
  const result = read(situation, "search_products", { query, category: null });
  if (isStep(result)) return result;
  const products = fittingProducts(productsOf(result), query);
  return products.length > 0 ? listProducts(products) : otherwise();
}

/** Those whose names hold most of what was asked for, within the price that was named. */
export function fittingProducts(products: Product[], wish: string) {
  const most =
    /\b(?:under|below|less than|up to|max(?:imum)?|cheaper than)\s*(?:eur|€|\$)?\s*(\d{1,6})\b/.exec(
      fold(wish),
    )?.[1];
  const asked = contentStems(wish);
  const scored = products
    .filter(({ price }) => !most || price === null || Number(price.replace(/[^\d.]/g, "")) <= Number(most))
    .map((product) => {
      const own = new Set(contentStems(product.name));
      return { product, score: asked.filter((stem) => own.has(stem)).length };
    });
  const best = Math.max(0, ...scored.map(({ score }) => score));
  const least = /\b(?:compare|vs|versus|difference|better|or)\b/.test(fold(wish)) ? Math.min(1, best) : best;
  return scored.filter(({ score }) => score >= least).map(({ product }) => product);
}

export function listProducts(products: Product[]): Step {
  const few = products.slice(0, SHOWN);
  const [only] = few;
  return say(
    `Here is what fits from our catalogue:\n\n${few.map((product) => productRow(product, 140)).join("\n")}`,
    {
      shown:
        few.length > 1
          ? showing(
              "products",
              few.map(({ name, description }) => ({ key: name, label: description ?? "" })),
            )
          : null,
      focus: only && few.length === 1 ? { kind: "product", key: only.name, label: "" } : null,
    },
  );
}

function productRow(product: Product, length: number): string {
  const facts = [product.price, product.stock].filter(Boolean).join(", ");
  const about = product.description ? ` ${shorten(product.description, length)}` : "";
  return `- **${product.name}**${facts ? ` (${facts})` : ""}${about && facts ? "." : ""}${about}`;
}

/** One product in full, known by its name from a list that was shown. */
export function sayProduct(situation: Situation, name: string): Step {
  const result = read(situation, "search_products", { query: name, category: null });
  if (isStep(result)) return result;
  const product = productsOf(result).find((other) => fold(other.name) === fold(name));
  if (!product)
    return offering("I could not find that product in our catalogue any more.", { did: "missed" });
  return say(`Here is the product:\n\n${productRow(product, 600)}`, {
    focus: { kind: "product", key: product.name, label: "" },
  });
}
