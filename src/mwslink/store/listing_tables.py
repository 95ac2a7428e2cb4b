"""The tables of listings, weights and repairs: the second step of `migrations`."""

from __future__ import annotations

# Weights are text as they were stated ("0.45 kilograms"); grams are text, being exact. A marketplace id of '' in
# `weight_overrides` means all of the seller's. `orders_open` stands for `listings.weighing`: open orders are few.
LISTING_TABLES = (
    """CREATE TABLE listings (
        seller TEXT NOT NULL,
        sku TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        asin TEXT NOT NULL,
        title TEXT NOT NULL,
        product_type TEXT NOT NULL,
        statuses TEXT NOT NULL,
        fulfilled_by TEXT NOT NULL,
        created_at TEXT,
        updated_at TEXT,
        shipping TEXT,
        package TEXT,
        item TEXT,
        catalogue_package TEXT,
        catalogue_item TEXT,
        seen_at TEXT NOT NULL,
        PRIMARY KEY (seller, sku, marketplace_id)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE listing_scans (
        seller TEXT NOT NULL,
        marketplace_ids TEXT NOT NULL,
        since TEXT NOT NULL,
        position TEXT NOT NULL,
        started_at TEXT NOT NULL,
        until TEXT NOT NULL,
        PRIMARY KEY (seller, marketplace_ids, since)
    ) STRICT""",
    """CREATE TABLE listing_marks (
        seller TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        complete_until TEXT NOT NULL,
        whole_at TEXT NOT NULL,
        PRIMARY KEY (seller, marketplace_id)
    ) STRICT""",
    """CREATE TABLE asked_skus (
        seller TEXT NOT NULL,
        sku TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        asked_at TEXT NOT NULL,
        PRIMARY KEY (seller, sku, marketplace_id)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE catalogue_weights (
        asin TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        package TEXT,
        item TEXT,
        asked_at TEXT NOT NULL,
        PRIMARY KEY (asin, marketplace_id)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE weight_overrides (
        seller TEXT NOT NULL,
        sku TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        weight TEXT NOT NULL,
        set_at TEXT NOT NULL,
        PRIMARY KEY (seller, sku, marketplace_id)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE order_weights (
        order_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        grams TEXT NOT NULL,
        origin TEXT NOT NULL,
        weighed_at TEXT NOT NULL,
        PRIMARY KEY (order_id, seller),
        FOREIGN KEY (order_id, seller) REFERENCES orders ON DELETE CASCADE
    ) STRICT""",
    """CREATE TABLE missing_weights (
        order_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        sku TEXT NOT NULL,
        PRIMARY KEY (order_id, seller, sku),
        FOREIGN KEY (order_id, seller) REFERENCES orders ON DELETE CASCADE
    ) STRICT""",
    "CREATE INDEX missing_weights_by_sku ON missing_weights (seller, marketplace_id, sku)",
    """CREATE INDEX orders_open ON orders (seller, marketplace_id, order_id)
        WHERE status IN ('UNSHIPPED', 'PARTIALLY_SHIPPED') AND fulfilled_by = 'MERCHANT'""",
    """CREATE TABLE repair_plans (
        id INTEGER PRIMARY KEY,
        seller TEXT NOT NULL,
        created_at TEXT NOT NULL,
        verified_by TEXT NOT NULL,
        undoes INTEGER REFERENCES repair_plans
    ) STRICT""",
    """CREATE TABLE repair_feeds (
        id INTEGER PRIMARY KEY,
        plan_id INTEGER NOT NULL REFERENCES repair_plans ON DELETE CASCADE,
        intended_at TEXT NOT NULL,
        feed_id TEXT,
        collected_at TEXT
    ) STRICT""",
    """CREATE TABLE repairs (
        id INTEGER PRIMARY KEY,
        plan_id INTEGER NOT NULL REFERENCES repair_plans ON DELETE CASCADE,
        sku TEXT NOT NULL,
        marketplace_ids TEXT NOT NULL,
        product_type TEXT NOT NULL,
        attribute TEXT NOT NULL,
        weight TEXT NOT NULL,
        title TEXT NOT NULL,
        before TEXT NOT NULL,
        state TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        submission_id TEXT NOT NULL,
        issues TEXT NOT NULL,
        feed INTEGER REFERENCES repair_feeds
    ) STRICT""",
    "CREATE INDEX repairs_by_state ON repairs (plan_id, state, id)",
)
