/**
 * The demo catalogue, one line for each product. Names, limits and warranties are those that the articles
 * state; prices include VAT.
 */
export type SeedProduct = {
  sku: string;
  name: string;
  category: string;
  description: string;
  priceCents: number;
  currency: "EUR";
  stock: number;
  attributes: Record<string, string>;
};

// category | SKU | name | price in EUR | stock | description | attributes
const catalogue = `
desks|EF-SK120|Skerry Desk 120|249|38|Plain fixed desk in birch veneer with two round cable openings and a steel frame.|size=120 x 70 cm;height=74 cm;colours=birch, white;load=60 kg;warranty=10 years, surface 5 years;delivery=large item
desks|EF-SK140|Skerry Desk 140|289|24|The wider Skerry, with room for two screens and a drawer unit underneath.|size=140 x 70 cm;height=74 cm;colours=birch, white, black;load=60 kg;warranty=10 years, surface 5 years;delivery=large item
desks|EF-VL130|Vale Writing Desk|429|11|Writing desk with a linoleum top, an ash edge and one flat drawer.|size=130 x 65 cm;height=74 cm;colours=olive, charcoal;load=40 kg;warranty=10 years, surface 5 years;delivery=large item
desks|EF-LC160|Lund Corner Desk|519|7|L-shaped oak desk for corners; the short side mounts left or right.|size=160 x 120 x 65 cm;height=74 cm;colours=oak;load=70 kg;warranty=10 years, surface 5 years;delivery=large item
standing desks|EF-TD120|Tarn Standing Desk 120|479|31|Electric sit-stand desk for small rooms, three saved heights.|size=120 x 70 cm;height=70-118 cm;colours=oak, white, black;load=80 kg;warranty=frame 10 years, motors 5 years;delivery=large item
standing desks|EF-TD140|Tarn Standing Desk 140|529|42|Our most popular electric desk, with three saved heights and a collision stop.|size=140 x 75 cm;height=70-118 cm;colours=oak, ash, white, black;load=80 kg;warranty=frame 10 years, motors 5 years;delivery=large item
standing desks|EF-TD160|Tarn Standing Desk 160|579|18|The widest Tarn, for two screens and paper beside them.|size=160 x 80 cm;height=70-118 cm;colours=oak, white, black;load=80 kg;warranty=frame 10 years, motors 5 years;delivery=large item
standing desks|EF-TP160|Tarn Pro Standing Desk 160|799|14|Three-stage legs, four saved heights and the steadiest frame we make.|size=160 x 80 cm;height=62-127 cm;colours=oak, ash, black;load=120 kg;warranty=frame 10 years, motors 5 years;delivery=large item
standing desks|EF-TP180|Tarn Pro Standing Desk 180|869|6|Tarn Pro with a 180 cm top, delivered in three boxes.|size=180 x 80 cm;height=62-127 cm;colours=oak, black;load=120 kg;warranty=frame 10 years, motors 5 years;delivery=large item
standing desks|EF-TFRM|Tarn Frame without top|359|22|The Tarn frame for a top of your own, adjustable in width from 105 to 180 cm.|size=105-180 cm wide;height=70-118 cm;colours=white, black, sand;load=80 kg;warranty=frame 10 years, motors 5 years;delivery=large item
standing desks|EF-MTOP|Made-to-measure Desktop|289|99|Solid-edge desktop cut to the centimetre. Cannot be returned unless faulty.|size=100-220 x 60-90 cm;colours=oak, ash;warranty=5 years;delivery=large item
standing desks|EF-BRAE|Brae Desk Converter|239|16|Turns any desk into a standing desk, with a gas spring and a keyboard shelf.|size=80 x 60 cm;height=12-50 cm above the desk;colours=white, black;load=15 kg;warranty=5 years;delivery=parcel
chairs|EF-HERON|Heron Task Chair|299|54|Task chair with an upholstered seat, adjustable armrests and synchronous tilt.|seat height=42-54 cm;colours=charcoal, moss, sand;load=120 kg;warranty=frame 8 years, gas lift 5 years, fabric 2 years;delivery=parcel
chairs|EF-HERONM|Heron Mesh Chair|339|29|The Heron with a breathing mesh back for warm rooms.|seat height=42-54 cm;colours=black, grey;load=120 kg;warranty=frame 8 years, gas lift 5 years, mesh 2 years;delivery=parcel
chairs|EF-OSPREY|Osprey Ergonomic Chair|589|19|Full mesh chair with seat depth, lumbar and four-way armrest adjustment.|seat height=41-56 cm;colours=black, mist;load=150 kg;warranty=frame 8 years, gas lift 5 years, mesh 2 years;delivery=parcel
chairs|HR-01|Osprey Headrest|89|33|Headrest for the Osprey, adjustable in height and angle, fitted without tools.|colours=black, mist;warranty=2 years;delivery=parcel
chairs|EF-WREN|Wren Saddle Stool|179|13|Height-adjustable saddle stool for upright sitting at tall desks.|seat height=55-75 cm;colours=black, moss;load=110 kg;warranty=5 years;delivery=parcel
chairs|EF-PLOVER|Plover Active Stool|149|0|Swaying stool for short active sitting, expected back in stock next month.|seat height=52-72 cm;colours=sand, charcoal;load=110 kg;warranty=5 years;delivery=parcel
lighting|EF-GLIMD|Glim Desk Lamp|99|61|LED desk lamp with touch dimming and three colour temperatures.|height=45 cm;light=650 lm, 2700-5000 K;colours=white, black, olive;warranty=3 years;delivery=parcel
lighting|EF-GLIMC|Glim Clamp Lamp|89|47|The Glim with a clamp for tops of 12-45 mm.|reach=60 cm;light=650 lm, 2700-5000 K;colours=white, black;warranty=3 years;delivery=parcel
lighting|EF-GLIMB|Glim Light Bar|69|73|Light bar for the upper edge of a monitor, without glare on the screen.|width=45 cm;light=420 lm, 3000-5000 K;power=5 V, 2 A;warranty=3 years;delivery=parcel
lighting|EF-DUSKF|Dusk Floor Lamp|159|20|Dimmable floor lamp with a linen shade and a warm indirect light.|height=152 cm;light=1400 lm, 2700-4000 K;colours=sand, charcoal;warranty=3 years;delivery=parcel
lighting|EF-DUSKW|Dusk Wall Lamp|79|26|Small wall lamp with a plug and a swivel head.|height=24 cm;light=380 lm, 2700 K;colours=sand, black;warranty=3 years;delivery=parcel
storage|EF-KMOB|Kist Mobile Pedestal|169|35|Three drawers on castors, delivered assembled and lockable.|size=40 x 50 x 58 cm;colours=white, birch, black;warranty=5 years;delivery=parcel
storage|EF-KDRW|Kist Drawer Unit|189|21|Five flat drawers for paper and tools, fits under every Skerry.|size=40 x 48 x 70 cm;colours=white, birch;warranty=5 years;delivery=parcel
storage|EF-KLOCK|Kist Lockable Cabinet|279|9|Two-door steel cabinet with three shelves and a numbered lock.|size=80 x 40 x 110 cm;colours=white, sand, black;warranty=5 years;delivery=large item
storage|EF-ST3|Stave Shelf, 3 boards|149|28|Low open shelf in ash, assembled without screws.|size=80 x 32 x 95 cm;load=25 kg a board;colours=ash, black;warranty=5 years;delivery=large item
storage|EF-ST5|Stave Shelf, 5 boards|229|17|Tall open shelf in ash; has to be fixed to the wall.|size=80 x 32 x 180 cm;load=25 kg a board;colours=ash, black;warranty=5 years;delivery=large item
storage|EF-STW|Stave Wall Shelf|59|44|Wall shelf with a hidden rail.|size=80 x 22 cm;load=15 kg;colours=ash, black;warranty=5 years;delivery=parcel
accessories|EF-RS1|Reach Single Monitor Arm|119|52|Gas spring arm for one monitor of 2-9 kg and up to 34 inch.|mount=VESA 75 or 100;colours=white, black;warranty=5 years;delivery=parcel
accessories|EF-RD2|Reach Dual Monitor Arm|199|27|Two gas spring arms on one clamp, 2-8 kg each.|mount=VESA 75 or 100;colours=white, black;warranty=5 years;delivery=parcel
accessories|EF-TRAY|Tidy Cable Tray|34|88|Steel tray under the desk for power strip and cables.|size=70 x 12 cm;colours=white, black;warranty=2 years;delivery=parcel
accessories|EF-SLEE|Tidy Cable Sleeve|14|120|Zip sleeve that gathers up to ten cables.|size=110 cm;colours=grey, black;warranty=2 years;delivery=parcel
accessories|EF-MAT|Moss Desk Mat|39|66|Felt desk mat of recycled wool.|size=90 x 40 cm;colours=moss, grey;warranty=2 years;delivery=parcel
accessories|EF-SMAT|Moss Standing Mat|69|40|Cushioned mat that makes standing on hard floors easier.|size=80 x 50 cm;colours=moss, charcoal;warranty=2 years;delivery=parcel
accessories|EF-PERCHF|Perch Footrest|49|58|Rocking footrest with two heights.|size=45 x 35 cm;colours=birch, black;warranty=2 years;delivery=parcel
accessories|EF-PERCHL|Perch Laptop Stand|44|71|Folding aluminium stand that lifts a laptop by 16 cm.|size=25 x 22 cm;colours=silver, black;warranty=2 years;delivery=parcel
accessories|EF-HUSH|Hush Acoustic Panel|129|15|Desk panel of recycled felt that dampens sound and view.|size=140 x 45 cm;colours=grey, olive;warranty=2 years;delivery=parcel
spare parts|CH-LIFT|Gas lift for Osprey and Heron|29|140|Replacement gas lift, fitted in 15 minutes.|fits=Osprey, Heron, Heron Mesh;warranty=2 years;delivery=parcel
spare parts|CH-CAST|Soft castors, set of 5|24|160|Castors for wood and stone floors.|fits=Osprey, Heron, Heron Mesh;warranty=2 years;delivery=parcel
spare parts|CH-ARMP|Armrest pads, pair|19|75|Soft pads that clip on the armrests.|fits=Osprey, Heron;warranty=2 years;delivery=parcel
spare parts|TD-HAND|Tarn handset|39|48|Handset with display and saved heights.|fits=Tarn, Tarn Pro;warranty=2 years;delivery=parcel
spare parts|TD-CTRL|Tarn control box|89|37|Control box for two motors.|fits=Tarn, Tarn Pro;warranty=2 years;delivery=parcel
spare parts|TD-MOTR|Tarn motor leg|119|12|One leg with its motor, fitted by two people.|fits=Tarn;warranty=2 years;delivery=parcel
spare parts|LT-ADPT|Lamp adapter|14|90|Power adapter, 12 V for Glim or 24 V for Dusk.|fits=Glim, Dusk;warranty=2 years;delivery=parcel
spare parts|KS-KEYS|Kist keys, pair|9|200|Keys cut to the number on the lock.|fits=Kist;warranty=2 years;delivery=parcel
spare parts|CR-PNT|Repair paint|6|85|Small bottle for scratches in powder-coated steel.|colours=black, white, sand;delivery=parcel
`;

export const products: SeedProduct[] = catalogue.trim().split("\n").map(readLine);

function readLine(line: string): SeedProduct {
  const [category, sku, name, euros, stock, description, attributes, ...rest] = line.split("|");
  if (!category || !sku || !name || !description || !attributes || rest.length > 0)
    throw new Error(`not a product: ${line}`);
  const pairs = attributes.split(";").map((pair) => {
    const [key, value] = pair.split("=");
    if (!key || !value) throw new Error(`not an attribute of ${sku}: ${pair}`);
    return [key, value] as const;
  });
  return {
    sku,
    name,
    category,
    description,
    priceCents: Number(euros) * 100,
    currency: "EUR",
    stock: Number(stock),
    attributes: Object.fromEntries(pairs),
  };
}
