"""Columns of the listings reports: which there are, in which order, and what they are called in which language.

Known from recorded reports and from what readers of such reports have to expect; a name that nobody wrote down in a
language stays English there.
"""

from __future__ import annotations

from collections.abc import Sequence

ALL, ACTIVE, INACTIVE, OPEN = (
    "GET_MERCHANT_LISTINGS_ALL_DATA",
    "GET_MERCHANT_LISTINGS_DATA",
    "GET_MERCHANT_LISTINGS_INACTIVE_DATA",
    "GET_FLAT_FILE_OPEN_LISTINGS_DATA",
)
USUAL, BUSINESS, FRANCE, REDUCED, LATER = LAYOUTS = ("usual", "business", "france", "reduced", "later")
GROUP, STATUS = "merchant-shipping-group", "status"
_BASE = (
    "item-name", "item-description", "listing-id", "seller-sku", "price", "quantity", "open-date", "image-url",
    "item-is-marketplace", "product-id-type", "zshop-shipping-fee", "item-note", "item-condition", "zshop-category1",
    "zshop-browse-path", "zshop-storefront-feature", "asin1", "asin2", "asin3", "will-ship-internationally",
    "expedited-shipping", "zshop-boldface", "product-id", "bid-for-featured-placement", "add-delete",
    "pending-quantity", "fulfillment-channel",
)  # fmt: skip
_FRENCH = (
    "item-name", "listing-id", "seller-sku", "price", "quantity", "open-date", "product-id-type", "item-note",
    "item-condition", "will-ship-internationally", "expedited-shipping", "product-id", "pending-quantity",
    "fulfillment-channel",
)  # fmt: skip
_REDUCED = (
    "item-name", "listing-id", "seller-sku", "price", "quantity", "open-date", "product-id-type", "item-note",
    "item-condition", "product-id", "pending-quantity", "fulfillment-channel",
)  # fmt: skip
_PRICES = (
    "Business Price", "Quantity Price Type",
    *(f"{name} {number}" for number in range(1, 6) for name in ("Quantity Lower Bound", "Quantity Price")),
)  # fmt: skip
_PROGRESSIVE = (
    "Progressive Price Type",
    *(f"{name} {number}" for number in range(1, 4) for name in ("Progressive Lower Bound", "Progressive Price")),
)
_MORE = ("Minimum order quantity", "Sell remainder")
_NAMES = {
    "de": {
        "item-name": "Artikelbezeichnung", "seller-sku": "Händler-SKU", "price": "Preis", "quantity": "Menge",
        "open-date": "Erstellungsdatum", "product-id-type": "Produkt-ID-Typ", "item-condition": "Artikelzustand",
        "asin1": "ASIN 1", "asin2": "ASIN 2", "asin3": "ASIN 3", "product-id": "Produkt-ID",
        "fulfillment-channel": "Versender", STATUS: "Status",
    },
    "es": {
        "item-name": "Título del producto", "seller-sku": "SKU del vendedor", "open-date": "Fecha de creación",
        "product-id-type": "Tipo de identificador de producto", "item-condition": "Estado del producto",
        "asin1": "ASIN 1", "asin2": "ASIN 2", "asin3": "ASIN 3", "product-id": "Identificador del producto",
        "fulfillment-channel": "Canal de gestión logística", STATUS: "estado",
    },
    "fr": {
        "item-name": "nom-produit", "seller-sku": "sku-vendeur", "product-id-type": "type-id-produit",
        "item-condition": "état-produit", "product-id": "id-produit", "fulfillment-channel": "canal-traitement",
        STATUS: "état",
    },
    "it": {
        "item-name": "Nome dell'articolo", "seller-sku": "SKU venditore", "price": "Prezzo", "quantity": "Quantità",
        "open-date": "Data di creazione", "product-id-type": "Tipo di identificativo del prodotto",
        "item-condition": "Condizione dell'articolo", "asin1": "ASIN1", "asin2": "ASIN2", "asin3": "ASIN3",
        "product-id": "Identificativo del prodotto", "fulfillment-channel": "Canale di gestione", STATUS: "stato",
    },
    "ja": {
        "item-name": "商品名", "seller-sku": "出品者SKU", "price": "価格", "quantity": "数量", "open-date": "出品日",
        "product-id-type": "商品IDタイプ", "item-condition": "コンディション", "product-id": "商品ID",
        "fulfillment-channel": "フルフィルメント・チャンネル", STATUS: "ステータス",
    },
}  # fmt: skip
LANGUAGES = ("en", *_NAMES)


def columns_of(report_type: str, layout: str) -> tuple[str, ...]:
    """The columns of a report by their English names."""
    if report_type == OPEN:
        return ("sku", "asin", "price", "quantity", *(_PRICES if layout == BUSINESS else ()))
    if layout in (BUSINESS, FRANCE):
        base = _BASE if layout == BUSINESS else _FRENCH
        return (*base, *_PRICES, GROUP, *_PROGRESSIVE, *([STATUS] if report_type == ALL else []))
    if layout == REDUCED and report_type == ALL:
        return (*_REDUCED, STATUS)
    names = (*_BASE, GROUP, *([STATUS] if report_type == ALL else []))
    return (*names, *_MORE) if layout == LATER and report_type == ALL else names


def names_of(columns: Sequence[str], language: str) -> list[str]:
    """What the columns are called in a language such as `it`."""
    known = _NAMES.get(language, {})
    return [known.get(column, column) for column in columns]
