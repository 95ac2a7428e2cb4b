BEGIN TRANSACTION;
CREATE TABLE answers (clock TEXT PRIMARY KEY, refused_at TEXT, code TEXT NOT NULL, accepted_at TEXT) STRICT;
INSERT INTO "answers" VALUES('authorization A@eu/sp-api','2026-11-24T15:54:58.760863+00:00','invalid_grant',NULL);
CREATE TABLE asked_skus (
        seller TEXT NOT NULL,
        sku TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        asked_at TEXT NOT NULL,
        PRIMARY KEY (seller, sku, marketplace_id)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "asked_skus" VALUES('A2EXAMPLE12345@eu','SKU-3','A1RKKUPIHCS9HS','2026-11-24T15:54:58.759878+00:00');
CREATE TABLE catalogue_weights (
        asin TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        package TEXT,
        item TEXT,
        asked_at TEXT NOT NULL,
        PRIMARY KEY (asin, marketplace_id)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "catalogue_weights" VALUES('B000000001','A1RKKUPIHCS9HS',NULL,NULL,'2026-11-24T15:54:58.756002+00:00');
CREATE TABLE fallbacks (
        seller TEXT NOT NULL,
        api TEXT NOT NULL,
        until TEXT NOT NULL,
        PRIMARY KEY (seller, api)
    ) STRICT;
INSERT INTO "fallbacks" VALUES('A2EXAMPLE12345@eu','api','2026-03-01T01:00:00.000000+00:00');
CREATE TABLE listing_marks (
        seller TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        complete_until TEXT NOT NULL,
        whole_at TEXT NOT NULL,
        PRIMARY KEY (seller, marketplace_id)
    ) STRICT;
INSERT INTO "listing_marks" VALUES('A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','2026-03-03T02:00:00.000000+00:00','2026-03-03T01:00:00.000000+00:00');
CREATE TABLE listing_scans (
        seller TEXT NOT NULL,
        marketplace_ids TEXT NOT NULL,
        since TEXT NOT NULL,
        position TEXT NOT NULL,
        started_at TEXT NOT NULL,
        until TEXT NOT NULL,
        PRIMARY KEY (seller, marketplace_ids, since)
    ) STRICT;
INSERT INTO "listing_scans" VALUES('A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','2026-03-03T02:00:00.000000+00:00','page 2','2026-03-03T03:00:00.000000+00:00','2026-03-03T04:00:00.000000+00:00');
CREATE TABLE listings (
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
    ) STRICT, WITHOUT ROWID;
INSERT INTO "listings" VALUES('A2EXAMPLE12345@eu','SKU-1','A1RKKUPIHCS9HS','B000000001','Taza azul','','','MERCHANT',NULL,NULL,NULL,'0.45 kilograms',NULL,NULL,NULL,'2026-11-24T15:54:58.755732+00:00');
CREATE TABLE marks (
        seller TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        complete_until TEXT NOT NULL,
        PRIMARY KEY (seller, marketplace_id)
    ) STRICT;
INSERT INTO "marks" VALUES('A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','2026-03-03T02:00:00.000000+00:00');
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
INSERT INTO "meta" VALUES('key_check',X'01AA67C885311354D6BAD878887EB6AF4A800D48859C214652325E0906');
CREATE TABLE migrations (number INTEGER PRIMARY KEY, applied_at TEXT NOT NULL) STRICT;
INSERT INTO "migrations" VALUES(1,'2026-11-24T15:54:58.720852+00:00');
INSERT INTO "migrations" VALUES(2,'2026-11-24T15:54:58.721958+00:00');
INSERT INTO "migrations" VALUES(3,'2026-11-24T15:54:58.722210+00:00');
CREATE TABLE missing_weights (
        order_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        sku TEXT NOT NULL,
        PRIMARY KEY (order_id, seller, sku),
        FOREIGN KEY (order_id, seller) REFERENCES orders ON DELETE CASCADE
    ) STRICT;
CREATE TABLE order_weights (
        order_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        grams TEXT NOT NULL,
        origin TEXT NOT NULL,
        weighed_at TEXT NOT NULL,
        PRIMARY KEY (order_id, seller),
        FOREIGN KEY (order_id, seller) REFERENCES orders ON DELETE CASCADE
    ) STRICT;
INSERT INTO "order_weights" VALUES('404-0000001-0000001','A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','900.00','listing','2026-11-24T15:54:58.760310+00:00');
INSERT INTO "order_weights" VALUES('404-0000002-0000001','A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','900.00','listing','2026-11-24T15:54:58.760310+00:00');
INSERT INTO "order_weights" VALUES('404-0000003-0000001','A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','900.00','listing','2026-11-24T15:54:58.760310+00:00');
CREATE TABLE orders (
        order_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        created_at TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        ship_by TEXT,
        status TEXT NOT NULL,
        fulfilled_by TEXT NOT NULL,
        country TEXT NOT NULL,
        total TEXT,
        currency TEXT,
        items INTEGER NOT NULL,
        document TEXT NOT NULL,
        personal_erased_at TEXT,
        PRIMARY KEY (order_id, seller)
    ) STRICT;
INSERT INTO "orders" VALUES('404-0000001-0000001','A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','2026-03-01T01:00:00.000000+00:00','2026-03-01T01:00:00.000000+00:00',NULL,'UNSHIPPED','MERCHANT','ES','12.30','EUR',2,'{"id":"404-0000001-0000001","marketplace_id":"A1RKKUPIHCS9HS","created_at":"2026-03-01T01:00:00Z","updated_at":"2026-03-01T01:00:00Z","status":"UNSHIPPED","fulfilled_by":"MERCHANT","service_level":"","sales_channel":"","seller_order_id":"","programs":[],"replaces":"","ship_by":{"earliest":null,"latest":null},"deliver_by":{"earliest":null,"latest":null},"total":{"amount":"12.30","currency":"EUR"},"items":[{"id":"11","sku":"SKU-1","asin":"B000000001","title":"version 0","quantity":2,"quantity_shipped":0,"price":null,"shipping":null,"tax":null,"discount":null,"gift_wrap":null,"gift_wrap_level":"","is_gift":false,"condition":"","ioss_number":"","cancel_requested":false,"cancel_reason":""}],"packages":[],"personal":null}',NULL);
INSERT INTO "orders" VALUES('404-0000099-0000001','A2EXAMPLE12345@eu','APJ6JRA9NG5V4','2026-03-01T00:00:00.000001+00:00','2026-03-01T03:00:00.000000+00:00','2026-03-01T05:00:00.000000+00:00','A_STATUS_OF_TOMORROW','MERCHANT','IT','12345678901234567890.10','EUR',6,'{"id":"404-0000099-0000001","marketplace_id":"APJ6JRA9NG5V4","created_at":"2026-03-01T00:00:00.000001Z","updated_at":"2026-03-01T03:00:00Z","status":"A_STATUS_OF_TOMORROW","fulfilled_by":"MERCHANT","service_level":"EXPEDITED","sales_channel":"Amazon.it","seller_order_id":"mine","programs":["PRIME","AMAZON_BUSINESS"],"replaces":"404-0000098-0000001","ship_by":{"earliest":"2026-03-01T04:00:00Z","latest":"2026-03-01T05:00:00Z"},"deliver_by":{"earliest":null,"latest":"2026-03-01T06:00:00Z"},"total":{"amount":"12345678901234567890.10","currency":"EUR"},"items":[{"id":"1","sku":"SKU ñ​''\";--","asin":"B000000001","title":"Título — “largo”\u0000\n","quantity":3,"quantity_shipped":1,"price":{"amount":"0.10","currency":"EUR"},"shipping":{"amount":"0.10","currency":"EUR"},"tax":{"amount":"0.10","currency":"EUR"},"discount":{"amount":"0.10","currency":"EUR"},"gift_wrap":{"amount":"0.10","currency":"EUR"},"gift_wrap_level":"Classic","is_gift":true,"condition":"New","ioss_number":"IM2760000000","cancel_requested":true,"cancel_reason":"BUYER_CANCEL"},{"id":"2","sku":"SKU ñ​''\";--","asin":"B000000001","title":"Título — “largo”\u0000\n","quantity":3,"quantity_shipped":1,"price":{"amount":"0.10","currency":"EUR"},"shipping":{"amount":"0.10","currency":"EUR"},"tax":{"amount":"0.10","currency":"EUR"},"discount":{"amount":"0.10","currency":"EUR"},"gift_wrap":{"amount":"0.10","currency":"EUR"},"gift_wrap_level":"Classic","is_gift":true,"condition":"New","ioss_number":"IM2760000000","cancel_requested":true,"cancel_reason":"BUYER_CANCEL"}],"packages":[{"reference":"1","status":"SHIPPED","detailed_status":"IN_TRANSIT","carrier":"SEUR","service":"24","created_at":"2026-03-01T01:00:00Z","shipped_at":"2026-03-01T02:00:00Z","items":[["1",3]]}],"personal":null}',NULL);
INSERT INTO "orders" VALUES('404-0000002-0000001','A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','2026-03-01T02:00:00.000000+00:00','2026-03-01T02:00:00.000000+00:00',NULL,'UNSHIPPED','MERCHANT','','12.30','EUR',2,'{"id":"404-0000002-0000001","marketplace_id":"A1RKKUPIHCS9HS","created_at":"2026-03-01T02:00:00Z","updated_at":"2026-03-01T02:00:00Z","status":"UNSHIPPED","fulfilled_by":"MERCHANT","service_level":"","sales_channel":"","seller_order_id":"","programs":[],"replaces":"","ship_by":{"earliest":null,"latest":null},"deliver_by":{"earliest":null,"latest":null},"total":{"amount":"12.30","currency":"EUR"},"items":[{"id":"21","sku":"SKU-1","asin":"B000000001","title":"version 0","quantity":2,"quantity_shipped":0,"price":null,"shipping":null,"tax":null,"discount":null,"gift_wrap":null,"gift_wrap_level":"","is_gift":false,"condition":"","ioss_number":"","cancel_requested":false,"cancel_reason":""}],"packages":[],"personal":null}',NULL);
INSERT INTO "orders" VALUES('404-0000003-0000001','A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','2026-03-01T03:00:00.000000+00:00','2026-03-01T03:00:00.000000+00:00',NULL,'UNSHIPPED','MERCHANT','ES','12.30','EUR',2,'{"id":"404-0000003-0000001","marketplace_id":"A1RKKUPIHCS9HS","created_at":"2026-03-01T03:00:00Z","updated_at":"2026-03-01T03:00:00Z","status":"UNSHIPPED","fulfilled_by":"MERCHANT","service_level":"","sales_channel":"","seller_order_id":"","programs":[],"replaces":"","ship_by":{"earliest":null,"latest":null},"deliver_by":{"earliest":null,"latest":null},"total":{"amount":"12.30","currency":"EUR"},"items":[{"id":"31","sku":"SKU-1","asin":"B000000001","title":"version 0","quantity":2,"quantity_shipped":0,"price":null,"shipping":null,"tax":null,"discount":null,"gift_wrap":null,"gift_wrap_level":"","is_gift":false,"condition":"","ioss_number":"","cancel_requested":false,"cancel_reason":""}],"packages":[],"personal":null}','2026-11-24T15:54:58.748120+00:00');
CREATE TABLE personal (
        order_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        data_key BLOB NOT NULL,
        sealed BLOB NOT NULL,
        PRIMARY KEY (order_id, seller),
        FOREIGN KEY (order_id, seller) REFERENCES orders ON DELETE CASCADE
    ) STRICT;
INSERT INTO "personal" VALUES('404-0000001-0000001','A2EXAMPLE12345@eu','2026-03-01T01:00:00.000000+00:00',X'0144703A5CE08E9DAD25A223BA6C2B9E060EF88243FA89104F3F2D07AF69EC01F23C0F333299AC054F1F543137AC718F317E895EE5DEF17C512182CBF1',X'0131BFC92D7DA6D9C96A908F32CA20FA3069A57384B25D8D7B98A8C6DC508DFC8C756DA71E48F704DAEF925D5FDD30A81F56393581FB67212D65368EF8DF9B889226FBD338CADF4EEA31AD30DDBD9F8AD039A20248D926BF55F739DC7859DBAC65CFE9C4318B67443914B5D10A0DE0FD72C4E65F43DE5095D23D8C63A9F1C15D5D6A1130D89B2F90EF3EFEA2579FDE7ECD16BC56C33174D0B4EBCDE30A55B0DF5DDC6C6F645D499BB58C86DD03C9E9181142155C0DC32AEF4CC6C5CFF2AEADDBD8D50A7BF350859AC7FD9CDFDDAB8254AB13BB5D6B5207389AC668886DA7621331C4841D366D49C36FD8C11DDC6440778EDF3C002E8F4200C097413E2F57F8033658075519D30B1811B63A34B27C37345F0EC01E77A2380E1774FC301C5F5FA6DC8E07EC3A9BD946010A08338A165FA3A30D5D4D5155384A19FA6BF52B6BDA0BF384B51FE3FBEB93697D8D2A7DB38FEFE88C50D5646D5CE83BFE0ADDDBE6F46AF658983E1016D14E7A28E542A78715ADA2497B805476C0C660894AA3B3AC942C322F9E03866C3A051792A31CF4A12ADC1048D8607009A940895C57366A77B5E853678886628BFABFF5061E');
INSERT INTO "personal" VALUES('404-0000099-0000001','A2EXAMPLE12345@eu','2026-03-01T03:00:00.000000+00:00',X'0132EA08F778DA44F26769E9D3A240907113B422524B632013A1615E2818BD8F4C9F0291886ACC92FEBD512CAEB9F672C934FA7DD1843763AF8489A54C',X'014909FDF73A2E33B4915DFF543737EEE129597BBFADCDFD8AD68F5C0E203A5700B9426852792EC7B30012CFA994FA7518C2F193C996DFEFC26FDB8804CBA93D192E811614FA09582714690D6940610BBB961CFF0F90235C7CC5AAD80E8685F563C8D889725ED7EDCC6B5B3CEFEFDE62F8D891C5D34E886AA84AD3E014391169C5D150BA4F0A35BB5172E32B3E0ADE6F62F87D0392D212DA7EE5FDBC231EF2317509EDC9EF5773B441114C362A3ACC098EAF90D65352E042DEAA20830B9E023BFE1072B09D1B49CFC27353B73EBA85769C8C7EDEC860E88B26FC3BD9B209CFB2625A4516634DD888B0FF93BC38DC6D9218089D26DBB491716C7C6041CB485F695EC57AF4D6BE4CB87CD6FC612D62FEECDFFA984C251527B29B85E422450CADC92631747B20D8BDDDDB4F2C952A9CC09A58BD66337FFE46A673D774AC680392AC84C0927C25E0E3A9AA20315F1185F41801D835E45926C604DD41F284FF19DE1377CF3119CBEDB483CB115F280D21ECA43AA6E9C68EB355129D475036E7B96DC06C3C469318A89E3D43504C6C3E4AC82D0C04B3BC070BD18CFC6013AC3CCCE5EF5C1765B1F2EBD508D9925495FCB635BEAFDDD374C80C');
CREATE TABLE positions (
        seller TEXT NOT NULL,
        marketplace_ids TEXT NOT NULL,
        since TEXT NOT NULL,
        position TEXT NOT NULL,
        until TEXT,
        PRIMARY KEY (seller, marketplace_ids, since)
    ) STRICT;
INSERT INTO "positions" VALUES('A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','2026-03-03T02:00:00.000000+00:00','page 2','2026-03-05T04:00:00.000000+00:00');
CREATE TABLE quotas (
        scope TEXT NOT NULL,
        operation TEXT NOT NULL,
        tokens REAL NOT NULL,
        at REAL NOT NULL,
        rate REAL NOT NULL,
        burst REAL NOT NULL,
        PRIMARY KEY (scope, operation)
    ) STRICT;
CREATE TABLE reminders (
        channel TEXT NOT NULL,
        clock TEXT NOT NULL,
        occasion TEXT NOT NULL,
        said_for TEXT NOT NULL,
        claimed_for TEXT,
        claimed_at TEXT,
        claim TEXT,
        PRIMARY KEY (channel, clock, occasion)
    ) STRICT;
INSERT INTO "reminders" VALUES('mail','authorization A@eu/sp-api','2026-03-02','2026-03-01',NULL,NULL,NULL);
CREATE TABLE repair_feeds (
        id INTEGER PRIMARY KEY,
        plan_id INTEGER NOT NULL REFERENCES repair_plans ON DELETE CASCADE,
        intended_at TEXT NOT NULL,
        feed_id TEXT,
        collected_at TEXT
    ) STRICT;
CREATE TABLE repair_plans (
        id INTEGER PRIMARY KEY,
        seller TEXT NOT NULL,
        created_at TEXT NOT NULL,
        verified_by TEXT NOT NULL,
        undoes INTEGER REFERENCES repair_plans
    ) STRICT;
CREATE TABLE repairs (
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
    ) STRICT;
CREATE TABLE run_events (
        id INTEGER PRIMARY KEY,
        run_id INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
        at TEXT NOT NULL,
        connection TEXT NOT NULL,
        level TEXT NOT NULL,
        text TEXT NOT NULL
    ) STRICT;
INSERT INTO "run_events" VALUES(1,1,'2026-11-24T15:54:58.753762+00:00','acme','warning','text');
CREATE TABLE runs (
        id INTEGER PRIMARY KEY,
        command TEXT NOT NULL,
        names TEXT NOT NULL,
        process TEXT NOT NULL,
        started_at TEXT NOT NULL,
        finished_at TEXT,
        status TEXT NOT NULL,
        exit_code INTEGER,
        summary TEXT NOT NULL
    ) STRICT;
INSERT INTO "runs" VALUES(1,'import','["acme"]','12584 429743','2026-11-24T15:54:58.753681+00:00','2026-11-24T15:54:58.753807+00:00','success',0,'{"new": 1}');
CREATE TABLE tokens (scope TEXT PRIMARY KEY, sealed BLOB NOT NULL, expires_at TEXT NOT NULL) STRICT;
INSERT INTO "tokens" VALUES('scope',X'011A4E4DD532805B77BCF364972801C128F24F5E4A286BC970959CA7354B51ACF2710A7281DE08','2026-03-01T01:00:00.000000+00:00');
CREATE TABLE weight_overrides (
        seller TEXT NOT NULL,
        sku TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        weight TEXT NOT NULL,
        set_at TEXT NOT NULL,
        PRIMARY KEY (seller, sku, marketplace_id)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "weight_overrides" VALUES('A2EXAMPLE12345@eu','SKU-2','A1RKKUPIHCS9HS','0.45 kilograms','2026-11-24T15:54:58.756069+00:00');
CREATE INDEX orders_by_age ON orders (created_at, seller, order_id);
CREATE INDEX orders_by_marketplace ON orders (seller, marketplace_id, created_at, order_id);
CREATE INDEX run_events_by_run ON run_events (run_id);
CREATE INDEX missing_weights_by_sku ON missing_weights (seller, marketplace_id, sku);
CREATE INDEX orders_open ON orders (seller, marketplace_id, order_id)
        WHERE status IN ('UNSHIPPED', 'PARTIALLY_SHIPPED') AND fulfilled_by = 'MERCHANT';
CREATE INDEX repairs_by_state ON repairs (plan_id, state, id);
COMMIT;
