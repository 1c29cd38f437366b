/** What can be given, and by whom: products, their SKUs, providers. */
import { useState } from "react";
import { useWords } from "../../../copy";
import { useTab } from "../../../parts/address";
import { SideBySide } from "../../../parts/narrow";
import { Page } from "../../../parts/page";
import { NewNode } from "../nodes/Form";
import { NodeTree } from "../nodes/Tree";
import { NewProvider } from "../providers/Form";
import { ProviderList } from "../providers/List";
import { NewSku } from "../skus/Form";
import { SkuList } from "../skus/List";
import { SkuSide } from "../skus/Page";
import { NewProduct } from "./Form";
import { ProductList } from "./List";

const TABS = {
  products: { New: NewProduct, List: ProductList },
  nodes: { New: NewNode, List: NodeTree },
  skus: { New: NewSku, List: SkuList },
  providers: { New: NewProvider, List: ProviderList },
};

const isTab = (name: string): name is keyof typeof TABS => name in TABS;

export function ProductsPage({ sku }: { sku?: string | undefined }) {
  const { t } = useWords();
  const [asked, setTab] = useTab("products");
  /** What was made is read with a list of its own, begun anew. */
  const [turn, setTurn] = useState(0);
  const tab = isTab(asked) ? asked : "products";
  const { New, List } = TABS[tab];
  return (
    <Page
      title={t("place.products")}
      lead={t("place.products.lead")}
      action={<New done={() => setTurn(turn + 1)} />}
    >
      <SideBySide
        tabs
        label={t("place.products")}
        family="rights"
        values={Object.keys(TABS)}
        value={tab}
        choose={setTab}
      />
      <List key={`${tab}${turn}`} />
      {sku && <SkuSide id={sku} changed={() => setTurn(turn + 1)} />}
    </Page>
  );
}
